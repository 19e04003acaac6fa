// The full-text index: which file has a word, and which documents answer a query best.

/** The shard of a word of two letters or more; the same as in ecoq/render/search.py. */
export function shardOf(word, shards) {
  return (word.charCodeAt(0) * 31 + word.charCodeAt(1)) % shards;
}

/** A word that is only the beginning of another says less of what is sought. */
const PREFIX_WORTH = 0.6;

/**
 * The documents of one partition that have all the words of a query, with their scores.
 * @param {string[][]} query for each word typed, the beginnings that it may have
 * @param {(form: string) => Record<string, number[]>} shardFor the postings of a form's shard:
 *   rank differences and weights, by stem
 * @param {number} size how many documents the partition has
 * @returns {Map<number, number>} scores by rank
 */
export function scoreDocuments(query, shardFor, size) {
  let found = null;
  for (const forms of query) {
    const scores = scoreWord(forms, shardFor, size);
    if (found === null) found = scores;
    else {
      for (const [rank, score] of found) {
        const more = scores.get(rank);
        if (more === undefined) found.delete(rank);
        else found.set(rank, score + more);
      }
    }
  }
  return found ?? new Map();
}

/** For one word typed: its best match in each document; rarer words are worth more. */
function scoreWord(forms, shardFor, size) {
  const scores = new Map();
  for (const form of forms) {
    for (const [word, postings] of Object.entries(shardFor(form))) {
      if (!word.startsWith(form)) continue;
      const rarity = Math.log(1 + (2 * size) / postings.length);
      const worth = rarity * (word === form ? 1 : PREFIX_WORTH);
      let rank = 0;
      for (let at = 0; at < postings.length; at += 2) {
        rank += postings[at];
        scores.set(rank, Math.max(scores.get(rank) ?? 0, postings[at + 1] * worth));
      }
    }
  }
  return scores;
}
