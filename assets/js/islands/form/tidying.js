// What is written as people are used to becomes, once written, what fiches have.

import { tidyBody, tidyValue } from "../../lib/tidy.js";

/** @param {HTMLFormElement} form @param {Record<string, any>} rules */
export function startTidying(form, rules) {
  // « 15 juin 2023 » is longer than the date that it becomes.
  form.addEventListener("focusin", ({ target }) => {
    if (typeOf(rules, target.name) === "source-date") target.removeAttribute("maxlength");
  });
  // Before those who read what is written.
  form.addEventListener("change", ({ target }) => {
    const told = target.name === rules.body
      ? tidyBody(target.value) : tidyValue(typeOf(rules, target.name), target.value ?? "");
    if (told === target.value) return;
    target.value = told;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }, { capture: true });
}

/** The type of what a control is for, by its name: « site », « sources.0.url », « image.alt ». */
function typeOf(rules, name) {
  const [first, ...rest] = (name ?? "").split(".");
  const kind = rules.keys.find((key) => key.name === first)?.kind;
  const item = kind?.type === "list" ? kind.item : kind;
  const part = item?.type === "record" && item.keys.find((key) => key.name === rest.at(-1));
  return (part ? part.kind : item)?.type;
}
