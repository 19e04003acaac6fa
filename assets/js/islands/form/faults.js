// What is wrong, said beside each control and at the top, and the way from there to each.

import { typeset } from "../../lib/typography.js";

/** @typedef {import("../../lib/messages.js").Fault} Fault */

/** @param {HTMLFormElement} form @param {string} name */
export function controlOf(form, name) {
  return form.querySelector(`[name="${CSS.escape(name)}"]`)
    ?? form.querySelector(`[data-field="${CSS.escape(name.replace(/\.\d+$/, ""))}"] input`);
}

const noteOf = (control) => control.closest("[data-field], [data-row]").querySelector("[data-fault]");

/** Order faults as their controls stand in the page. */
export function inReadingOrder(form, faults) {
  const place = (fault) => controlOf(form, fault.name);
  return faults.toSorted((a, b) => (
    place(a).compareDocumentPosition(place(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
  ));
}

/**
 * Say these faults beside their controls, and take back what was said of the others.
 * @param {HTMLFormElement} form
 * @param {Fault[]} faults
 */
export function showFaults(form, faults) {
  const faultsByControl = new Map(faults.map((fault) => [controlOf(form, fault.name), fault]));
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    if (!faultsByControl.has(control)) clear(control);
  }
  for (const [control, fault] of faultsByControl) mark(control, fault);
}

function mark(control, { message, hint }) {
  const note = noteOf(control);
  note.textContent = typeset(`${message} ${hint}`);
  note.hidden = false;
  control.setAttribute("aria-invalid", "true");
  describe(control, [...descriptions(control).filter((id) => id !== note.id), note.id]);
}

function clear(control) {
  const note = noteOf(control);
  note.textContent = "";
  note.hidden = true;
  control.removeAttribute("aria-invalid");
  describe(control, descriptions(control).filter((id) => id !== note.id));
}

const descriptions = (control) => control.getAttribute("aria-describedby")?.split(" ") ?? [];

function describe(control, ids) {
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

/**
 * Fill the summary at the top; none if nothing is wrong.
 * @param {HTMLElement} summary
 * @param {HTMLFormElement} form
 * @param {Fault[]} faults
 */
export function showSummary(summary, form, faults) {
  summary.hidden = faults.length === 0;
  const count = faults.length === 1 ? "1 point à corriger" : `${faults.length} points à corriger`;
  summary.querySelector("[data-summary-title]").textContent = count;
  summary.querySelector("[data-summary-list]").replaceChildren(
    ...faults.map((fault) => summaryItem(form, fault)),
  );
}

function summaryItem(form, fault) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const control = controlOf(form, fault.name);
  link.href = `#${control.id}`;
  // « Le champ « Titre » manque. » names its control itself.
  const names = labelsOf(control).filter((name) => !fault.message.includes(`« ${name} »`));
  link.textContent = typeset([names.join(", "), fault.message].filter(Boolean).join(" : "));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(controlOf(form, fault.name));
  });
  item.append(link);
  return item;
}

/** The words that name a control: the name of the group it is in, then its own label. */
function labelsOf(control) {
  const words = (element) => element?.textContent.replace(/\s+/g, " ").replace(" obligatoire", "").trim() ?? "";
  const group = control.closest(".row-group")?.querySelector("legend") ?? (
    control.type === "checkbox" ? control.closest("fieldset")?.querySelector("legend")
      : control.closest("[data-group]")?.querySelector("legend"));
  const own = control.type === "checkbox" && group ? "" : words(control.labels?.[0]);
  return [words(group), own].filter(Boolean);
}

/** Show a control, wherever it is folded away, and put the cursor in it. */
export function goTo(control) {
  const folded = control.closest("details");
  if (folded) folded.open = true;
  control.focus({ preventScroll: true });
  control.closest("[data-field], [data-row]").scrollIntoView({ block: "center" });
}
