// The explorer: list, filters and map in step. What it decides is in lib/; here it meets the page.

import { answering, buildEntries, prepare } from "../lib/collection.js";
import { codeInAddress, communeAddress } from "../lib/communes.js";
import { distance } from "../lib/distances.js";
import { narrow } from "../lib/facets.js";
import { parseQuery } from "../lib/matching.js";
import { sortEntries, usualOrder } from "../lib/sorting.js";
import { FACETS, decodeState, emptyState, encodeState } from "../lib/url-state.js";
import { CommuneField, findCommune } from "./commune-field.js";
import { Atlas } from "./explorer-atlas.js";
import { CardList, readCards } from "./explorer-list.js";
import { FilterForm } from "./explorer-form.js";
import { startTools } from "./explorer-tools.js";

/** Milliseconds after the last letter before the address follows: browsers make it slow. */
const WRITING_PAUSE = 250;

const count = (number, one, many) => `${number.toLocaleString("fr-FR")}\u00a0${number < 2 ? one : many}`;

/** @param {HTMLElement} root */
export function start(root) {
  const explorer = new Explorer(root);
  explorer.restore();
}

class Explorer {
  constructor(root) {
    this.root = root;
    const index = JSON.parse(document.getElementById("explorer-index").textContent);
    this.sizes = Object.fromEntries(index.facets.map(([name, ids]) => [name, ids.length]));
    this.ranks = Object.fromEntries(index.facets.map(
      ([name, ids]) => [name, new Map(ids.map((id, rank) => [id, rank]))],
    ));
    const { cards, items } = readCards(root.querySelector(".explorer-list"), index, root.dataset.initiatives);
    this.entries = buildEntries(index, cards);
    this.state = emptyState();
    this.origin = null;
    this.left = this.entries;
    this.isEmbedded = new URLSearchParams(location.search).get("integration") === "1";

    this.list = new CardList(root, this.entries, items, {
      enter: (id) => this.atlas.highlight(id), leave: () => this.atlas.highlight(null),
    });
    this.form = new FilterForm(root, {
      change: (keeps) => this.change(this.form.read(this.state), keeps),
      clear: () => this.clear(),
      leave: () => this.leaveOrigin(),
    });
    this.communes = new CommuneField(root.querySelector("#autour"), root.dataset.communes, {
      choose: (commune) => this.goAround(commune), clear: () => this.leaveOrigin(),
      miss: (text) => this.say(
        `Aucun nom de commune ni code postal ne commence par «\u202f${text}\u202f».`,
      ),
    });
    this.atlas = new Atlas(root, this.entries, {
      card: (id) => this.list.popupOf(id),
      enter: (id) => this.list.highlight(id), leave: () => this.list.highlight(null),
      toggle: (isShown) => this.change({ ...this.state, vue: isShown ? "carte" : "" }, false),
    });
    startTools(root, { left: () => this.left, address: () => this.address(), say: (text) => this.say(text) });
    this.listen();
    if (this.isEmbedded) embed(root);
  }

  listen() {
    this.root.querySelector("[data-action=near]").addEventListener("click", () => this.goNear());
    window.addEventListener("popstate", () => this.restore());
    const foldAhead = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
    let next = 0;
    const foldSome = (deadline) => {
      const until = performance.now() + Math.min(12, deadline?.timeRemaining?.() ?? 8);
      while (next < this.entries.length && performance.now() < until) prepare(this.entries[next++]);
      if (next < this.entries.length) foldAhead(foldSome);
    };
    foldAhead(foldSome);
  }

  /** Take the state of the address. */
  async restore() {
    clearTimeout(this.writing);
    const state = decodeState(location.search);
    for (const name of FACETS) state.facets[name] = state.facets[name].filter((id) => this.ranks[name].has(id));
    if (!state.autour) this.origin = null;
    else if (this.origin?.address !== state.autour) {
      const commune = await findCommune(this.root.dataset.communes, state.autour, codeInAddress(state.autour));
      this.origin = commune && originOf(commune);
      if (!commune) state.autour = "";
    }
    this.communes.write(this.origin?.name ?? "");
    this.state = state;
    this.form.write(state);
    this.apply();
  }

  /** @param {boolean} isTyping the address follows, without a step for each letter */
  change(state, isTyping) {
    this.state = state;
    clearTimeout(this.writing);
    if (isTyping) this.writing = setTimeout(() => history.replaceState(null, "", this.address()), WRITING_PAUSE);
    else if (this.address() !== location.pathname + location.search) history.pushState(null, "", this.address());
    this.apply();
  }

