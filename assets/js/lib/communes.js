// The communes of France, found by the beginning of their name or of a postal code in the site's
// own files.

import { fold } from "./normalise.js";

/**
 * @typedef {{name: string, folded: string, department: string, code: string, latitude: number,
 *   longitude: number, radius: number, parent: string, postalCodes: string[]}} Commune
 */

const FIGURES = /^(?:0[1-9]|[1-8]\d|9[0-578])/;

/**
 * The letter, or the two first figures, whose file has the communes that a text may mean, or « ».
 * @param {string} text
 */
export function shardOf(text) {
  const postal = postalCodeIn(text);
  if (postal) return FIGURES.exec(postal)?.[0] ?? "";
  const [first = ""] = fold(text);
  return /[a-z]/.test(first) ? first : "";
}

/**
 * The communes of a file, in its order: rows of name, INSEE code, latitude, longitude (both in
 * thousandths of a degree), radius, code of the commune that this one is a part of, postal codes
 * if the file is of those.
 * @param {[string, string, number, number, number, string, string?][]} rows
 * @returns {Commune[]}
 */
export function readCommunes(rows) {
  return rows.map(([name, code, north, east, radius, parent, postal = ""]) => ({
    name, code, latitude: north / 1000, longitude: east / 1000, radius, parent, folded: fold(name),
    department: /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2),
    postalCodes: postal.split(" "),
  }));
}

/** The figures of « 75011 », « 75 011 » or « 75011 Paris », or « ». */
function postalCodeIn(text) {
  return (/^\s*\d[\d\s]*/.exec(text)?.[0] ?? "").replace(/\s/g, "");
}

/**
 * The communes whose name begins with a text, article or not, exact names first; or that have a
 * postal code that begins so.
 * @param {Commune[]} communes most populous first
 * @param {string} text
 * @param {number} limit
 */
export function findCommunes(communes, text, limit = 8) {
  const postal = postalCodeIn(text);
  if (postal) {
    return communes.filter(({ postalCodes }) => postalCodes.some((one) => one.startsWith(postal)))
      .slice(0, limit);
  }
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
