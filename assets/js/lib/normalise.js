// Words typed by readers and words of fiches, brought to one form for comparison.
// The same steps as ecoq/territory/names.py (fold) and ecoq/render/words.py (stem).

/**
 * No accents, no ligatures, lower case; hyphens, apostrophes and other signs as one space;
 * « St » and « Ste » in full: « St-Étienne » → « saint etienne ».
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\bst(e?s?)\b/g, "saint$1")
    .trim();
}

/**
 * Without the mark of a simple French plural: « épiceries » → « epicerie », « locaux » → « local »,
 * « bureaux » → « bureau ». Words of three letters or less are left alone.
 * @param {string} word folded
 * @returns {string}
 */
export function stem(word) {
  if (word.length <= 3) return word;
  if (word.endsWith("aux") && !word.endsWith("eaux")) return `${word.slice(0, -3)}al`;
  return word.replace(/[sx]$/, "");
}

/**
 * The words of a text, folded, without plurals.
 * @param {string} text
 * @returns {string[]}
 */
export function stems(text) {
  const folded = fold(text);
  return folded ? folded.split(" ").map(stem) : [];
}
