// One value against its kind, as ecoq/content/values.py reads it.

import { isoDateOf } from "./tidy.js";

/** @typedef {[code: string, details?: Record<string, any>, hint?: string]} Problem */

const TAG = /<\/?[a-zA-Z][^<>]*>|<!--|<!\[CDATA\[|&(?:#\p{Nd}+|#x[\p{Nd}a-fA-F]+|[a-zA-Z]+);/u;
const TYPOGRAPHIC_QUOTES = /^[“”„‘‚][^“”„‘]*[“”’"]$/u;
const FORBIDDEN =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u;

/** How Python counts: code points. */
export const lengthOf = (text) => [...text].length;

/** Folds the spaces and line ends of a text of one line. */
export const onOneLine = (text) => text.trim().replace(/[ \t\r\n]+/g, " ").normalize("NFC");

/** Takes off what nobody types on purpose: Word and web pages bring it along. */
export const withoutInvisible = (text) => text.replaceAll(new RegExp(FORBIDDEN, "gu"), "");

const matches = (pattern, text) => new RegExp(`^(?:${pattern})$`, "u").test(text);

const CHECKS = {
  text(text, { minimum, maximum }) {
    const folded = onOneLine(text);
    const length = lengthOf(folded);
    if (length < minimum) return [["texte-trop-court", { length, minimum }]];
    if (length > maximum) return [["texte-trop-long", { length, maximum }]];
    const found = [];
    const tag = TAG.exec(folded);
    if (tag) found.push(["html-dans-un-champ", { text: tag[0] }]);
    if (TYPOGRAPHIC_QUOTES.test(folded)) {
      found.push(["guillemets-typographiques", { text: `${folded[0]}…${folded.at(-1)}` }]);
    }
    return found;
  },

  matching(text, { pattern, code, example, known, unknown }) {
    if (!matches(pattern, text)) return [[code, { text, example }]];
    if (!known.length || known.includes(text)) return [];
    return [[unknown, { text, known: known.toSorted().join(", ") }]];
  },

  choice(text, { choices }) {
    return choices.includes(text) ? [] : [["valeur-inconnue", { text, choices: choices.join(", ") }]];
  },

  department(text, { pattern, known }) {
    const hint = /^[1-9]$/.test(text) ? `Écrivez 0${text}.` : undefined;
    if (!matches(pattern, text)) return [["code-departement-invalide", { text }, hint]];
    return known.includes(text.toUpperCase()) ? [] : [["departement-inconnu", { text }]];
  },

  boolean(text) {
    return ["oui", "non", "true", "false"].includes(text.toLowerCase()) ? [] : [["oui-ou-non", { text }]];
  },

  degrees(text, { limit }) {
    if (!/^[+-]?\d{1,6}(?:\.\d{1,20})?$/.test(text)) {
      const comma = /^([+-]?\d{1,3}),(\d{1,20})$/.exec(text);
      const hint = comma ? `Écrivez un point : ${comma[1]}.${comma[2]}` : undefined;
      return [["nombre-invalide", { text }, hint]];
    }
    if (Math.abs(Number(text)) <= limit) return [];
    return [["nombre-hors-limites", { text, minimum: -limit, maximum: limit }]];
  },

  year(text) {
    return /^[1-9]\d{3}$/.test(text) ? [] : [["annee-invalide", { text }]];
  },

  date(text) {
    return isDay(text) ? [] : [["date-invalide", { text }, isoHint(text, "-JJ")]];
  },

  "source-date"(text, { pattern }) {
    const isComplete = text.length === "2024-03-01".length;
    if (matches(pattern, text) && (!isComplete || isDay(text))) return [];
    return [["date-de-source-invalide", { text }, isoHint(text)]];
  },

  url(text, { maximum }) {
    if (isWebAddress(text) && lengthOf(text) <= maximum) return [];
    const isBare = /^(?:www\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?:\/\S*)?$/u.test(text);
    const hint = isBare ? `Ajoutez https:// devant : https://${text}` : undefined;
    return [["adresse-web-invalide", { text }, hint]];
  },
};

function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What to write for « juin 2023 »; `day` is what is missing where a month alone is too little. */
function isoHint(text, day = "") {
  const iso = isoDateOf(text);
  if (!iso) return undefined;
  if (iso.length === "2024-03".length) {
    return day ? `Ajoutez le jour : ${iso}${day}` : `Écrivez-la ainsi : ${iso}`;
  }
  return isDay(iso) ? `Écrivez-la ainsi : ${iso}` : undefined;
}

function isWebAddress(text) {
  if (/[\s<>"\\^`{|}]/u.test(text)) return false;
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (!authority || authority.includes("@") || /[/?#@:]/.test(unusual(authority))) return false;
  const [, host, port] = /^(.*?)(?::(\d*))?$/.exec(authority);
  if (port && !(Number(port) > 0 && Number(port) < 65536)) return false;
  const labels = host.split(".");
  return labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}_-]{1,63}$/u.test(label));
}

/** What the letters of a host become when a browser normalises them: « ／ » is « / ». */
const unusual = (host) => host.replace(/[@:#?]/g, "").normalize("NFKC");

/**
 * What is wrong with a value that is not empty.
 * @param {string} text
 * @param {Record<string, any>} kind
 * @returns {Problem[]}
 */
export function checkValue(text, kind) {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) {
    const code = forbidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return [["caractere-interdit", { name: `U+${code}` }]];
  }
  return CHECKS[kind.type](text.normalize("NFC").trim(), kind);
}
