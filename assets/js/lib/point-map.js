// A small map on which one point is placed. It knows Leaflet as `map-view.js` does, for one point.

/**
 * @typedef {{latitude: number, longitude: number}} Place
 * @typedef {{leaflet: string, style: string, land: string}} Files
 */

const TILES = {
  url: "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    + "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    + "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
  attribution: "Plan IGN v2, © IGN – Géoplateforme",
  maxZoom: 18,
};
const TOWN_ZOOM = 14;
const PLACE_ZOOM = 16;
const FRANCE = [[41.3, -5.2], [51.1, 9.6]];

const load = (element) => new Promise((resolve, reject) => {
  element.addEventListener("load", resolve);
  element.addEventListener("error", reject);
  document.head.append(element);
});

async function loadLeaflet({ leaflet, style }) {
  if (window.L) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const script = Object.assign(document.createElement("script"), { src: leaflet });
  await Promise.all([load(link), load(script)]);
}

/**
 * @param {HTMLElement} container
 * @param {Files} files
 * @param {(place: Place) => void} onPlace told when a point is placed by hand
 */
export async function createPointMap(container, files, onPlace) {
  await loadLeaflet(files);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(container, {
    attributionControl: false, zoomControl: false, zoomAnimation: !still, fadeAnimation: !still,
    inertia: !still, scrollWheelZoom: false,
  }).fitBounds(FRANCE);
  L.control.attribution({ prefix: false }).addTo(map);
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  const tiles = L.tileLayer(TILES.url, { ...TILES, referrerPolicy: "strict-origin-when-cross-origin" });
  tiles.addTo(map);
  // The outlines stand in where the background does not come.
  fetch(files.land).then((answer) => answer.json()).then((land) => {
    L.geoJSON(land, { interactive: false, style: { className: "point-land" } }).addTo(map).bringToBack();
  }).catch(() => {});

  let marker = null;
  const mark = ({ latitude, longitude }) => {
    const icon = L.divIcon({ className: "point-mark", iconSize: [24, 24] });
    marker ??= L.marker([latitude, longitude], { icon, keyboard: false, interactive: false }).addTo(map);
    marker.setLatLng([latitude, longitude]);
  };
  const place = ({ lat, lng }) => {
    const found = { latitude: lat, longitude: lng };
    mark(found);
    onPlace(found);
  };
  map.on("click", (event) => place(event.latlng));
  return {
    /** Go to a town, or to the point that is already written. */
    frame(town, written) {
      map.invalidateSize({ animate: false });
      if (written) {
        mark(written);
        map.setView([written.latitude, written.longitude], PLACE_ZOOM, { animate: false });
      } else if (town) map.setView([town.latitude, town.longitude], TOWN_ZOOM, { animate: false });
    },
    mark,
    /** For those who move the map with the keys: the point is its middle. */
    placeAtCentre() {
      place(map.getCenter());
    },
  };
}
