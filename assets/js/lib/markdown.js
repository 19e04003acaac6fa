// The Markdown that the form teaches, as a tree: headings, lists, paragraphs, code between fences;
// bold, italic, links, [[references]]. What it does not know stays text. Nothing here makes HTML.

import { CODE_BLOCK, isSafeAddress } from "./body-check.js";

/**
 * @typedef {string | {tag: "strong" | "em", children: Inline[]}
 *   | {tag: "a", href: string, children: Inline[]}
 *   | {tag: "reference", slug: string, words: string}} Inline
 * @typedef {{tag: "p" | "h2" | "h3" | "h4" | "h5" | "h6", children: Inline[]}
 *   | {tag: "ul" | "ol", items: Inline[][]} | {tag: "pre", code: string}} Block
 */

const HEADING = /^(#{1,6})[ \t]*(.+?)[ \t]*#*$/;
const ITEM = /^ {0,3}(?:([-*+])|\d+\.)[ \t]+(.*)$/;
const INLINE = new RegExp([
  /\[\[([^[\]|\n]{1,120})(?:\|([^[\]\n]{1,200}))?\]\]/, // 1 reference, 2 its words
  /\[([^[\]\n]+)\]\(<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?\)/, // 3 words, 4 address
  /<((?:https?:\/\/)[^<>\s]+)>/, // 5 address
  /(\*\*\*|___)(?=\S)(.+?)(?<=\S)\6/, // 6 mark, 7 both
  /(\*\*|__)(?=\S)(.+?)(?<=\S)\8/, // 8 mark, 9 strong
  /(?<![\p{L}\p{N}_*])([*_])(?=[^\s*_])(.+?)(?<=[^\s])\10(?![\p{L}\p{N}_])|(\*)(?=[^\s*])(.+?)(?<=\S)\12/, // 10 mark, 11 em, 12 mark, 13 em
].map((part) => part.source).join("|"), "su");

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function parseMarkdown(text) {
  const whole = text.replaceAll("\r\n", "\n");
  const blocks = [];
  let end = 0;
  for (const fenced of whole.matchAll(CODE_BLOCK)) {
    const code = (fenced[3] ?? "").replace(/\n+$/, "");
    blocks.push(...parseBlocks(whole.slice(end, fenced.index)), { tag: "pre", code });
    end = fenced.index + fenced[0].length;
  }
  return joinLists([...blocks, ...parseBlocks(whole.slice(end))]);
}

function parseBlocks(text) {
  const blocks = text.split(/\n[ \t]*\n+/).filter((block) => block.trim());
  return blocks.flatMap((block) => parseBlock(block.replace(/^\n+|\s+$/g, "").split("\n")));
}

function parseBlock(lines) {
  const heading = HEADING.exec(lines[0]);
  if (heading) {
    const level = Math.max(2, heading[1].length);
    const rest = lines.slice(1);
    return [
      { tag: `h${level}`, children: parseInline(heading[2]) },
      ...(rest.length ? parseBlock(rest) : []),
    ];
  }
  const next = lines.findIndex((line, index) => index > 0 && HEADING.test(line));
  if (next > 0) return [...parseBlock(lines.slice(0, next)), ...parseBlock(lines.slice(next))];
  if (ITEM.test(lines[0])) return [parseList(lines)];
  return [{ tag: "p", children: parseInline(lines.map((line) => line.trim()).join("\n")) }];
}

function parseList(lines) {
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found) items.push([found[2]]);
    else items.at(-1).push(line.trim());
  }
  const tag = ITEM.exec(lines[0])[1] ? "ul" : "ol";
  return { tag, items: items.map((parts) => parseInline(parts.join("\n"))) };
}

/** Items parted by blank lines are still one list. */
function joinLists(blocks) {
  const joined = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.items && last?.tag === block.tag) last.items.push(...block.items);
    else joined.push(block);
  }
  return joined;
}

/**
 * @param {string} text
 * @returns {Inline[]}
 */
export function parseInline(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [...(before ? [before] : []), ...readInline(found), ...parseInline(after)];
}

function readInline(found) {
  const [, reference, words, label, address, bare, , both, , strong, , em, , emInside] = found;
  if (reference) return [{ tag: "reference", slug: reference.trim(), words: words?.trim() ?? "" }];
  if (label) return [link(address, parseInline(label))];
  if (bare) return [link(bare, [bare])];
  if (both) return [{ tag: "strong", children: [{ tag: "em", children: parseInline(both) }] }];
  if (strong) return [{ tag: "strong", children: parseInline(strong) }];
  return [{ tag: "em", children: parseInline(em ?? emInside) }];
}

/** An address that is not accepted leads nowhere. */
const link = (address, children) => ({
  tag: "a", href: isSafeAddress(address) ? address : "", children,
});
