// Fiches that may be the one being written.

import { stems } from "./normalise.js";

/**
 * @typedef {{slug: string, title: string, lead: string, commune: string, department: string}} Known
 */

const LIKENESS = 0.6;
const SHOWN = 3;

const pairs = (text) => {
  const joined = stems(text).join(" ");
  return new Set([...joined].slice(1).map((letter, index) => joined[index] + letter));
};

/** Dice's coefficient on pairs of letters: 1 for the same words, 0 for nothing in common. */
export function likeness(a, b) {
  const [mine, theirs] = [pairs(a), pairs(b)];
  if (!mine.size || !theirs.size) return 0;
  const shared = [...mine].filter((pair) => theirs.has(pair)).length;
  return (2 * shared) / (mine.size + theirs.size);
}

/**
 * The fiches most like a title, in the département if it is known; best first.
 * @param {{title: string, department: string}} written
 * @param {Known[]} known
 */
export function findSimilar({ title, department }, known) {
  if (title.trim().length < 3) return [];
  return known
    .filter((one) => !department || one.department === department)
    .map((one) => ({ one, score: Math.max(likeness(title, one.title), likeness(title, `${one.title} ${one.commune}`)) }))
    .filter(({ score }) => score >= LIKENESS)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ one }) => one);
}
