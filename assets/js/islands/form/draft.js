// The draft, kept by this browser for this form and this fiche alone.

const PREFIX = "ecoq-brouillon:";

/** @param {string} slug of the fiche that is corrected, or nothing */
export class Draft {
  #key;

  constructor(slug) {
    this.#key = `${PREFIX}${location.pathname}?${slug}`;
  }

  /** @returns {{fiche: Record<string, any>, body: string} | null} */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }

  /** Whether the browser accepted to keep it. */
  save(fiche, body) {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ fiche, body }));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // What cannot be written was not kept.
    }
  }
}
