// Words typed and words of fiches, brought to one form for comparison.

/**
 * No accents, no ligatures, lower case, signs as spaces, « St » in full; as
 * ecoq/territory/names.py folds.
 * @param {string} text
 */
function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\bst(e?s?)\b/g, "saint$1")
    .trim();
}

/**
 * Whether a folded text has every word of a query, each as the beginning of a word; a final s or
 * x does not count, so that the plural finds the singular.
 * @param {string} query
 * @returns {(folded: string) => boolean}
 */
function matcher(query) {
  const words = fold(query)
    .split(" ")
    .filter(Boolean)
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word));
  return (folded) => words.every((word) => ` ${folded}`.includes(` ${word}`));
}

/**
 * « 1 initiative », « 12 initiatives ».
 * @param {number} number
 * @param {string} singular
 */
function count(number, singular) {
  return `${number.toLocaleString("fr-FR")}\u00a0${singular}${number < 2 ? "" : "s"}`;
}

/** All the words of a GeoJSON feature's properties. */
function wordsOf(properties) {
  return Object.values(properties).flat().filter((value) => typeof value === "string").join(" ");
}
