// The map of the explorer in its page: made after the first paint, in step with the list.

import { createMapView } from "../lib/map-view.js";

// Longer than the time between two letters: the list follows each, the map the last.
const PAUSE = 160;
/** Pixels around a selection, so that its points are whole. */
const MARGIN = 36;
/** How many of the nearest make the frame around a place. */
const NEAREST = 12;
/** Kilometres beyond which they are on another side of the country, or of the world. */
const FAR = 300;

export class Atlas {
  /**
   * @param {{card: (id: string) => HTMLElement, enter: (id: string) => void, leave: () => void,
   *   toggle: (isShown: boolean) => void}} listener
   */
  constructor(root, entries, listener) {
    this.root = root;
    this.section = root.querySelector(".explorer-atlas");
    this.button = root.querySelector("[data-action=map]");
    this.wide = matchMedia("(min-width: 64rem)");
    this.listener = listener;
    this.left = entries;
    this.isWhole = true;
    this.views = [...root.querySelectorAll("[data-view]")].map((button) => ({
      button, box: button.dataset.view === "left" ? null : button.dataset.view.split(" ").map(Number),
    }));
    this.listen();
  }

  listen() {
    this.button.addEventListener("click", () => {
      this.listener.toggle(!this.isMapView);
      this.button.closest(".explorer-bar").scrollIntoView({ block: "start" });
    });
    this.wide.addEventListener("change", () => this.place());
    for (const { button, box } of this.views) {
      button.addEventListener("click", () => {
        if (box) this.view?.frame(box, { margin: 4, animate: true });
        else if (this.view) this.frameLeft(true);
      });
    }
    for (const button of this.root.querySelectorAll("[data-tiles]")) {
      button.addEventListener("click", () => this.setTiles(button));
    }
  }

  /** Show what is left, soon. */
  show(left, { isWhole, isMapView, origin }) {
    this.left = left;
    this.isWhole = isWhole;
    this.origin = origin;
    this.isMapView = isMapView;
    this.place();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), this.hasDrawn ? PAUSE : 0);
  }

  /** On a wide screen the map is beside the list; on a narrow one, in its place. */
  place() {
    const isShown = this.wide.matches || this.isMapView;
    this.section.hidden = !isShown;
    this.root.classList.toggle("is-map-view", this.isMapView);
    this.button.textContent = this.isMapView ? "Voir la liste" : "Voir la carte";
    this.button.setAttribute("aria-pressed", String(this.isMapView));
    if (!isShown) return;
    if (this.view) {
      this.view.resize();
      if (!this.isFramed) this.frameLeft();
    } else {
      this.load();
    }
  }

  load() {
    this.loading ??= new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      .then(() => createMapView(this.section.querySelector("[data-map]"), this.root.dataset, {
        open: (id) => this.listener.card(id), enter: this.listener.enter, leave: this.listener.leave,
      }))
      .then((view) => {
        this.view = view;
        this.draw();
      }, () => {
        this.section.querySelector("[data-map]").textContent = "La carte n’a pas pu se charger. La liste, elle, est complète.";
      });
  }

  draw() {
    if (!this.view) return;
    this.view.show(this.left);
    for (const { button, box } of this.views) {
      const shown = button.querySelector("[data-count]");
      if (!shown) continue;
      // As wide as the whole collection needs: buttons stay where they are.
      shown.style.minInlineSize ||= `${shown.textContent.length}ch`;
      shown.textContent = String(this.view.countIn(box));
    }
    this.hasDrawn = true;
    if (!this.section.hidden) this.frameLeft();
    else this.isFramed = false;
  }

  /**
   * Everything is seen from the Hexagone; a selection fills the frame, its mainland part first;
   * around a place, the nearest do.
   */
  frameLeft(animate = false) {
    this.isFramed = true;
    const home = this.views[1].box;
    if (!this.left.length || (this.isWhole && !this.origin)) this.view.frame(home, { margin: 4, animate });
    else this.view.frame(boxOf(this.origin ? this.around() : this.mainland(home)), { margin: MARGIN, animate });
  }

  around() {
    const nearest = this.left.toSorted((a, b) => a.distance - b.distance).slice(0, NEAREST);
    return [this.origin, ...nearest.filter(({ distance }, rank) => rank === 0 || distance < FAR)];
  }

  mainland([west, south, east, north]) {
    const near = this.left.filter(({ latitude, longitude }) => (
      latitude > south && latitude < north && longitude > west && longitude < east
    ));
    return near.length ? near : this.left;
  }

  highlight(id) {
    this.view?.highlight(id);
  }

  setTiles(button) {
    this.view?.setTiles(button.dataset.tiles);
    for (const one of this.root.querySelectorAll("[data-tiles]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  }
}

function boxOf(points) {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { latitude, longitude } of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}
