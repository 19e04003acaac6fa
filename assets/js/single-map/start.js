// Brings to life the map that folium composed above: points, filters, list, views, in step.

const map = map_france;
const form = document.querySelector(".filters");
const atlas = document.querySelector(".atlas");
const wide = matchMedia("(min-width: 60rem)");

const initiatives = readInitiatives();
const markers = new Map(initiatives.map((one) => [one.id, makeMarker(one)]));
const clusters = L.markerClusterGroup({
  // Without motion: a cluster that animates loses points when the next move comes too soon.
  animate: false,
  maxClusterRadius: 42, showCoverageOnHover: false, iconCreateFunction: clusterIcon,
  spiderLegPolylineOptions: { className: "spider-leg" }, spiderfyDistanceMultiplier: 1.25,
});
const reveal = makeRevealer(map, clusters);
let left = initiatives;

showControls();
clusters.addLayers([...markers.values()]).addTo(map);
listenToMap();
listenToForm();
initiatives.forEach(listenToItem);
document.querySelectorAll(".views button").forEach(listenToView);
showViewCounts();

/** The initiatives: the inlined data, each with its item of the list. */
function readInitiatives() {
  const { features } = JSON.parse(document.getElementById("initiatives").textContent);
  const items = new Map([...document.querySelectorAll(".entry")].map((item) => [item.dataset.id, item]));
  return features.map(({ id, geometry, properties }) => {
    const item = items.get(id);
    return {
      id, item, properties,
      coordinates: geometry.coordinates,
      title: item.querySelector(".entry-title").textContent,
      place: item.querySelector(".place").textContent.trim(),
      theme: properties.thematique,
      themes: [properties.thematique, ...properties.thematiques_secondaires],
      isExact: properties.position === "exacte",
      words: fold(`${wordsOf(properties)} ${item.textContent}`),
    };
  });
}

/** Without script the list stands alone; with it, the map and the filters come. */
function showControls() {
  document.documentElement.classList.add("has-map");
  form.hidden = false;
  atlas.hidden = false;
  form.querySelector("details").open = matchMedia("(min-width: 80rem) and (min-height: 45rem)").matches;
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", "Carte des initiatives\u202f: flèches pour déplacer, + et − pour changer d’échelle");
  L.control.zoom({ position: "bottomleft", zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  map.invalidateSize({ animate: false });
  showView(document.querySelector(".views button"));
}

function listenToMap() {
  keepFocusInStep(map);
  clusters.on("clusterkeypress", ({ layer, originalEvent }) => {
    if (originalEvent.key === "Enter") clusters.fire("click", { layer, originalEvent });
  });
  map.on("popupopen", ({ popup }) => markCurrent(popup._source?.initiative));
  map.on("popupclose", () => markCurrent(undefined));
}

/** Show in the list which initiative is open on the map. */
function markCurrent(initiative) {
  document.querySelector(".entry.is-current")?.classList.remove("is-current");
  if (!initiative) return;
  initiative.item.classList.add("is-current");
  if (wide.matches) initiative.item.scrollIntoView({ block: "nearest" });
}

function listenToForm() {
  form.addEventListener("input", applyFilters);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".reset").addEventListener("click", () => {
    form.reset();
    applyFilters();
    form.querySelector("[type=search]").focus();
  });
}

function applyFilters() {
  const filters = readFilters(form);
  left = filterInitiatives(initiatives, filters);
  const shown = new Set(left);
  initiatives.forEach((one) => { one.item.hidden = !shown.has(one); });
  map.closePopup();
  clusters.clearLayers().addLayers(left.map((one) => markers.get(one.id)));
  showThemeCounts(form, initiatives, filters);
  showViewCounts();
  document.querySelector(".tally").textContent = describeResult(left);
  document.querySelector(".empty").hidden = left.length > 0;
  document.querySelector(".reset").hidden = left.length === initiatives.length;
  frameResult();
}

/** Frame what is left; when some of it is in the Hexagone and Corse, that part. */
function frameResult() {
  const [home] = document.querySelectorAll(".views button");
  const points = left.map((one) => markers.get(one.id).getLatLng());
  const near = points.filter((point) => boundsOf(home).contains(point));
  if (!points.length || left.length === initiatives.length) showView(home);
  else map.fitBounds(L.latLngBounds(near.length ? near : points), { animate: false, maxZoom: 8, padding: [48, 48] });
}

/** A click anywhere in an item, or its title as a button, shows the initiative on the map. */
function listenToItem(initiative) {
  const title = initiative.item.querySelector(".entry-title");
  const button = element("button", "entry-button", initiative.title);
  button.type = "button";
  title.replaceChildren(button);
  initiative.item.addEventListener("click", (event) => {
    if (!event.target.closest("a")) showOnMap(initiative, button);
  });
}

function showOnMap(initiative, button) {
  if (!wide.matches) atlas.scrollIntoView({ block: "start" });
  button.focus({ preventScroll: true });
  reveal(markers.get(initiative.id));
}

function listenToView(button) {
  button.addEventListener("click", () => showView(button));
}

function showView(button) {
  map.closePopup();
  map.fitBounds(boundsOf(button), { animate: false, padding: [22, 22] });
}

function boundsOf(button) {
  return L.latLngBounds(JSON.parse(button.dataset.bounds)).pad(0.01);
}

/** On each view, how many of the initiatives left it shows. */
function showViewCounts() {
  document.querySelectorAll(".views button").forEach((button) => {
    const bounds = boundsOf(button);
    const number = left.filter((one) => bounds.contains(markers.get(one.id).getLatLng())).length;
    button.querySelector(".view-count").textContent = String(number);
  });
}
