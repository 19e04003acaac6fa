// French typography, as ecoq/render/typography.py sets it, for the preview.

const MONTHS =
  "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const UNITS =
  `%|€|m²|km²|km|kg|k€|M€|ha|euros?|ans?|mois|jours?|heures?|minutes?|millions?|milliards?|${MONTHS}`;
const LETTER = "[\\p{L}\\p{N}_]";
const RULES = [
  [new RegExp(`(?<=${LETTER})'(?=[\\p{L}\\p{N}_«“"]|$)`, "gu"), "’"],
  [/\.\.\./g, "…"],
  [/ +(?=[;!?»])| +(?=:(?:\s|$))/g, "\u202f"],
  [/« */g, "«\u202f"],
  [/(?<=[^\s\u202f\u00a0])»/g, "\u202f»"],
  [/(?<=\d) (?=\d{3}(?!\d))/g, "\u202f"],
  [new RegExp(`(?<=\\d) (?=(?:${UNITS})(?!${LETTER}))`, "gu"), "\u00a0"],
  [new RegExp(`(?<=(?<!${LETTER})1er) (?=(?:${MONTHS})(?!${LETTER}))`, "gu"), "\u00a0"],
  [new RegExp(`(?<!${LETTER})([nN])° *(?=\\d)`, "gu"), "$1°\u00a0"],
  [/(?<=\s)-(?=\s)/g, "–"],
];

/** @param {string} text */
export function typeset(text) {
  return RULES.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);
}
