// A selection of the open data, as GeoJSON (RFC 7946).

/**
 * The features of a collection that bear the ids given, in that order, with their own box.
 * @param {{features: {id: string, geometry: {coordinates: number[]}}[]}} collection
 * @param {string[]} ids
 */
export function selectFeatures(collection, ids) {
  const byId = new Map(collection.features.map((feature) => [feature.id, feature]));
  const features = ids.flatMap((id) => byId.get(id) ?? []);
  if (!features.length) return { type: "FeatureCollection", features };
  return { type: "FeatureCollection", bbox: boundingBox(features), features };
}

/** West, south, east, north. */
function boundingBox(features) {
  const longitudes = features.map(({ geometry }) => geometry.coordinates[0]);
  const latitudes = features.map(({ geometry }) => geometry.coordinates[1]);
  return [
    Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes),
  ];
}
