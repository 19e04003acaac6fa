// The communes of France, found by the beginning of their name in the site's own files.

import { fold } from "./normalise.js";

/**
 * @typedef {{name: string, department: string, code: string, latitude: number, longitude: number}} Commune
 */

/**
 * The letter whose file has the communes that a text may mean, or « ».
 * @param {string} text
 */
export function shardOf(text) {
  const [first = ""] = fold(text);
  return /[a-z]/.test(first) ? first : "";
}

/**
 * The communes of a file: rows of name, INSEE code, latitude, longitude, most populous first.
 * @param {[string, string, number, number][]} rows
 * @returns {(Commune & {folded: string})[]}
 */
export function readCommunes(rows) {
  return rows.map(([name, code, latitude, longitude]) => ({
    name, code, latitude, longitude, folded: fold(name),
    department: /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2),
  }));
}

/**
 * The communes whose name begins with a text, article or not, exact names first.
 * @param {(Commune & {folded: string})[]} communes most populous first
 * @param {string} text
 * @param {number} limit
 */
export function findCommunes(communes, text, limit = 8) {
  const folded = fold(text);
  if (!folded) return [];
  const bare = (name) => name.replace(/^(?:l|la|le|les) (?=.)/, "");
  const found = communes.filter((one) => (
    one.folded.startsWith(folded) || bare(one.folded).startsWith(folded)
  ));
  const isExact = (one) => Number(one.folded === folded || bare(one.folded) === folded);
  return found.toSorted((a, b) => isExact(b) - isExact(a)).slice(0, limit);
}

/**
 * How a commune is written in addresses, « bourges-18033 », and the code in such a text.
 * @param {Commune} commune
 */
export function communeAddress({ name, code }) {
  return `${fold(name).replaceAll(" ", "-")}-${code.toLowerCase()}`;
}

/** @param {string} address */
export function codeInAddress(address) {
  return /-(\d[\dab]\d{3})$/.exec(address)?.[1].toUpperCase() ?? "";
}
