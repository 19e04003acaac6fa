// Choices that narrow a collection, and what each choice would leave.
//
// A facet is a list of values; an entry has, for each facet, the ranks of its values. Within a
// facet, chosen values add up (numérique or commerce); between facets, all must hold.

/**
 * @typedef {Record<string, number[]>} Values ranks of values, by facet
 * @typedef {Record<string, Set<number>>} Choices ranks chosen, by facet; an empty set asks nothing
 */

/**
 * The entries left, and for each value of each facet how many entries there would be if the
 * facet held that value alone: one pass over the collection.
 * @template {{values: Values}} E
 * @param {E[]} entries
 * @param {Choices} choices
 * @param {Record<string, number>} sizes how many values each facet has
 * @param {(entry: E) => boolean} holds what else must hold (words, distance)
 * @returns {{left: E[], counts: Record<string, number[]>}}
 */
export function narrow(entries, choices, sizes, holds) {
  const names = Object.keys(sizes);
  const counts = Object.fromEntries(names.map((name) => [name, new Array(sizes[name]).fill(0)]));
  const left = [];
  for (const entry of entries) {
    if (!holds(entry)) continue;
    const refusing = refusals(entry, choices, names);
    if (refusing === MANY) continue;
    if (refusing === NONE) left.push(entry);
    // A facet's own choices do not count against its other values.
    for (const name of refusing === NONE ? names : [refusing]) {
      for (const value of entry.values[name]) counts[name][value] += 1;
    }
  }
  return { left, counts };
}

const NONE = "";
const MANY = " ";

/** Which facet refuses an entry: none, its name, or many. */
function refusals(entry, choices, names) {
  let found = NONE;
  for (const name of names) {
    const chosen = choices[name];
    if (!chosen?.size || entry.values[name].some((value) => chosen.has(value))) continue;
    if (found !== NONE) return MANY;
    found = name;
  }
  return found;
}
