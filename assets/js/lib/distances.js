// How far apart two points of the Earth are.

/** Mean radius of the Earth (IUGG), in kilometres. */
const EARTH_RADIUS = 6371.0088;

const radians = (degrees) => (degrees * Math.PI) / 180;

/**
 * Kilometres between two points, on a sphere (haversine): right to about 0.5 %.
 * @param {{latitude: number, longitude: number}} a
 * @param {{latitude: number, longitude: number}} b
 */
export function distance(a, b) {
  const height = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const width = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const parallels = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(height + parallels * width)));
}

/**
 * « à moins de 1 km », « à 4,2 km », « à 312 km ».
 * @param {number} kilometres
 */
export function formatDistance(kilometres) {
  if (kilometres < 1) return "à moins de 1\u00a0km";
  const digits = kilometres < 10 ? 1 : 0;
  const number = kilometres.toLocaleString("fr-FR", { maximumFractionDigits: digits });
  return `à ${number}\u00a0km`;
}
