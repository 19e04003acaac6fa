// What a body contains, found in its text as ecoq/content/body.py does, and what is wrong with it.

export const CODE_BLOCK = /^((`|~)\2{2,})(?!\2)[^`\n]*(?:\n([^]*?))?(?:^\1\2*[ \t]*$|(?![^]))/gm;
const CODE = /(`+)[^`\n][\s\S]*?\1/gm;
export const REFERENCE = /\[\[([^[\]|\n]{1,120})(?:\|([^[\]\n]{1,200}))?\]\]/g;
const HEADING_ONE = /^#[ \t]+(.+?)[ \t]*#*$/gm;
const TAG = /<\/?[a-zA-Z][^<>\n]*>|<!--/g;
const AUTOLINK = /^(?:<(?:https?|mailto):[^<>\s]+>|<[^<>\s@]+@[^<>\s@]+>)/;
const LINK =
  /\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)|^\[[^\]]+\]:\s*(\S+)|<((?!(?:[\p{L}\p{N}_]|st1):)[\p{L}\p{N}_]+:[^<>\s]+)>/gmu;
const BEGINS = String.raw` {0,3}(?:>|(?:[-+*]|\d+\.)[ \t])`;
const LINE_ACROSS = String.raw` {0,3}([-*])(?: {0,2}\1)* *$`;
const WORD = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
const SAFE = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

const blank = (code) => code.replace(/[^\n]/g, " ");
const withoutCode = (text) => text.replace(CODE_BLOCK, blank).replace(CODE, blank);

/** What opens lists or quotes in more than so many others. */
const tooDeep = (levels) => new RegExp(
  String.raw`^(?!${LINE_ACROSS})(?:\[\^[^\]\n]+\]:)?(?:    |\t|${BEGINS}){${levels},}${BEGINS}`, "gm",
);

/** How far a line is set in, and what begins it if it is an item of a list. */
const LINE = /^([ \t]*)(?:([-+*]|\d+\.)[ \t]|\S)/gm;

/** How many items are set in from the one before, and yet not below it. */
function countFlatSublists(text, step) {
  let count = 0;
  let before = null;
  for (const [, space, mark] of text.matchAll(LINE)) {
    let indent = 0;
    for (const sign of space) indent += sign === "\t" ? step - (indent % step) : 1;
    if (!mark) {
      if (!indent) before = null;
    } else if (before !== null) {
      const isBelow = Math.floor(indent / step) !== Math.floor(before / step);
      if (indent > before + 1 && !isBelow) count += 1;
      before = indent;
    } else if (indent < step) {
      before = indent;
    }
  }
  return count;
}

/** What opens, what closes one, what closes all, and what only looks like it. */
const PAIRS = {
  "[": /\\.|[[\]]|\n[ \t]*\n/gs,
  "(": /\\.|[()]|\n[ \t]*\n/gs,
  "<": /\\.|<[A-Za-z/!?]|>/gs,
};

/** Those pairs of which more than so many are ever open at once. */
function leftOpen(text, most) {
  return Object.entries(PAIRS).filter(([opening, marks]) => {
    let count = 0;
    return [...text.matchAll(marks)].some(([mark]) => {
      if (mark.startsWith(opening)) {
        count += 1;
      } else if (!mark.startsWith("\\")) {
        count = mark.length > 1 ? 0 : Math.max(0, count - 1);
      }
      return count > most;
    });
  });
}

/** How many words a reader finds in a body. */
export function countWords(text) {
  return text.replace(REFERENCE, (_, slug, words) => words ?? slug).match(WORD)?.length ?? 0;
}

/** Whether an address can be a link of the site. */
export function isSafeAddress(address) {
  const decoded = address.replace(/&\w+;|&#\w+;|[\x00-\x20]/g, ":");
  return !address.startsWith("//") && (!SCHEME.test(decoded) || SAFE.test(address));
}

/**
 * @param {string} text
 * @param {{minimum: number, levels: number, step: number, isTarget: (slug: string) => boolean}} scope
 * @returns {import("./value-check.js").Problem[]}
 */
export function checkBody(text, { minimum, levels, step, isTarget }) {
  const bare = withoutCode(text);
  const count = countWords(text);
  const shown = (found) => ({ text: found.slice(0, 80) });
  return [
    ...(count < minimum ? [["texte-de-fiche-court", { count, minimum }]] : []),
    ...[...bare.matchAll(HEADING_ONE)].map(([, words]) => ["titre-de-niveau-1", { text: words }]),
    ...[...bare.matchAll(TAG)].filter(([tag]) => !AUTOLINK.test(tag))
      .map(([tag]) => ["html-dans-le-texte", shown(tag)]),
    ...[...bare.matchAll(tooDeep(levels))]
      .map(() => ["listes-imbriquees", { limit: levels }]),
    ...Array(countFlatSublists(bare, step)).fill(["sous-liste-mal-decalee", {}]),
    ...leftOpen(bare, levels).map(() => ["crochets-ouverts", { limit: levels }]),
    ...[...bare.matchAll(LINK)].map((found) => found[1] ?? found[2] ?? found[3])
      .filter((address) => !isSafeAddress(address))
      .map((address) => ["lien-refuse", shown(address)]),
    ...[...bare.matchAll(REFERENCE)].map(([, slug]) => slug.trim())
      .filter((slug) => !isTarget(slug))
      .map((slug) => ["reference-inconnue", { text: slug }]),
  ];
}
