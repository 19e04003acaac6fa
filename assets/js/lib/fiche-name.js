// The name of a fiche's file, which is the end of its address.

import { fold } from "./normalise.js";

const MAX_LENGTH = 100;

const slugify = (text) => fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/**
 * « le-phare-bourges »: title, then commune unless the title says it; another number if taken.
 * @param {string} title
 * @param {string} commune
 * @param {(name: string) => boolean} isTaken
 */
export function nameFile(title, commune, isTaken) {
  const town = slugify(commune);
  const own = slugify(title) || "nouvelle-fiche";
  const whole = !town || `-${own}-`.includes(`-${town}-`) ? own : `${own}-${town}`;
  const name = whole.slice(0, MAX_LENGTH - 3).replace(/-$/, "");
  let candidate = name;
  for (let number = 2; isTaken(candidate); number += 1) candidate = `${name}-${number}`;
  return candidate;
}
