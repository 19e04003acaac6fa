// What is written in the controls, as a fiche; and back.

import { onOneLine, withoutInvisible } from "../../lib/value-check.js";
import { setRowCount } from "./rows.js";

const clean = (text) => onOneLine(withoutInvisible(text));

/** A body as files have it: no invisible signs, one kind of line end. */
const cleanBody = (text) => withoutInvisible(text.replace(/\r\n?/g, "\n")).normalize("NFC").trim();

const isFilled = (value) => (typeof value === "string" ? value !== "" : Object.values(value).some(isFilled));

/**
 * The fiche that the controls write. Empty lines of lists are left out: `nameOf` gives the control
 * of a name in the fiche.
 * @param {HTMLFormElement} form
 * @param {Record<string, any>} rules
 */
export function readFiche(form, rules) {
  const rows = new Map();
  const fiche = Object.fromEntries(
    rules.keys.map((key) => [key.name, readKey(form, key, key.name, rows)]).filter(([, value]) => isFilled(value)),
  );
  const nameOf = (name) => name.replace(/^[^.]+\.\d+/, (row) => rows.get(row) ?? row);
  return { fiche, body: cleanBody(form.elements[rules.body].value), nameOf };
}

function readKey(form, { kind, name: own }, name, rows) {
  if (kind.type === "list") return readList(form, kind, name, rows);
  if (kind.type === "record") return readRecord(form, kind, name);
  const control = form.elements[name];
  return control.type === "checkbox" ? (control.checked ? control.value : "") : clean(control.value);
}

function readList(form, { item }, name, rows) {
  const list = form.querySelector(`[data-list="${name}"]`);
  if (!list) {
    const boxes = [...form.querySelectorAll(`[name="${name}"]`)];
    // Those that a corrected fiche had keep its order; the others follow, as they are listed.
    const order = boxes[0].closest("fieldset").dataset.order?.split(" ") ?? [];
    const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
    return boxes.filter((box) => box.checked).map((box) => box.value)
      .toSorted((a, b) => rank(a) - rank(b));
  }
  const written = [...list.querySelectorAll("[data-row]")].map((_, index) => (
    item.type === "record" ? readRecord(form, item, `${name}.${index}`)
      : clean(form.elements[`${name}.${index}`].value)
  ));
  return written.filter((value, index) => {
    if (!isFilled(value)) return false;
    rows.set(`${name}.${[...written.slice(0, index)].filter(isFilled).length}`, `${name}.${index}`);
    return true;
  });
}

function readRecord(form, { keys }, name) {
  const values = keys.map((key) => [key.name, clean(form.elements[`${name}.${key.name}`].value)]);
  return Object.fromEntries(values.filter(([, value]) => value));
}

/**
 * Put a fiche into the controls.
 * @param {HTMLFormElement} form
 * @param {Record<string, any>} rules
 * @param {Record<string, any>} fiche
 * @param {string} body
 */
export function writeFicheInto(form, rules, fiche, body) {
  form.elements[rules.body].value = body;
  for (const key of rules.keys) writeKey(form, key, key.name, fiche[key.name]);
  for (const details of form.querySelectorAll("details")) {
    details.open = [...details.querySelectorAll("input, select, textarea")].some(
      (control) => (control.type === "checkbox" ? control.checked : control.value),
    );
  }
}

function writeKey(form, { kind }, name, value) {
  if (kind.type === "list") writeList(form, kind, name, value ?? []);
  else if (kind.type === "record") writeRecord(form, kind, name, value ?? {});
  else if (form.elements[name].type === "checkbox") {
    form.elements[name].checked = ["oui", "true"].includes(String(value).toLowerCase());
  } else form.elements[name].value = value ?? "";
}

function writeList(form, { item }, name, values) {
  const list = form.querySelector(`[data-list="${name}"]`);
  if (!list) {
    const boxes = [...form.querySelectorAll(`[name="${name}"]`)];
    for (const box of boxes) box.checked = values.includes(box.value);
    boxes[0].closest("fieldset").dataset.order = values.join(" ");
    return;
  }
  setRowCount(list, Math.max(1, values.length));
  const blank = item.type === "record" ? {} : "";
  for (const [index, value] of (values.length ? values : [blank]).entries()) {
    if (item.type === "record") writeRecord(form, item, `${name}.${index}`, value);
    else form.elements[`${name}.${index}`].value = value;
  }
}

function writeRecord(form, { keys }, name, values) {
  for (const key of keys) form.elements[`${name}.${key.name}`].value = values[key.name] ?? "";
}
