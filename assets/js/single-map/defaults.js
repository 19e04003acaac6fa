// What Leaflet must know before the map is made.

L.Map.mergeOptions({ minZoom: 2, maxZoom: 10 });
if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
}
