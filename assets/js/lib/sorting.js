// The orders in which the explorer's list can be read.

const collator = new Intl.Collator("fr", { sensitivity: "base", ignorePunctuation: true });

const byRank = (a, b) => a.rank - b.rank;
const byDistance = (a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || byRank(a, b);

/**
 * The order when none is chosen: the nearest first, else the best answers, else the titles.
 * @param {{isAround: boolean, isSearch: boolean}} query
 */
export function usualOrder({ isAround, isSearch }) {
  if (isAround) return "distance";
  return isSearch ? "pertinence" : "titre";
}

/**
 * Entries in an order. `rank` is the place in the collection, which is sorted by title.
 * @template {{rank: number, commune: string, score: number, distance?: number}} E
 * @param {E[]} entries
 * @param {"pertinence"|"titre"|"commune"|"distance"} order
 * @returns {E[]}
 */
export function sortEntries(entries, order) {
  if (order === "titre") return entries.toSorted(byRank);
  if (order === "distance") return entries.toSorted(byDistance);
  if (order === "commune") {
    return entries.toSorted((a, b) => collator.compare(a.commune, b.commune) || byRank(a, b));
  }
  return entries.toSorted((a, b) => b.score - a.score || byRank(a, b));
}
