// A field that completes the name of a commune, or a postal code, from the site's own files, fetched when needed.

import { findCommunes, readCommunes, shardOf } from "../lib/communes.js";

const shards = new Map();

/** The communes that a text may be the beginning of. */
async function loadCommunes(folder, text) {
  const letter = shardOf(text);
  if (!letter) return [];
  if (!shards.has(letter)) {
    shards.set(letter, fetch(`${folder}${letter}.json`)
      .then((answer) => (answer.ok ? answer.json() : []))
      .then(readCommunes));
  }
  return shards.get(letter);
}

/**
 * The commune of an address such as « bourges-18033 », or undefined.
 * @param {string} folder @param {string} address @param {string} code
 */
export async function findCommune(folder, address, code) {
  const communes = await loadCommunes(folder, address);
  return communes.find((commune) => commune.code === code);
}

/** A combobox (ARIA 1.2): the list is shown below, arrows choose, Enter takes, Escape closes. */
export class CommuneField {
  /**
   * @param {HTMLInputElement} input with its list of suggestions next to it
   * @param {string} folder where the files of communes are
   * @param {{choose: (commune: object) => void, clear: () => void, miss: (text: string) => void}} listener
   *   `miss` is told of a text that is the beginning of none
   */
  constructor(input, folder, listener) {
    this.input = input;
    this.folder = folder;
    this.listener = listener;
    this.box = document.getElementById(input.getAttribute("aria-controls"));
    this.found = [];
    this.rank = -1;
    this.written = "";
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.box.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.rank));
    });
  }

  /** Show the name of a place that was chosen elsewhere. */
  write(text) {
    this.input.value = text;
    this.written = text;
  }

  async suggest() {
    const text = this.input.value;
    if (!text.trim()) {
      this.close();
      if (this.written) this.listener.clear();
      this.written = "";
      return;
    }
    const communes = await loadCommunes(this.folder, text);
    if (text !== this.input.value || document.activeElement !== this.input) return;
    this.found = findCommunes(communes, text.replace(/\s*\(\w+\)$/, ""));
    this.rank = -1;
    this.show();
  }

  show() {
    this.box.replaceChildren(...this.found.map((commune, rank) => {
      const option = document.createElement("li");
      option.id = `${this.box.id}-${rank}`;
      option.className = "explorer-suggestion";
      option.dataset.rank = String(rank);
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(rank === this.rank));
      option.textContent = `${commune.name} (${commune.department})`;
      return option;
    }));
    this.box.hidden = this.found.length === 0;
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    if (this.rank < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.box.id}-${this.rank}`);
  }

  close() {
    this.found = [];
    this.rank = -1;
    this.show();
  }

  onKey(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.enter();
    } else if (event.key === "Escape" && this.found.length) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.found.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.rank = (Math.max(this.rank, step < 0 ? 0 : -1) + step + this.found.length) % this.found.length;
      this.show();
    }
  }

  async enter() {
    const text = this.input.value;
    if (!this.found.length && text !== this.written) await this.suggest();
    if (this.found.length) this.take(Math.max(this.rank, 0));
    else if (text.trim() && text !== this.written) this.listener.miss(text.trim());
  }

  take(rank) {
    const commune = this.found[rank];
    this.close();
    this.write(`${commune.name} (${commune.department})`);
    this.listener.choose(commune);
  }
}
