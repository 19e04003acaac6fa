// The explorer's collection: the server's list and its index, made ready to be searched.

import { haystack, matches, titleScore } from "./matching.js";
import { stems } from "./normalise.js";

/**
 * @typedef {{rank: number, id: string, title: string, commune: string, place: string, theme: string,
 *   texts: string, latitude: number, longitude: number, isExact: boolean,
 *   values: Record<string, number[]>, words: string, score: number, distance?: number,
 *   hay?: string, titleHay?: string}} Entry
 */

/**
 * The entries, in the order of the list.
 * @param {{facets: [string, string[]][], entries: [number, number, 0|1, number[][], string][]}} index
 * @param {{id: string, title: string, commune: string, place: string, theme: string, texts: string}[]} cards
 *   what each card says, in the same order
 * @returns {Entry[]}
 */
export function buildEntries(index, cards) {
  const names = index.facets.map(([name]) => name);
  return index.entries.map(([latitude, longitude, isExact, values, words], rank) => ({
    ...cards[rank], rank, latitude, longitude, words, score: 0, isExact: Boolean(isExact),
    values: Object.fromEntries(names.map((name, position) => [name, values[position]])),
  }));
}

/** Fold the texts of an entry, once. @param {Entry} entry */
export function prepare(entry) {
  entry.titleHay ??= haystack(stems(entry.title));
  entry.hay ??= `${haystack(stems(entry.texts))} ${entry.words}`;
}

/**
 * What a query leaves of an entry, with its score: the title counts most.
 * @param {string[][]} query
 * @param {Entry} entry
 */
export function answers(query, entry) {
  entry.score = 0;
  if (!query.length) return true;
  prepare(entry);
  if (!matches(query, entry.hay)) return false;
  entry.score = titleScore(query, entry.titleHay);
  return true;
}
