// The filters of the explorer: controls, counts, and the filters in force as buttons.

import { usualOrder } from "../lib/sorting.js";
import { FACETS } from "../lib/url-state.js";

/** A control's name when its facet holds one value. */
const SINGLE = new Set(["region", "departement"]);

export class FilterForm {
  /**
   * @param {{change: (isTyping: boolean) => void, clear: () => void, leave: () => void}} listener
   *   `leave` forgets the place around which one looks
   */
  constructor(root, listener) {
    this.root = root;
    this.form = root.querySelector(".explorer-search");
    this.panel = root.querySelector(".explorer-filters");
    this.opener = root.querySelector("[data-action=filters]");
    this.chips = root.querySelector(".explorer-chips");
    this.sort = root.querySelector("#tri");
    this.listener = listener;
    for (const part of [this.form, this.sort.closest("p"), root.querySelector(".explorer-skip"), root.querySelector(".explorer-tools")]) {
      part.hidden = false;
    }
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", ({ target }) => {
      if (target.name === "mots") this.listener.change(true);
    });
    this.form.addEventListener("change", ({ target }) => {
      if (target.name && target.name !== "mots") this.listener.change(false);
    });
    this.sort.addEventListener("change", () => this.listener.change(false));
    this.opener.addEventListener("click", () => this.toggle(this.panel.hidden));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.toggle(false);
      this.opener.focus();
    });
    this.root.querySelector("[data-action=close-filters]").addEventListener("click", () => {
      this.toggle(false);
      this.opener.focus();
      this.root.querySelector(".explorer-bar").scrollIntoView({ block: "start" });
    });
    this.root.querySelector("[data-action=reset]").addEventListener("click", () => this.listener.clear());
  }

  toggle(isOpen) {
    this.panel.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  /** The state with what the controls say. */
  read(state) {
    const boxes = (name) => [...this.form.querySelectorAll(`[name=${name}]:checked`)].map(({ value }) => value);
    const single = (name) => [this.form.elements[name].value].filter(Boolean);
    return {
      ...state,
      mots: this.form.elements.mots.value.trim(),
      rayon: this.form.elements.rayon.value,
      tri: this.sort.value,
      facets: Object.fromEntries(FACETS.map((name) => [name, SINGLE.has(name) ? single(name) : boxes(name)])),
    };
  }

  /** Make the controls say a state. */
  write(state) {
    const { mots, rayon } = this.form.elements;
    if (mots.value.trim() !== state.mots) mots.value = state.mots;
    rayon.value = state.rayon;
    for (const name of FACETS) {
      const chosen = state.facets[name];
      if (SINGLE.has(name)) this.form.elements[name].value = chosen[0] ?? "";
      else for (const box of this.form.querySelectorAll(`[name=${name}]`)) box.checked = chosen.includes(box.value);
    }
  }

  /** What each choice would leave, and the filters in force. */
  show(state, counts, origin) {
    for (const name of FACETS) {
      if (SINGLE.has(name)) this.showOptions(name, counts[name], state);
      else this.showBoxes(name, counts[name]);
    }
    this.form.elements.rayon.disabled = !origin;
    this.form.querySelector(".explorer-hint").hidden = Boolean(origin);
    this.showChips(state, origin);
  }

  /**
   * The orders that mean something now: the usual one first, once.
   * @param {string} chosen @param {{isAround: boolean, isSearch: boolean}} query
   */
  showOrders(chosen, query) {
    const [first, ...others] = this.sort.options;
    const usual = usualOrder(query);
    const can = { titre: true, commune: true, pertinence: query.isSearch, distance: query.isAround };
    first.textContent = this.sort.querySelector(`[value=${usual}]`).textContent;
    for (const option of others) {
      // Where browsers do not hide options, they cannot be chosen.
      option.hidden = option.value === usual || !can[option.value];
      option.disabled = option.hidden;
    }
    this.sort.value = chosen === usual || !can[chosen] ? "" : chosen;
  }

  showBoxes(name, counts) {
    this.boxes ??= {};
    this.boxes[name] ??= [...this.form.querySelectorAll(`[name=${name}]`)].map((box) => ({
      box, label: box.closest("label"), shown: box.closest("label").querySelector("[data-count]"),
    }));
    this.boxes[name].forEach(({ box, label, shown }, rank) => {
      shown.textContent = counts[rank].toLocaleString("fr-FR");
      label.classList.toggle("is-vain", counts[rank] === 0 && !box.checked);
    });
  }

  showOptions(name, counts, state) {
    const options = [...this.form.elements[name].options].slice(1);
    options.forEach((option, rank) => {
      option.textContent = `${option.dataset.name} (${counts[rank].toLocaleString("fr-FR")})`;
      option.hidden = counts[rank] === 0 && !state.facets[name].includes(option.value);
    });
  }

  /** Each filter in force, as a button that lifts it. */
  showChips(state, origin) {
    const chips = this.filtersInForce(state, origin).map(({ text, lift }) => {
      const item = document.createElement("li");
      item.append(this.button(text, "chip", `Retirer le filtre\u202f: ${text}`, () => {
        lift();
        this.listener.change(false);
        (this.chips.querySelector("button") ?? this.opener).focus();
      }));
      return item;
    });
    if (chips.length > 1) {
      const all = document.createElement("li");
      all.append(this.button("Tout effacer", "chip chip-all", "", () => {
        this.listener.clear();
        this.opener.focus();
      }));
      chips.push(all);
    }
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
    const number = chips.length - Number(chips.length > 1);
    this.opener.textContent = number ? `Filtres (${number})` : "Filtres";
  }

  filtersInForce(state, origin) {
    const filters = [];
    if (origin) filters.push({ text: origin.name ? `autour de ${origin.name}` : "près de moi", lift: () => this.listener.leave() });
    if (state.mots) filters.push({ text: `«\u202f${state.mots}\u202f»`, lift: () => { this.form.elements.mots.value = ""; } });
    if (origin && Number(state.rayon)) {
      filters.push({ text: `à ${state.rayon}\u00a0km au plus`, lift: () => { this.form.elements.rayon.value = ""; } });
    }
    for (const name of FACETS) {
      for (const value of state.facets[name]) filters.push({ text: this.nameOf(name, value), lift: () => this.lift(name, value) });
    }
    return filters;
  }

  nameOf(name, value) {
    return this.form.querySelector(`[name=${name}] [value="${value}"], [name=${name}][value="${value}"]`).dataset.name;
  }

  lift(name, value) {
    if (SINGLE.has(name)) this.form.elements[name].value = "";
    else this.form.querySelector(`[name=${name}][value="${value}"]`).checked = false;
  }

  button(text, className, label, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = text;
    if (label) button.setAttribute("aria-label", label);
    button.addEventListener("click", action);
    return button;
  }

  /** When nothing is left: lift one filter, or all. */
  showWaysOut(place, state, origin) {
    const ways = this.filtersInForce(state, origin).map(({ text, lift }) => {
      const item = document.createElement("li");
      item.append(this.button(`Retirer ${text}`, "button", "", () => {
        lift();
        this.listener.change(false);
      }));
      return item;
    });
    const all = document.createElement("li");
    all.append(this.button("Tout afficher", "button button-strong", "", () => this.listener.clear()));
    place.replaceChildren(...ways, all);
  }
}
