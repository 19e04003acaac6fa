// The fiche as the site will show it. Nodes are made one by one: no text is ever read as HTML.

import { parseMarkdown } from "../../lib/markdown.js";
import { typeset } from "../../lib/typography.js";

/**
 * @typedef {Map<string, {title: string, url: string}>} Targets
 */

function element(tag, className, children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const text = (words) => document.createTextNode(typeset(words));

/**
 * The body, block by block.
 * @param {string} body
 * @param {Targets} targets
 * @param {string} root the way from the page to the site's root
 * @returns {HTMLElement[]}
 */
export function renderBody(body, targets, root) {
  const inline = (part) => {
    if (typeof part === "string") return text(part);
    if (part.tag === "reference") return reference(part);
    const made = element(part.tag, "", part.children.map(inline));
    if (part.href) {
      made.href = part.href;
      made.target = "_blank";
      made.rel = "noopener";
    }
    return made;
  };
  const reference = ({ slug, words }) => {
    const target = targets.get(slug);
    const shown = text(words || (target?.title ?? slug));
    if (!target) return shown;
    const link = element("a", "reference", [shown]);
    link.href = root + target.url;
    link.target = "_blank";
    return link;
  };
  return parseMarkdown(body).map((block) => {
    if (block.tag === "pre") return element("pre", "", [element("code", "", [block.code])]);
    const children = block.items?.map((item) => element("li", "", item.map(inline)));
    return element(block.tag, "", children ?? block.children.map(inline));
  });
}

/**
 * The head of the fiche, then its body.
 * @param {{theme: string, title: string, place: string, summary: string, body: string}} fiche
 * @param {Targets} targets
 * @param {string} root
 */
export function renderPreview(fiche, targets, root) {
  const line = (className, words) => (words ? [element("p", className, [text(words)])] : []);
  return [
    ...line("preview-theme", fiche.theme),
    ...line("preview-title", fiche.title),
    ...line("preview-place", fiche.place),
    ...line("preview-summary", fiche.summary),
    element("div", "prose", renderBody(fiche.body, targets, root)),
  ];
}
