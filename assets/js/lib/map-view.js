// The map of the explorer. The only module that knows Leaflet and its clusters: another library
// would need another file with the same exports, and nothing else.

/**
 * @typedef {{id: string, latitude: number, longitude: number, isExact: boolean, title: string,
 *   place: string, theme: string}} Point
 * @typedef {[number, number, number, number]} Box west, south, east, north
 * @typedef {{leaflet: string, clusters: string, style: string, land: string, departments: string}} Files
 */

/** Detailed backgrounds, asked for by the reader only: they come from other hosts. */
const TILES = {
  ign: {
    url: "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
      + "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
      + "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    attribution: "Plan IGN v2, © IGN – Géoplateforme",
    maxZoom: 18,
  },
  osm: {
    url: "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution: "© les contributeurs d’OpenStreetMap",
    maxZoom: 19,
  },
};
const ATTRIBUTION = "Contours\u202f: IGN, INSEE";
const DETAIL_WITHOUT_TILES = 13;
const CLUSTER_RADIUS = 44;
/** Pixels between a popup and the edges of the map: below « + » and « − », which it would be under. */
const MARGIN = 20;
const BELOW_CONTROLS = 84;
/** Pixels around the points of a cluster that opens, so that they are whole. */
const AROUND_CLUSTER = [36, 36];
/** From this zoom on, régions alone tell little: the limits of départements are fetched. */
const DEPARTMENTS_ZOOM = 7;

