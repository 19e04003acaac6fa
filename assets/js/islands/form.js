// The contribution form: controls made by the server become a fiche, checked, shown, sent.

import { countWords } from "../lib/body-check.js";
import { editAddress, letterAddress, newFileAddress } from "../lib/endings.js";
import { checkFiche } from "../lib/fiche-check.js";
import { nameFile } from "../lib/fiche-name.js";
import { writeFiche } from "../lib/fiche-text.js";
import { resolveCommune } from "../lib/place-check.js";
import { findSimilar } from "../lib/similar.js";
import { CommuneBook, startCompletion } from "./form/communes.js";
import { Draft } from "./form/draft.js";
import { controlOf, inReadingOrder, showFaults, showSummary } from "./form/faults.js";
import { startPoint } from "./form/point.js";
import { renderPreview } from "./form/preview.js";
import { startRows } from "./form/rows.js";
import { startTidying } from "./form/tidying.js";
import { readFiche, writeFicheInto } from "./form/values.js";

const DRAFT_DELAY = 500;

/** @param {HTMLElement} root */
export async function start(root) {
  const form = new FicheForm(root);
  document.querySelector("[data-without-script]").hidden = true;
  root.hidden = false;
  await form.open(new URLSearchParams(location.search).get("fiche") ?? "");
  root.dataset.ready = "";
}

class FicheForm {
  #root;
  #form;
  #rules;
  #book;
  #draft;
  #slug = "";
  #index = { fiches: [], targets: new Map() };
  #touched = new Set();
  #isTried = false;
  #saving = 0;

  constructor(root) {
    this.#root = root;
    this.#form = this.#find("form");
    this.#rules = JSON.parse(this.#find("rules").textContent);
    this.#book = new CommuneBook(root.dataset.communes);
  }

