// Shows one initiative among others: goes there, and spreads the pile that hides it.
// markercluster's own zoomToShowLayer closes its pile at once when the zoom is not animated,
// which is the case of far jumps and of readers who want less motion.

// Near enough to tell towns apart, far enough to see the région around.
const TOWN_ZOOM = 8;

/**
 * @param {L.Map} map
 * @param {L.MarkerClusterGroup} clusters
 */
function makeRevealer(map, clusters) {
  let wanted = null;

  const goTo = (marker, zoom) => {
    // Once all listeners of the move are done, markercluster's own among them.
    map.once("moveend", () => setTimeout(() => wanted === marker && uncover(marker)));
    map.setView(marker.getLatLng(), zoom);
  };

  const uncover = (marker) => {
    const visible = clusters.getVisibleParent(marker);
    if (visible === marker) {
      marker.openPopup();
    } else if (map.getZoom() === map.getMaxZoom() || isOnePoint(visible)) {
      clusters.once("spiderfied", () => marker.openPopup());
      visible.spiderfy();
    } else {
      goTo(marker, map.getMaxZoom());
    }
  };

  return (marker) => {
    wanted = marker;
    map.closePopup();
    goTo(marker, Math.max(Math.round(map.getZoom()), TOWN_ZOOM));
  };
}

function isOnePoint(cluster) {
  const bounds = cluster.getBounds();
  return bounds.getSouthWest().equals(bounds.getNorthEast());
}
