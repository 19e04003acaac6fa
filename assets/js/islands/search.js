// The search page: fetches the pieces of the index that a query needs, shows what answers.

import { markWords, pickPassage } from "../lib/excerpt.js";
import { parseQuery } from "../lib/matching.js";
import { correctQuery, rewrite } from "../lib/near-words.js";
import { scoreDocuments, shardOf } from "../lib/search-index.js";

const PAUSE = 120;
const WINDOW = 10;
const SHORTEST = 2;

/** @param {HTMLElement} root */
export function start(root) {
  new Search(root).restore();
}

class Search {
  constructor(root) {
    this.root = root;
    this.index = JSON.parse(document.getElementById("search-index").textContent);
    this.stopWords = new Set(this.index.stopWords);
    this.folder = root.dataset.index;
    this.home = root.dataset.home;
    this.files = new Map();
    this.form = root.querySelector("form");
    this.list = root.querySelector(".search-results");
    this.tally = root.querySelector(".search-count");
    this.more = root.querySelector(".search-more");
    this.results = [];
    root.querySelector(".search-without").hidden = true;
    this.form.hidden = false;
    this.listen();
  }

  listen() {
    let timer;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.search({ isStep: true });
    });
    this.form.elements.q.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.search({ isStep: false }), PAUSE);
    });
    this.form.addEventListener("change", ({ target }) => {
      if (target.name !== "q") this.search({ isStep: true });
    });
    this.more.querySelector("button").addEventListener("click", () => this.showMore());
    window.addEventListener("popstate", () => this.restore());
  }

  /** Take the query of the address. */
  restore() {
    const asked = new URLSearchParams(location.search);
    const { q, type, theme } = this.form.elements;
    q.value = asked.get("q") ?? "";
    const wanted = asked.get("type") ?? "";
    for (const radio of type) radio.checked = radio.value === wanted;
    if (![...type].some((radio) => radio.checked)) type[0].checked = true;
    theme.value = asked.get("theme") ?? "";
    if (theme.selectedIndex < 0) theme.value = "";
    if (q.value) this.find();
    else {
      this.show([], "");
      q.focus({ preventScroll: true });
    }
  }

  /** @param {{isStep: boolean}} options whether « back » returns to what was before */
  search({ isStep }) {
    const { q, type, theme } = this.form.elements;
    const asked = new URLSearchParams();
    for (const [name, value] of [["q", q.value.trim()], ["type", type.value], ["theme", theme.value]]) {
      if (value) asked.append(name, value);
    }
    const address = `${location.pathname}${asked.size ? `?${asked}` : ""}`;
    if (!isStep) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    this.find();
  }

  async find() {
    const text = this.form.elements.q.value.trim();
    const query = this.parse(text);
    if (!query.length) {
      this.show([], text && "Tapez un mot d’au moins deux lettres.");
      return;
    }
    this.asked = text;
    let answer;
    try {
      answer = await this.answer(text, query);
    } catch (error) {
      console.warn(error);
      if (text === this.asked) this.show([], "L’index n’a pas pu être lu. Vérifiez la connexion, puis recommencez.");
      return;
    }
    // Another letter was typed meanwhile.
    if (text !== this.asked) return;
    this.query = answer.query;
    const left = this.filter(answer.found);
    this.showCounts(answer.found);
    this.show(left, [
      ...(answer.text === text ? [] : [`${describe(0, text)}.`]), describe(left.length, answer.text),
    ].join(" "));
  }

  /** What is found, and for which words: those typed or, if nothing has them, the nearest. */
  async answer(text, query) {
    const partitions = await this.loadWords(query);
    const found = this.findDocuments(query, partitions);
    const corrected = found.length ? null : correctQuery(
      query, query.map(([form]) => partitions.map((shardFor) => shardFor(form))),
    );
    const near = corrected ? this.findDocuments(corrected, partitions) : [];
    if (!near.length) return { text, query, found };
    const spelt = rewrite(text, query, corrected, (await this.textsOf(near[0])).join(" "));
    return { text: spelt, query: corrected, found: near };
  }

  /** Small words are left out, unless there is nothing else. */
  parse(text) {
    const words = text.split(/\s+/).filter(Boolean);
    const telling = words.filter((word) => !this.stopWords.has(word.toLowerCase()));
    return parseQuery((telling.length ? telling : words).join(" "))
      .filter((forms) => forms.some((form) => form.length >= SHORTEST));
  }

  /** For each partition, what gives the postings of the shard of a form of the query. */
  async loadWords(query) {
    const { partitions, shards } = this.index;
    const wanted = new Set(query.flat().map((form) => shardOf(form, shards)));
    return Promise.all(partitions.map(async (_, partition) => {
      const loaded = new Map(await Promise.all([...wanted].map(
        async (shard) => [shard, await this.load(`mots-${partition}-${shard}.json`)],
      )));
      return (form) => loaded.get(shardOf(form, shards));
    }));
  }

  findDocuments(query, partitions) {
    const found = partitions.map((shardFor, partition) => {
      const documents = this.index.partitions[partition];
      return [...scoreDocuments(query, shardFor, documents.length)].map(([rank, score]) => ({
        partition, rank, score, kind: documents[rank][0], themes: documents[rank][1],
      }));
    });
    return found.flat().sort((a, b) => b.score - a.score || a.kind - b.kind || a.rank - b.rank);
  }

  /** A file of the index, once. Asked anew of the server at each visit, so as never to mix builds. */
  load(name) {
    if (!this.files.has(name)) {
      this.files.set(name, fetch(this.folder + name, { cache: "no-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${name}`);
        return answer.json();
      }));
    }
    return this.files.get(name);
  }

  filter(found) {
    const kind = this.form.elements.type.value;
    const theme = this.form.elements.theme.value;
    const rank = this.index.themes.indexOf(theme);
    return found.filter((one) => (
      (!kind || this.kindId(one.kind) === kind) && (!theme || one.themes.includes(rank))
    ));
  }

  kindId(rank) {
    return this.index.kinds[rank];
  }

  showCounts(found) {
    const theme = this.index.themes.indexOf(this.form.elements.theme.value);
    const left = theme < 0 ? found : found.filter((one) => one.themes.includes(theme));
    for (const radio of this.form.elements.type) {
      const number = left.filter((one) => !radio.value || this.kindId(one.kind) === radio.value).length;
      radio.closest("label").querySelector("[data-count]").textContent = number.toLocaleString("fr-FR");
    }
  }

  show(results, message) {
    this.results = results;
    this.tally.textContent = message;
    this.list.replaceChildren();
    this.root.querySelector(".search-empty").hidden = !(message && this.query && !results.length);
    this.root.querySelector(".search-hints").hidden = Boolean(message);
    this.showMore();
  }

  async showMore() {
    const start = this.list.children.length;
    const some = this.results.slice(start, start + WINDOW);
    const { results } = this;
    if (!start) this.more.hidden = true;
    const texts = await Promise.all(some.map((one) => this.textsOf(one)));
    if (results !== this.results || this.list.children.length !== start) return;
    this.list.append(...texts.map((text, position) => this.item(text, some[position])));
    this.more.hidden = results.length <= start + WINDOW;
    if (start) this.list.children[start].querySelector("a").focus();
  }

  async textsOf({ partition, rank }) {
    const size = this.index.textsPerFile;
    const file = await this.load(`textes-${partition}-${Math.floor(rank / size)}.json`);
    return file[rank % size];
  }

  item([url, title, note, summary, text], { kind, themes }) {
    const item = document.createElement("li");
    item.className = "search-result";
    if (themes.length) item.classList.add(`theme-${this.index.themes[themes[0]]}`);
    const heading = document.createElement("h2");
    heading.className = "search-title";
    const link = document.createElement("a");
    link.href = this.home + url;
    link.append(...this.mark(title));
    heading.append(link);
    const passage = pickPassage(text, this.query);
    item.append(
      paragraph("search-kind", [this.root.querySelector(`[name=type][value=${this.kindId(kind)}]`).dataset.one, note].filter(Boolean).join(" · ")),
      heading,
      paragraph("search-summary", ...this.mark(summary)),
    );
    if (passage) item.append(paragraph("search-passage", ...this.mark(passage)));
    return item;
  }

  mark(text) {
    return markWords(text, this.query).map(({ text: part, isHit }) => {
      if (!isHit) return part;
      const mark = document.createElement("mark");
      mark.textContent = part;
      return mark;
    });
  }
}

function paragraph(className, ...content) {
  const made = document.createElement("p");
  made.className = className;
  made.append(...content);
  return made;
}

function describe(number, text) {
  if (!number) return `Aucun résultat pour «\u202f${text}\u202f»`;
  return `${number.toLocaleString("fr-FR")}\u00a0résultat${number < 2 ? "" : "s"} pour «\u202f${text}\u202f»`;
}