  #find(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  #control(attribute) {
    return this.#form.elements[this.#rules.names[attribute]];
  }

  /** Fill the form with a fiche to correct, or with the draft; then listen. */
  async open(slug) {
    this.#form.noValidate = true;
    startRows(this.#form, () => this.#changed());
    await Promise.all([this.#readIndex(), slug && this.#readFiche(slug)]);
    this.#draft = new Draft(this.#slug);
    const draft = this.#draft.read();
    if (draft) {
      writeFicheInto(this.#form, this.#rules, draft.fiche, draft.body);
      this.#sayDraft("Votre brouillon est de retour.");
    }
    this.#listen();
    this.#startPlace();
    this.#refresh();
    await this.#learnCommune();
  }

  async #readIndex() {
    try {
      const answer = await fetch(this.#root.dataset.index);
      const { fiches, targets } = await answer.json();
      this.#index = {
        fiches: fiches.map(([slug, title, lead, commune, department]) => (
          { slug, title, lead, commune, department })),
        targets: new Map(targets.map(([slug, title, url]) => [slug, { title, url }])),
      };
    } catch {
      // Without the list, doubles are not hinted at and references are not checked.
    }
  }

  async #readFiche(slug) {
    try {
      if (!/^[a-z0-9-]+$/.test(slug)) throw new Error("no such fiche");
      const answer = await fetch(`${this.#root.dataset.entries}${slug}.json`);
      if (!answer.ok) throw new Error("no such fiche");
      const { values, body } = await answer.json();
      this.#slug = slug;
      writeFicheInto(this.#form, this.#rules, values, body);
      this.#find("correction").hidden = false;
      this.#find("correction-title").textContent = values[this.#rules.names.title];
      document.querySelector("h1").textContent = "Corriger une fiche";
    } catch {
      this.#say("Cette fiche n’a pas pu être ouverte\u202f: le formulaire est vierge.");
    }
  }

  #listen() {
    let isPressing = false;
    addEventListener("pointerdown", () => { isPressing = true; });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => { isPressing = false; });
    }
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    startTidying(this.#form, this.#rules);
    this.#form.addEventListener("input", () => this.#changed());
    this.#form.addEventListener("change", (event) => {
      this.#touched.add(event.target.name);
      // A message that comes while a button is pressed would move it from under the pointer.
      if (!isPressing) this.#refresh();
      else addEventListener("pointerup", () => setTimeout(() => this.#refresh()), { once: true });
    });
    addEventListener("pagehide", () => {
      if (this.#saving) this.#save();
    });
    this.#find("clear").addEventListener("click", () => this.#clear());
    this.#find("preview-toggle").addEventListener("click", () => this.#togglePreview());
    this.#find("copy").addEventListener("click", () => this.#copy());
    for (const button of this.#root.querySelectorAll("[data-ending]")) {
      button.addEventListener("click", () => this.#end(button.dataset.ending));
    }
  }

  #startPlace() {
    const commune = this.#control("commune");
    const department = this.#control("department");
    const nameOf = (code) => [...department.options].find((one) => one.value === code)?.textContent ?? code;
    startCompletion(commune, {
      book: this.#book, department: () => department.value, nameOf,
      choose: (chosen) => {
        commune.value = chosen.name;
        department.value = chosen.department;
        if (this.#book.needsCode(chosen)) this.#control("insee_code").value = chosen.code;
        this.#touched.add(commune.name);
        this.#changed();
      },
    });
    for (const control of [commune, this.#control("insee_code")]) {
      control.addEventListener("change", () => this.#learnCommune());
    }
    const { leaflet, leafletStyle, land } = this.#root.dataset;
    startPoint(this.#find("point"), {
      latitude: this.#control("latitude"), longitude: this.#control("longitude"),
    }, { files: { leaflet, style: leafletStyle, land }, town: () => this.#town() });
  }

  async #learnCommune() {
    await this.#book.learn(this.#control("commune").value, this.#control("insee_code").value.trim());
    this.#refresh();
  }

  async #town() {
    await this.#learnCommune();
    const { communes, written } = this.#place(this.#read().fiche);
    return communes ? resolveCommune(written, communes).commune : undefined;
  }

  #place(fiche) {
    const { names } = this.#rules;
    const written = {
      commune: fiche[names.commune] ?? "", department: fiche[names.department] ?? "",
      insee: fiche[names.insee_code] ?? "",
    };
    return { written, communes: this.#book.known(written.commune, written.insee) };
  }

  #read() {
    return readFiche(this.#form, this.#rules);
  }

  #name(fiche) {
    if (this.#slug) return this.#slug;
    const { names } = this.#rules;
    const taken = new Set([...this.#index.fiches.map((one) => one.slug), ...this.#index.targets.keys()]);
    return nameFile(fiche[names.title] ?? "", fiche[names.commune] ?? "", (name) => taken.has(name));
  }

  #faults({ fiche, body, nameOf }) {
    const targets = this.#index.targets;
    const found = checkFiche(fiche, body, this.#rules, {
      today: new Date().toISOString().slice(0, 10),
      communes: this.#place(fiche).communes,
      isTarget: (slug) => targets.size === 0 || targets.has(slug),
    });
    return inReadingOrder(this.#form, found.map((fault) => ({ ...fault, name: nameOf(fault.name) })));
  }

  /** Something was written: keep it, and say again what depends on it. */
  #changed() {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), DRAFT_DELAY);
    this.#refresh();
  }

  #refresh() {
    const read = this.#read();
    const faults = this.#faults(read);
    // What nobody has answered yet is not a mistake, until one tries to send.
    const said = this.#isTried ? faults
      : faults.filter((fault) => this.#touched.has(fault.name) && controlOf(this.#form, fault.name).value);
    showFaults(this.#form, said);
    if (this.#isTried) showSummary(this.#find("summary"), this.#form, faults);
    this.#showProgress(read);
    this.#showSimilar(read.fiche);
    this.#showFile(read);
    this.#showPreview(read);
  }

  #showProgress({ fiche, body }) {
    const { names, keys, words } = this.#rules;
    const answered = [
      ...keys.filter((key) => key.required).map((key) => fiche[key.name]),
      fiche[names.commune] || fiche[names.insee_code],
      countWords(body) >= words,
    ];
    const done = answered.filter(Boolean).length;
    const bar = this.#find("progress");
    bar.max = answered.length;
    bar.value = done;
    bar.textContent = `${done} / ${answered.length}`;
    this.#find("progress-words").textContent = done === answered.length
      ? "L’essentiel est là" : `${done} réponse${done < 2 ? " essentielle" : "s essentielles"} sur ${answered.length}`;
    const count = countWords(body);
    this.#find("count").textContent = `${count} mot${count > 1 ? "s" : ""}${count < words ? ` sur ${words} au moins` : ""}`;
  }

  #showSimilar(fiche) {
    const { names } = this.#rules;
    const found = this.#slug ? [] : findSimilar(
      { title: fiche[names.title] ?? "", department: fiche[names.department] ?? "" }, this.#index.fiches,
    );
    const box = this.#find("similar");
    const slugs = found.map((one) => one.slug).join(" ");
    if (box.dataset.slugs === slugs) return; // said once
    box.dataset.slugs = slugs;
    box.replaceChildren();
    if (!found.length) return;
    const words = document.createElement("p");
    words.textContent = found.length > 1
      ? "Des fiches semblables existent déjà. Si l’une d’elles parle de la même initiative, corrigez-la plutôt\u202f:"
      : "Une fiche semblable existe déjà. Si elle parle de la même initiative, corrigez-la plutôt\u202f:";
    const list = document.createElement("ul");
    list.append(...found.map((one) => this.#similarItem(one)));
    box.append(words, list);
  }

  #similarItem({ slug, title, commune }) {
    const item = document.createElement("li");
    const [see, correct] = [document.createElement("a"), document.createElement("a")];
    see.href = this.#root.dataset.root + this.#index.targets.get(slug).url;
    see.target = "_blank";
    see.textContent = `${title} (${commune})`;
    correct.href = `?fiche=${slug}`;
    correct.textContent = "la corriger";
    item.append(see, " – ", correct);
    return item;
  }

  #showFile({ fiche, body }) {
    this.#find("name").textContent = `${this.#name(fiche)}.md`;
    this.#find("text").textContent = writeFiche(fiche, body, this.#rules.keys);
  }

  #togglePreview() {
    const panel = this.#find("preview");
    const toggle = this.#find("preview-toggle");
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    toggle.textContent = panel.hidden ? "Voir l’aperçu" : "Fermer l’aperçu";
    this.#showPreview(this.#read());
  }

  #showPreview({ fiche, body }) {
    const panel = this.#find("preview");
    if (panel.hidden) return;
    const { names } = this.#rules;
    const theme = this.#control("theme");
    panel.replaceChildren(...renderPreview({
      theme: theme.value ? theme.selectedOptions[0].textContent : "",
      title: fiche[names.title] ?? "",
      place: [fiche[names.neighbourhood], fiche[names.commune]].filter(Boolean).join(", "),
      summary: fiche[names.summary] ?? "",
      body,
    }, this.#index.targets, this.#root.dataset.root));
  }

  #save() {
    clearTimeout(this.#saving);
    this.#saving = 0;
    const { fiche, body } = this.#read();
    const isKept = this.#draft.save(fiche, body);
    const time = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    this.#sayDraft(isKept ? `Brouillon gardé dans ce navigateur à ${time.replace(":", "\u00a0h\u00a0")}.`
      : "Ce navigateur ne garde pas de brouillon\u202f: ne fermez pas la page.");
  }

  #sayDraft(words) {
    this.#find("draft").textContent = words;
    this.#find("clear").hidden = false;
  }

  #clear() {
    clearTimeout(this.#saving);
    this.#saving = 0;
    this.#draft.clear();
    this.#touched.clear();
    this.#isTried = false;
    writeFicheInto(this.#form, this.#rules, {}, "");
    showSummary(this.#find("summary"), this.#form, []);
    this.#refresh();
    this.#find("draft").textContent = "Brouillon effacé.";
    this.#find("clear").hidden = true;
    this.#control("title").focus();
  }

  /** Check everything; then send the fiche the way that was asked for, or lead to what is wrong. */
  async #end(way) {
    this.#isTried = true;
    await this.#learnCommune();
    const read = this.#read();
    const faults = this.#faults(read);
    if (faults.length) {
      this.#say("");
      const summary = this.#find("summary");
      summary.focus({ preventScroll: true });
      summary.scrollIntoView({ block: "start" });
      return;
    }
    this.#save();
    const name = this.#name(read.fiche);
    const text = writeFiche(read.fiche, read.body, this.#rules.keys);
    if (way === "download") this.#download(name, text, read.fiche[this.#rules.names.title]);
    else if (way === "mail") this.#mail(name, text, read.fiche[this.#rules.names.title]);
    else if (this.#slug) await this.#correctOnGitHub(name, text);
    else this.#proposeOnGitHub(name, text);
  }

  #download(name, text, title) {
    save(name, text);
    const { contact } = this.#root.dataset;
    this.#say(
      `Le fichier ${name}.md est téléchargé. Joignez-le à un message pour ${contact}.`,
      "Écrire le message", `mailto:${contact}?subject=${encodeURIComponent(`Fiche : ${title}`)}`,
    );
  }

  #mail(name, text, title) {
    const { address, isWhole } = letterAddress(this.#root.dataset.contact, title, name, text);
    if (!isWhole) save(name, text);
    follow(address);
    this.#say(isWhole ? "Le message est prêt dans votre logiciel de courrier\u202f: il reste à l’envoyer."
      : `La fiche est trop longue pour tenir dans le message\u202f: le fichier ${name}.md vient d’être téléchargé, joignez-le.`,
    "Rien ne s’ouvre\u202f? Ouvrir le message", address);
  }

  #proposeOnGitHub(name, text) {
    const address = newFileAddress(this.#root.dataset, name, text);
    if (!address) {
      save(name, text);
      this.#say(`La fiche est trop longue pour cette voie\u202f: le fichier ${name}.md vient d’être téléchargé. Envoyez-le par courriel à ${this.#root.dataset.contact}.`);
      return;
    }
    follow(address, "_blank");
    this.#say("La page de GitHub s’ouvre dans un autre onglet, déjà remplie\u202f: il reste à valider.", "Rien ne s’ouvre\u202f? Ouvrir la page", address);
  }

  async #correctOnGitHub(name, text) {
    const address = editAddress(this.#root.dataset, name);
    const isCopied = await copy(text);
    if (!isCopied) save(name, text);
    follow(address, "_blank");
    this.#say(isCopied ? "Le texte corrigé est copié\u202f: sur la page de GitHub, remplacez tout le contenu du fichier par ce texte, puis validez."
      : `Le fichier ${name}.md vient d’être téléchargé\u202f: remplacez par son contenu celui de la page de GitHub.`,
    "Rien ne s’ouvre\u202f? Ouvrir la page", address);
  }

  async #copy() {
    const isCopied = await copy(this.#find("text").textContent);
    this.#say(isCopied ? "Le texte est copié." : "Ce navigateur refuse de copier\u202f: sélectionnez le texte.");
  }

  /** @param {string} words @param {string} [link] @param {string} [address] */
  #say(words, link = "", address = "") {
    const status = this.#find("status");
    status.replaceChildren(words);
    if (!address) return;
    const made = Object.assign(document.createElement("a"), { href: address, textContent: link });
    if (address.startsWith("http")) made.target = "_blank";
    status.append(" ", made);
  }
}

function follow(address, target = "") {
  const link = Object.assign(document.createElement("a"), { href: address, target, rel: "noopener" });
  link.click();
}

function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: `${name}.md` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