  address() {
    return location.pathname + encodeState(this.state, this.isEmbedded ? { integration: "1" } : {});
  }

  clear() {
    this.origin = null;
    this.communes.write("");
    this.change({ ...emptyState(), vue: this.state.vue }, false);
    this.form.write(this.state);
  }

  goAround(commune) {
    this.origin = originOf(commune);
    this.communes.write(this.origin.name);
    this.hush();
    this.change({ ...this.state, autour: this.origin.address, tri: "" }, false);
    this.form.write(this.state);
  }

  leaveOrigin() {
    this.origin = null;
    this.hush();
    this.communes.write("");
    const { rayon, tri } = this.state;
    this.change({ ...this.state, autour: "", rayon: rayon && "", tri: tri === "distance" ? "" : tri }, false);
    this.form.write(this.state);
  }

  /** Where the reader is stays in the browser: not in the address, not kept. */
  goNear() {
    if (!navigator.geolocation) {
      this.say("Votre navigateur ne sait pas dire où vous êtes. Indiquez plutôt une commune.");
      return;
    }
    this.say("Recherche de votre position…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.origin = { latitude: coords.latitude, longitude: coords.longitude, name: "", address: "" };
        this.communes.write("");
        this.say("Les plus proches d’abord. Votre position reste dans votre navigateur.");
        this.change({ ...this.state, autour: "", tri: "" }, false);
        this.form.write(this.state);
      },
      () => this.say("Votre position n’a pas pu être connue. Indiquez plutôt une commune."),
      { maximumAge: 300000, timeout: 10000 },
    );
  }

  apply() {
    const { state } = this;
    const answers = answering(parseQuery(state.mots));
    const reach = this.origin && Number(state.rayon) ? Number(state.rayon) : Infinity;
    for (const entry of this.entries) {
      entry.distance = this.origin ? distance(this.origin, entry) : undefined;
    }
    const choices = Object.fromEntries(FACETS.map(
      (name) => [name, new Set(state.facets[name].map((id) => this.ranks[name].get(id)))],
    ));
    const { left, counts } = narrow(
      this.entries, choices, this.sizes,
      (entry) => (reach === Infinity || entry.distance <= reach) && answers(entry),
    );
    const query = { isAround: Boolean(this.origin), isSearch: Boolean(state.mots) };
    this.left = sortEntries(left, state.tri || usualOrder(query));
    this.list.show(this.left);
    this.form.show(state, counts, this.origin);
    this.form.showOrders(state.tri, query);
    this.atlas.show(this.left, {
      isWhole: left.length === this.entries.length, isMapView: state.vue === "carte", origin: this.origin,
    });
    this.root.querySelector(".explorer-count").textContent = describe(this.left);
    this.showEmpty(left.length === 0);
    this.root.dispatchEvent(new CustomEvent("explorer:applied"));
  }

  /** When nothing is left, say which single step back would leave something. */
  showEmpty(isEmpty) {
    const empty = this.root.querySelector(".explorer-empty");
    empty.hidden = !isEmpty;
    if (isEmpty) this.form.showWaysOut(empty.querySelector("[data-ways]"), this.state, this.origin);
  }

  say(text) {
    const notice = this.root.querySelector(".explorer-notice");
    notice.hidden = false;
    notice.textContent = text;
  }

  hush() {
    this.root.querySelector(".explorer-notice").hidden = true;
  }
}

function originOf(commune) {
  const { latitude, longitude, name, department } = commune;
  return { latitude, longitude, name: `${name} (${department})`, address: communeAddress(commune) };
}

/** « 12 initiatives, dont 7 situées à la commune près », or all of them. */
function describe(left) {
  if (!left.length) return "Aucune initiative";
  const approximate = left.filter((entry) => !entry.isExact).length;
  const all = left.length > 1 ? ", toutes situées à la commune près" : ", située à la commune près";
  const some = approximate ? `, dont ${count(approximate, "située", "situées")} à la commune près` : "";
  return `${count(left.length, "initiative", "initiatives")}${approximate === left.length ? all : some}`;
}

/** In another site's page: the explorer alone, with a way back to the site. */
function embed(root) {
  document.documentElement.classList.add("is-embedded");
  const way = root.querySelector(".explorer-return");
  way.hidden = false;
  for (const link of [way.querySelector("a"), ...document.querySelectorAll(".explorer-empty a")]) {
    link.target = "_blank";
  }
}
