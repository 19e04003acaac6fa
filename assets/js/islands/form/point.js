// The point of a fiche: typed, or placed on a small map that is fetched when it is asked for.

import { createPointMap } from "../../lib/point-map.js";

// A hundred-thousandth of a degree is about a metre.
const DECIMALS = 5;

/**
 * @param {HTMLElement} root the part of the form that holds the map and its buttons
 * @param {{latitude: HTMLInputElement, longitude: HTMLInputElement}} inputs
 * @param {{files: import("../../lib/point-map.js").Files, town: () => Promise<any>}} options
 */
export function startPoint(root, inputs, { files, town }) {
  const container = root.querySelector("[data-map]");
  const status = root.querySelector("[data-point-status]");
  const opener = root.querySelector("[data-point-open]");
  const centre = root.querySelector("[data-point-centre]");
  let map = null;

  const written = () => {
    const place = { latitude: Number(inputs.latitude.value), longitude: Number(inputs.longitude.value) };
    const isPlace = inputs.latitude.value && inputs.longitude.value
      && Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180;
    return isPlace ? place : null;
  };
  const write = ({ latitude, longitude }) => {
    for (const [input, value] of [[inputs.latitude, latitude], [inputs.longitude, longitude]]) {
      input.value = value.toFixed(DECIMALS);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    status.textContent = `Point placé\u202f: ${inputs.latitude.value}, ${inputs.longitude.value}.`;
  };

  opener.addEventListener("click", async () => {
    container.hidden = false;
    try {
      map ??= await createPointMap(container, files, write);
    } catch {
      container.hidden = true;
      status.textContent = "La carte ne se charge pas\u202f: écrivez les coordonnées ci-dessous.";
      return;
    }
    opener.hidden = true;
    centre.hidden = false;
    map.frame(await town(), written());
    container.focus();
  });
  centre.addEventListener("click", () => map.placeAtCentre());
  for (const input of Object.values(inputs)) {
    input.addEventListener("change", () => {
      const place = written();
      if (map && place) map.mark(place);
    });
  }
}
