// What was perhaps meant by a word that nothing has: a known word, one slip of the finger away.

import { fold, stem } from "./normalise.js";

/** A shorter word is near too many others. */
const SHORTEST = 5;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Whether one letter too many, missing, wrong, or changed with its neighbour makes one word of
 * another.
 * @param {string} typed
 * @param {string} known
 */
export function isOneSlip(typed, known) {
  let at = 0;
  while (at < typed.length && typed[at] === known[at]) at += 1;
  const [left, right] = [typed.slice(at), known.slice(at)];
  if (!left && !right) return false;
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)
    || (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2));
}

/**
 * A query in which each word that nothing has gives way to the nearest one, or null if nothing can
 * be done for it. Only words of the same shard are looked at: those are there already.
 * @param {string[][]} query
 * @param {Record<string, number[]>[][]} shards for each word of the query, its shard in each
 *   partition
 * @returns {string[][] | null}
 */
export function correctQuery(query, shards) {
  const corrected = query.map((forms, index) => {
    const isKnown = shards[index].some((shard) => (
      Object.keys(shard).some((word) => forms.some((form) => word.startsWith(form)))));
    return isKnown ? forms : [nearest(forms[0], shards[index])];
  });
  const isBetter = corrected.some((forms, index) => forms !== query[index]);
  return isBetter && corrected.every(([form]) => form) ? corrected : null;
}

/** The known word that most documents have. */
function nearest(typed, shards) {
  if (typed.length < SHORTEST) return null;
  const counts = new Map();
  for (const shard of shards) {
    for (const [word, postings] of Object.entries(shard)) {
      if (Math.abs(word.length - typed.length) > 1 || /\d/.test(word)) continue;
      if (isOneSlip(typed, word)) counts.set(word, (counts.get(word) ?? 0) + postings.length);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best ? best[0] : null;
}

/**
 * What was typed with the corrected words, written as a text that has them writes them.
 * @param {string} typed
 * @param {string[][]} query
 * @param {string[][]} corrected
 * @param {string} text
 */
export function rewrite(typed, query, corrected, text) {
  const spellings = new Map(
    (text.match(WORD) ?? []).map((word) => [stem(fold(word)), word.toLowerCase()]),
  );
  const changes = new Map(query.map(([form], index) => [form, corrected[index][0]]));
  return typed.replace(WORD, (word) => {
    const form = stem(fold(word));
    const better = changes.get(form) ?? form;
    return better === form ? word : spellings.get(better) ?? better;
  });
}
