// The words of a query in a text: where they are, and the passage that has most of them.

import { fold, stem } from "./normalise.js";

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * A text cut into parts, those that answer the query marked.
 * @param {string} text
 * @param {string[][]} query
 * @returns {{text: string, isHit: boolean}[]}
 */
export function markWords(text, query) {
  const parts = [];
  let end = 0;
  for (const { start, stop } of findHits(text, query)) {
    if (start > end) parts.push({ text: text.slice(end, start), isHit: false });
    parts.push({ text: text.slice(start, stop), isHit: true });
    end = stop;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isHit: false });
  return parts;
}

function findHits(text, query) {
  const forms = query.flat();
  const hits = [];
  for (const match of text.matchAll(WORD)) {
    // « St » is folded in two letters more, « œ » too: only the whole word is compared.
    const words = fold(match[0]).split(" ").map(stem);
    if (words.some((word) => forms.some((form) => word.startsWith(form)))) {
      hits.push({ start: match.index, stop: match.index + match[0].length });
    }
  }
  return hits;
}

/**
 * The passage of about `length` characters that has the most words of the query, or none.
 * @param {string} text
 * @param {string[][]} query
 * @param {number} length
 * @returns {string}
 */
export function pickPassage(text, query, length = 220) {
  const hits = findHits(text, query);
  if (!hits.length) return "";
  if (text.length <= length) return text;
  let best = { first: 0, number: 0 };
  hits.forEach(({ start }, first) => {
    const number = hits.filter((hit) => hit.start >= start && hit.stop <= start + length * 0.7).length;
    if (number > best.number) best = { first, number };
  });
  const from = Math.max(0, hits[best.first].start - Math.round(length * 0.3));
  const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
  const stop = start + length >= text.length ? text.length : text.lastIndexOf(" ", start + length);
  return `${start ? "… " : ""}${text.slice(start, stop)}${stop < text.length ? " …" : ""}`;
}
