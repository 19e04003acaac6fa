// Whether a text has all the words that a reader typed, each as the beginning of a word.

import { fold, stem } from "./normalise.js";

/**
 * What to look for: for each word typed, the beginnings that it may have. The last word may be
 * half typed: « locau » is on its way to « locaux », which is kept as « local ».
 * @param {string} query
 * @returns {string[][]}
 */
export function parseQuery(query) {
  const folded = fold(query);
  if (!folded) return [];
  return folded.split(" ").map((word) => {
    const forms = new Set([stem(word)]);
    if (word.endsWith("au")) forms.add(stem(`${word}x`));
    return [...forms];
  });
}

/**
 * A text made ready to be searched: its stems, each after a space.
 * @param {string[]} words stems
 * @returns {string}
 */
export function haystack(words) {
  return ` ${words.join(" ")}`;
}

/**
 * A query as it is sought in haystacks, made once for many of them.
 * @param {string[][]} query
 */
export function needles(query) {
  return query.map((forms) => forms.map((form) => ` ${form}`));
}

/**
 * Whether all the words of a query are in a haystack.
 * @param {string[][]} sought needles
 * @param {string} hay
 */
export function matches(sought, hay) {
  for (const forms of sought) if (!forms.some((form) => hay.includes(form))) return false;
  return true;
}

/**
 * How well a title answers a query: 3 for each whole word, 2 for each beginning, 1 more if the
 * title begins with it.
 * @param {string[][]} query
 * @param {string} title a haystack
 */
export function titleScore(query, title) {
  const closed = `${title} `;
  return query.reduce((total, forms) => total + Math.max(...forms.map((form) => {
    if (!title.includes(` ${form}`)) return 0;
    return (closed.includes(` ${form} `) ? 3 : 2) + (title.startsWith(` ${form}`) ? 1 : 0);
  })), 0);
}
