// Fiches that may be the one being written.

import { stems } from "./normalise.js";

/**
 * @typedef {{slug: string, title: string, lead: string, commune: string, department: string}} Known
 */

/** How like titles are for a fiche of the département to be shown, and one from anywhere. */
const LIKENESS = { here: 0.6, anywhere: 0.75 };
const SHOWN = 3;
/** Letters from which a word tells something. */
const TELLING = 4;
/** How many such words tell an initiative among those of a département, and from anywhere. */
const WORDS = { here: 1, anywhere: 2 };

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

/** Whether all that a title says is in a text: « Le Carburateur » in « Le Carburateur, pôle… ». */
function isWithin(title, text, least) {
  const told = stems(title).filter((word) => word.length >= TELLING);
  const known = new Set(stems(text));
  return told.length >= least && told.every((word) => known.has(word));
}

/**
 * The fiches most like a title, in the département if it is known; best first.
 * @param {{title: string, department: string}} written
 * @param {Known[]} known
 */
export function findSimilar({ title, department }, known) {
  if (title.trim().length < 3) return [];
  const where = department ? "here" : "anywhere";
  return known
    .filter((one) => !department || one.department === department)
    .map((one) => ({ one, score: score(title, one, WORDS[where]) }))
    .filter((found) => found.score >= LIKENESS[where])
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ one }) => one);
}

function score(title, one, least) {
  const whole = `${one.title} ${one.commune}`;
  return isWithin(title, whole, least) ? 1 : Math.max(likeness(title, one.title), likeness(title, whole));
}