/** @param {string} name @param {string} className @param {string} [text] */
function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function addScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${url} ne se charge pas`)));
    document.head.append(script);
  });
}

function addStyle(url) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`${url} ne se charge pas`)));
    document.head.append(link);
  });
}

/**
 * Make the map, once its library has come.
 * @param {HTMLElement} container
 * @param {Files} files
 * @param {{open: (id: string) => HTMLElement, enter: (id: string) => void, leave: () => void}} listener
 *   `open` returns what a popup shows of a point; `enter` and `leave` follow hover and focus
 */
export async function createMapView(container, files, listener) {
  const outlines = fetch(files.land).then((answer) => answer.json());
  await Promise.all([addStyle(files.style), addScript(files.leaflet)]);
  // The plug-in looks for the library as it starts.
  const [land] = await Promise.all([outlines, addScript(files.clusters)]);
  return new MapView(container, land, files.departments, listener);
}

class MapView {
  #map;
  #land;
  #departments = null;
  #clusters;
  #listener;
  #tiles = null;
  #markers = new Map();
  #shown = [];
  #lit = null;

  constructor(container, land, departmentsUrl, listener) {
    this.#listener = listener;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#map = L.map(container, {
      minZoom: 2, maxZoom: DETAIL_WITHOUT_TILES, zoomControl: false, worldCopyJump: true,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
      zoomSnap: 0.25, scrollWheelZoom: true, attributionControl: false,
    });
    container.setAttribute("role", "region");
    container.setAttribute(
      "aria-label", "Carte des initiatives\u202f: flèches pour déplacer, + et − pour changer d’échelle",
    );
    L.control.attribution({ prefix: false }).addAttribution(ATTRIBUTION).addTo(this.#map);
    L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(this.#map);
    this.#land = L.geoJSON(land, { interactive: false, style: { className: "explorer-land" } });
    this.#land.addTo(this.#map);
    this.#clusters = L.markerClusterGroup({
      maxClusterRadius: CLUSTER_RADIUS, showCoverageOnHover: false, zoomToBoundsOnClick: false,
      animate: !still,
      chunkedLoading: true, iconCreateFunction: clusterIcon, spiderfyDistanceMultiplier: 1.3,
      spiderLegPolylineOptions: { className: "explorer-leg" },
    }).addTo(this.#map);
    this.#clusters.on("clusterclick", ({ layer }) => {
      const bounds = layer.getBounds();
      // Points of one place are spread out, there being no closer view of them.
      if (!bounds.getSouthWest().equals(bounds.getNorthEast())) layer.zoomToBounds({ padding: AROUND_CLUSTER });
    });
    this.#clusters.on("clusterkeypress", ({ layer, originalEvent }) => {
      // The plug-in itself makes « clusterclick » of it.
      if (originalEvent.key === "Enter") this.#clusters.fire("click", { layer, originalEvent });
    });
    this.#clusters.on("animationend spiderfied unspiderfied", () => this.#light());
    this.#map.on("moveend", () => this.#light());
    this.#map.on("zoomend", () => this.#showDepartments(departmentsUrl));
    this.#keepFocusInStep();
  }

  /** Show these points and no others. @param {Point[]} points */
  show(points) {
    this.#map.closePopup();
    this.#clusters.clearLayers();
    this.#shown = points;
    this.#clusters.addLayers(points.map((point) => this.#markerOf(point)));
    this.#light();
  }

  /**
   * Frame a box, with a margin in pixels.
   * @param {Box} box @param {{margin: number, animate: boolean}} how
   */
  frame(box, { margin, animate }) {
    this.#map.invalidateSize({ animate: false });
    this.#map.fitBounds(boundsOf(box), { maxZoom: 11, padding: [margin, margin], animate });
  }

  /** How many of the points shown are in a box. @param {Box} box */
  countIn(box) {
    const bounds = boundsOf(box);
    return this.#shown.filter(({ latitude, longitude }) => bounds.contains([latitude, longitude])).length;
  }

  /** Make one point stand out, or the cluster that holds it; null for none. */
  highlight(id) {
    this.#lit = id;
    this.#light();
  }

  /** Go to a point and open it. */
  open(id) {
    const marker = this.#markers.get(id);
    this.#clusters.zoomToShowLayer(marker, () => marker.openPopup());
  }

  /** Take a detailed background from its host; « » goes back to the outlines. @param {string} name */
  setTiles(name) {
    this.#tiles?.remove();
    this.#tiles = null;
    const tiles = TILES[name];
    const container = this.#map.getContainer();
    container.classList.toggle("has-tiles", Boolean(tiles));
    this.#map.setMaxZoom(tiles?.maxZoom ?? DETAIL_WITHOUT_TILES);
    if (!tiles) return;
    this.#tiles = L.tileLayer(tiles.url, {
      attribution: tiles.attribution, maxZoom: tiles.maxZoom,
      // OpenStreetMap refuses requests that do not say from which site they come.
      referrerPolicy: "strict-origin-when-cross-origin",
    }).addTo(this.#map);
  }

  /** The container has another size. */
  resize() {
    this.#map.invalidateSize({ animate: false });
  }

  async #showDepartments(url) {
    const isNear = this.#map.getZoom() >= DEPARTMENTS_ZOOM;
    this.#map.getContainer().classList.toggle("is-near", isNear);
    if (!isNear || this.#departments) return;
    this.#departments = L.geoJSON(null, { interactive: false, style: { className: "explorer-departments" } });
    this.#departments.addTo(this.#map).addData(await fetch(url).then((answer) => answer.json()));
  }

  #markerOf(point) {
    const known = this.#markers.get(point.id);
    if (known) return known;
    const marker = L.marker([point.latitude, point.longitude], { icon: pinIcon(point) });
    marker.point = point;
    marker.bindTooltip(() => element("span", "", point.title), { direction: "top", offset: [0, -12] });
    marker.bindPopup(() => this.#listener.open(point.id), {
      minWidth: 220, maxWidth: 300, offset: [0, -6],
      autoPanPaddingTopLeft: [MARGIN, BELOW_CONTROLS], autoPanPaddingBottomRight: [MARGIN, MARGIN],
    });
    marker.on("mouseover", () => this.#listener.enter(point.id));
    marker.on("mouseout", () => this.#listener.leave());
    marker.on("add", () => {
      const pin = marker.getElement();
      pin.setAttribute("aria-label", `${point.title}, ${point.place}`);
      pin.addEventListener("focus", () => this.#listener.enter(point.id));
      pin.addEventListener("blur", () => this.#listener.leave());
    });
    this.#markers.set(point.id, marker);
    return marker;
  }

  #light() {
    this.#map.getPane("markerPane").querySelector(".is-lit")?.classList.remove("is-lit");
    const marker = this.#markers.get(this.#lit);
    if (!marker || !this.#clusters.hasLayer(marker)) return;
    this.#clusters.getVisibleParent(marker)?.getElement()?.classList.add("is-lit");
  }

  /** Focus goes into a popup that opens, and back where it came from when it closes. */
  #keepFocusInStep() {
    let opener = null;
    const close = () => {
      this.#map.closePopup();
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    };
    this.#map.on("popupopen", ({ popup }) => {
      const node = popup.getElement();
      if (!node.contains(document.activeElement)) opener = document.activeElement;
      const button = node.querySelector(".leaflet-popup-close-button");
      button.setAttribute("aria-label", "Fermer");
      button.addEventListener("click", close);
      node.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close();
      });
      node.querySelector("a[href]:not(.leaflet-popup-close-button)")?.focus({ preventScroll: true });
      this.#listener.enter(popup._source.point.id);
    });
    this.#map.on("popupclose", () => this.#listener.leave());
  }
}

function boundsOf([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/** A disc in the colour of the theme with its icon; hollow when the place is the town hall. */
function pinIcon(point) {
  const disc = element("span", `explorer-pin theme-${point.theme}${point.isExact ? "" : " is-approximate"}`);
  disc.append(element("span", "icon"));
  return L.divIcon({ html: disc, className: "explorer-target", iconSize: [28, 28] });
}

/** How many points, in a ring of which each theme has its share. */
function clusterIcon(cluster) {
  const themes = cluster.getAllChildMarkers().map(({ point }) => point.theme);
  const size = 34 + 4 * Math.min(5, Math.floor(Math.log2(themes.length)));
  const face = element("span", "explorer-cluster");
  face.append(
    themeRing(themes),
    element("span", "explorer-cluster-count", themes.length.toLocaleString("fr-FR")),
    element("span", "visually-hidden", " initiatives, agrandir"),
  );
  return L.divIcon({ html: face, className: "explorer-target", iconSize: [size, size] });
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string[]} themes */
function themeRing(themes) {
  const ring = document.createElementNS(SVG, "svg");
  ring.setAttribute("viewBox", "0 0 40 40");
  ring.setAttribute("aria-hidden", "true");
  const shares = new Map();
  for (const theme of themes) shares.set(theme, (shares.get(theme) ?? 0) + 1);
  let start = 0;
  for (const [theme, share] of [...shares].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const part = document.createElementNS(SVG, "circle");
    const length = (100 * share) / themes.length;
    const attributes = {
      class: `theme-${theme}`, cx: 20, cy: 20, r: 17, pathLength: 100,
      "stroke-dasharray": `${length} ${100 - length}`, "stroke-dashoffset": -start,
    };
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, String(value));
    ring.append(part);
    start += length;
  }
  return ring;
}
