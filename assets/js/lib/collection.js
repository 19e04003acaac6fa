// The explorer's collection: the server's list and its index, made ready to be searched.

import { haystack, matches, needles, titleScore } from "./matching.js";
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
 * Whether an entry answers a query; its score is kept in it: the title counts most.
 * @param {string[][]} query
 * @returns {(entry: Entry) => boolean}
 */
export function answering(query) {
  const sought = needles(query);
  return (entry) => {
    entry.score = 0;
    if (!query.length) return true;
    prepare(entry);
    if (!matches(sought, entry.hay)) return false;
    entry.score = titleScore(query, entry.titleHay);
    return true;
  };
}
