// What stands on the map: a disc in the colour of the theme, with its icon; a ring for a cluster.

/**
 * @param {string} name
 * @param {string} className
 * @param {string} [text]
 */
function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The disc of an initiative; its name is for those who hear it. */
function pinIcon(initiative) {
  const disc = element("span", `pin theme-${initiative.theme}`);
  disc.append(
    element("span", "theme-icon"),
    element("span", "visually-hidden", `${initiative.title}, ${initiative.place}`),
  );
  return L.divIcon({ html: disc, className: "pin-target", iconSize: [28, 28] });
}

/** The number of initiatives in a ring, of which each theme has its share. */
function clusterIcon(cluster) {
  const markers = cluster.getAllChildMarkers();
  const size = 34 + 4 * Math.min(4, Math.floor(Math.log2(markers.length)));
  const face = element("span", "cluster");
  face.append(
    themeRing(markers.map((marker) => marker.initiative.theme)),
    element("span", "cluster-count", markers.length.toLocaleString("fr-FR")),
    element("span", "visually-hidden", " initiatives"),
  );
  return L.divIcon({ html: face, className: "pin-target", iconSize: [size, size] });
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string[]} themes */
function themeRing(themes) {
  const ring = document.createElementNS(SVG, "svg");
  ring.setAttribute("viewBox", "0 0 40 40");
  ring.setAttribute("aria-hidden", "true");
  const shares = new Map();
  themes.forEach((theme) => shares.set(theme, (shares.get(theme) ?? 0) + 1));
  let start = 0;
  [...shares].sort(([a], [b]) => (a < b ? -1 : 1)).forEach(([theme, share]) => {
    const part = document.createElementNS(SVG, "circle");
    const length = (100 * share) / themes.length;
    const attributes = {
      class: `theme-${theme}`, cx: 20, cy: 20, r: 17.5, pathLength: 100,
      "stroke-dasharray": `${length} ${100 - length}`, "stroke-dashoffset": -start,
    };
    Object.entries(attributes).forEach(([name, value]) => part.setAttribute(name, String(value)));
    ring.append(part);
    start += length;
  });
  return ring;
}

/** The marker of an initiative: its name on hover and focus, its fiche on click or Enter. */
function makeMarker(initiative) {
  const [longitude, latitude] = initiative.coordinates;
  const marker = L.marker([latitude, longitude], { icon: pinIcon(initiative), riseOnHover: true });
  marker.initiative = initiative;
  marker.bindTooltip(() => element("span", "", initiative.title), { direction: "top", offset: [0, -14] });
  marker.bindPopup(() => popupContent(initiative), {
    minWidth: 250, maxWidth: 320, maxHeight: 340, offset: [0, -8], autoPanPadding: [24, 24],
  });
  return marker;
}
