// The list of the explorer: the server's cards, in the order and the number that are wanted.

import { formatDistance } from "../lib/distances.js";

const WINDOW = 60;

/**
 * What the cards say, and their elements; beyond those of the page, the index says it.
 * @param {HTMLOListElement} list
 * @param {{unlisted: string[][], facets: [string, string[]][], entries: any[]}} index
 * @param {string} folder where the fiches are
 */
export function readCards(list, index, folder) {
  const items = [...list.children];
  const cards = items.map((item) => ({
    id: item.dataset.id,
    theme: item.dataset.theme,
    title: item.querySelector(".card-title").textContent,
    commune: item.querySelector("[data-commune]").textContent,
    place: item.querySelector(".card-place").textContent,
    texts: item.textContent,
  }));
  const listed = items.length;
  const themes = new Map(index.facets).get("theme");
  index.unlisted.forEach(([id, title, commune, neighbourhood, department, summary, themeName], position) => {
    const theme = themes[index.entries[listed + position][3][0][0]];
    const place = `${commune}${neighbourhood && ` · ${neighbourhood}`}${department && `, ${department}`}`;
    cards.push({
      id, theme, title, commune, place, texts: `${themeName} ${title} ${place} ${summary}`,
      unlisted: { url: `${folder}${id}/`, summary, themeName },
    });
  });
  return { cards, items };
}

export class CardList {
  /**
   * @param {{enter: (id: string) => void, leave: () => void}} listener follows hover and focus
   */
  constructor(root, entries, items, listener) {
    this.list = root.querySelector(".explorer-list");
    this.more = root.querySelector(".explorer-more");
    this.entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.items = new Map(items.map((item) => [item.dataset.id, item]));
    this.template = items[0];
    this.left = entries;
    this.length = WINDOW;
    this.listener = listener;
    this.listen();
    root.querySelector(".explorer-rest")?.remove();
  }

  listen() {
    const idOf = (target) => target.closest?.(".explorer-item")?.dataset.id ?? null;
    this.list.addEventListener("pointerover", ({ target }) => this.listener.enter(idOf(target)));
    this.list.addEventListener("pointerleave", () => this.listener.leave());
    this.list.addEventListener("focusin", ({ target }) => this.listener.enter(idOf(target)));
    this.list.addEventListener("focusout", () => this.listener.leave());
    this.more.querySelector("button").addEventListener("click", () => {
      const first = this.length;
      this.length += WINDOW;
      this.render();
      this.list.children[first]?.querySelector("a").focus();
    });
    window.addEventListener("beforeprint", () => this.showAll());
  }

  show(left) {
    this.left = left;
    this.length = WINDOW;
    this.render();
  }

  showAll() {
    this.length = this.left.length;
    this.render();
  }

  render() {
    const items = this.left.slice(0, this.length).map((entry) => this.itemOf(entry));
    replaceItems(this.list, items);
    const rest = this.left.length - items.length;
    this.more.hidden = rest <= 0;
    const next = Math.min(rest, WINDOW);
    this.more.querySelector("button").textContent = `Afficher ${next} de plus (il en reste ${rest.toLocaleString("fr-FR")})`;
  }

  itemOf(entry) {
    let item = this.items.get(entry.id);
    if (!item) {
      item = this.makeItem(entry);
      this.items.set(entry.id, item);
    }
    showDistance(item, entry.distance);
    return item;
  }

  makeItem({ id, theme, title, place, unlisted }) {
    const item = this.template.cloneNode(true);
    item.className = `explorer-item theme-${theme}`;
    Object.assign(item.dataset, { id, theme });
    const link = item.querySelector(".card-title a");
    link.textContent = title;
    link.href = unlisted.url;
    item.querySelector("[data-theme-name]").textContent = unlisted.themeName;
    item.querySelector(".card-place").textContent = place;
    item.querySelector(".card-summary").textContent = unlisted.summary;
    return item;
  }

  highlight(id) {
    this.list.querySelector(".is-lit")?.classList.remove("is-lit");
    if (id) this.items.get(id)?.classList.add("is-lit");
  }

  /** A copy of a card, for a popup. */
  popupOf(id) {
    const card = this.itemOf(this.entries.get(id)).querySelector(".card").cloneNode(true);
    card.classList.add("explorer-popup", `theme-${this.entries.get(id).theme}`);
    return card;
  }
}

/** Put these items in a list, without touching those that stay where they are. */
function replaceItems(list, items) {
  const wanted = new Set(items);
  for (const item of [...list.children]) if (!wanted.has(item)) item.remove();
  let next = list.firstElementChild;
  for (const item of items) {
    if (item === next) next = next.nextElementSibling;
    else list.insertBefore(item, next);
  }
}

function showDistance(item, distance) {
  const shown = item.querySelector(".explorer-distance");
  if (distance === undefined) {
    shown?.remove();
    return;
  }
  const place = shown ?? document.createElement("span");
  place.className = "explorer-distance";
  place.textContent = formatDistance(distance);
  if (!shown) item.querySelector(".card-place").append(place);
}
