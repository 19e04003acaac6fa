// The communes: fetched by first letter or by postal code, proposed while one types.

import { findCommunes, readCommunes, shardOf } from "../../lib/communes.js";
import { findNamed } from "../../lib/place-check.js";

/** @typedef {import("../../lib/place-check.js").Commune} Commune */

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** The communes that have been fetched; what cannot be fetched is not known, that is all. */
export class CommuneBook {
  #folder;
  #pages = new Map();
  #known = new Map();

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  #fetch(letter) {
    if (!this.#pages.has(letter)) this.#pages.set(letter, this.#read(letter));
    return this.#pages.get(letter);
  }

  async #read(letter) {
    try {
      const answer = await fetch(`${this.#folder}${letter}.json`);
      this.#known.set(letter, readCommunes(await answer.json()));
    } catch {
      this.#pages.delete(letter); // no network now: perhaps later
    }
  }

  /** Fetch what is needed to know a commune: by its name, or all of them for a code alone. */
  async learn(name, insee) {
    const letter = shardOf(name);
    if (letter) await this.#fetch(letter);
    if (insee && !this.#named(letter).some((one) => one.code === insee)) {
      await Promise.all(LETTERS.map((one) => this.#fetch(one)));
    }
  }

  #named(letter) {
    return this.#known.get(letter) ?? [];
  }

  /** The communes to check a name and a code against, or null if they are not all known. */
  known(name, insee) {
    const letter = shardOf(name);
    const isKnown = !letter || this.#known.has(letter);
    if (!insee) return isKnown ? this.#named(letter) : null;
    const here = this.#named(letter);
    if (isKnown && here.some((one) => one.code === insee)) return here;
    if (!LETTERS.every((one) => this.#known.has(one))) return null;
    const all = LETTERS.flatMap((one) => this.#named(one));
    return [...new Map(all.map((one) => [one.code, one])).values()];
  }

  /** The communes whose name or postal code begins so, those of a département if it is chosen. */
  propose(text, department) {
    const named = this.#named(shardOf(text));
    const here = findCommunes(named.filter((one) => one.department === department), text);
    return here.length ? here : findCommunes(named, text);
  }

  /** Whether a name does not tell a commune from another of its département. */
  needsCode({ name, department }) {
    return findNamed(this.#named(shardOf(name)), name, department).filter((one) => !one.parent).length > 1;
  }
}

/**
 * Propose communes under a field, as a list that keys and pointer choose from.
 * @param {HTMLInputElement} input
 * @param {{book: CommuneBook, department: () => string, nameOf: (department: string) => string,
 *   choose: (commune: Commune) => void}} options
 */
export function startCompletion(input, { book, department, nameOf, choose }) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = "communes-proposees";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Communes");
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "choices-box";
  input.before(box);
  box.append(input, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let proposed = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (commune) => {
    close();
    choose(commune);
  };
  const light = (rank) => {
    active = rank;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(index === rank));
    }
    if (rank < 0) return;
    input.setAttribute("aria-activedescendant", list.children[rank].id);
    list.children[rank].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    proposed = book.propose(input.value, department());
    list.replaceChildren(...proposed.map((commune, index) => {
      const option = document.createElement("li");
      option.className = "choice";
      option.id = `commune-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = `${commune.name} (${nameOf(commune.department)})`;
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        pick(commune);
      });
      return option;
    }));
    if (!proposed.length) {
      close();
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    light(-1);
  };

  input.addEventListener("input", async () => {
    const typed = input.value;
    await book.learn(typed, "");
    if (input.value === typed && document.activeElement === input) show();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") show();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) light((active + step + proposed.length) % proposed.length);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) pick(proposed[active]);
    else return;
    event.preventDefault();
  });
}
