// A fiche as the text of its file, as `ecoq fmt` would write it: the model's order of keys, one
// value a line, nothing for what is empty.

import { writeLiteral, writeText } from "./yaml-text.js";

/**
 * @typedef {{name: string, label: string, required: boolean, example: string, literal: boolean,
 *   kind: Record<string, any>}} Key
 * @typedef {Record<string, any>} Fiche values by key, lists and groups nested; the body apart
 */

const STEP = "  ";

const isEmpty = (value) => value === undefined || value === ""
  || (Array.isArray(value) && value.length === 0)
  || (typeof value === "object" && Object.values(value).every(isEmpty));

/**
 * The lines of a group of keys.
 * @param {Fiche} values
 * @param {Key[]} keys
 * @param {string} indent
 * @returns {string[]}
 */
function mappingLines(values, keys, indent) {
  return keys.filter((key) => !isEmpty(values[key.name])).flatMap((key) => {
    const value = values[key.name];
    const start = `${indent}${key.name}:`;
    if (Array.isArray(value)) return [start, ...value.flatMap((item) => itemLines(item, key, indent))];
    if (key.kind.type === "record") {
      return [start, ...mappingLines(value, key.kind.keys, indent + STEP)];
    }
    return [`${start} ${writeScalar(value, key)}`];
  });
}

function itemLines(item, key, indent) {
  const dash = `${indent}${STEP}- `;
  if (key.kind.item.type !== "record") return [dash + writeText(item)];
  const deeper = indent + STEP + STEP;
  const [first, ...rest] = mappingLines(item, key.kind.item.keys, deeper);
  return [dash + first.slice(deeper.length), ...rest];
}

const writeScalar = (text, key) => (key.literal ? writeLiteral(text) : writeText(text));

/**
 * @param {Fiche} fiche
 * @param {string} body
 * @param {Key[]} keys
 * @returns {string}
 */
export function writeFiche(fiche, body, keys) {
  const header = mappingLines(fiche, keys, "").map((line) => `${line}\n`).join("");
  return `---\n${header}---\n\n${body.trim()}\n`;
}
