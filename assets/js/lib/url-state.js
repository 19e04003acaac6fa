// The state of the explorer, written in the address so that it can be shared and gone back to.

/** Facets that hold several values, and those that hold one: the names are those in addresses. */
export const FACETS = ["theme", "region", "departement", "statut", "porteur", "public"];
const TEXTS = ["mots", "autour", "rayon", "tri", "vue"];

/**
 * @typedef {{mots: string, autour: string, rayon: string, tri: string, vue: string,
 *   facets: Record<string, string[]>}} State
 */

/** @returns {State} */
export function emptyState() {
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, ""])),
    facets: Object.fromEntries(FACETS.map((name) => [name, []])),
  };
}

/**
 * The state that an address asks for; what it does not know is left alone.
 * @param {string} search what follows « ? »
 * @returns {State}
 */
export function decodeState(search) {
  const asked = new URLSearchParams(search);
  const state = emptyState();
  for (const name of TEXTS) state[name] = (asked.get(name) ?? "").trim().slice(0, 200);
  for (const name of FACETS) state.facets[name] = [...new Set(asked.getAll(name).filter(Boolean))];
  return state;
}

/**
 * The shortest address that asks for a state, always in the same order; « » for everything.
 * @param {State} state
 * @param {Record<string, string>} [others] what else the address says
 * @returns {string}
 */
export function encodeState(state, others = {}) {
  const written = new URLSearchParams();
  for (const name of TEXTS) if (state[name]) written.append(name, state[name]);
  for (const name of FACETS) for (const value of state.facets[name]) written.append(name, value);
  for (const [name, value] of Object.entries(others)) written.append(name, value);
  const text = written.toString();
  return text && `?${text}`;
}
