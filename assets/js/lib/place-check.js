// Where a fiche is, as ecoq/site/places.py resolves it, from the communes that are loaded.

import { distance } from "./distances.js";
import { fold } from "./normalise.js";

/**
 * @typedef {{name: string, folded: string, department: string, code: string, latitude: number,
 *   longitude: number, radius: number, parent: string}} Commune
 * @typedef {import("./value-check.js").Problem} Problem
 */

const QPV = /^(?:QP(0\d\d|02[AB]|9[78]\d)\d{3}|Q[NMI](0\d\d|02[AB]|9[78]\d)\d{2}[A-Z])$/;
const CANDIDATES_SHOWN = 6;

const bare = (folded) => folded.replace(/^(?:l|la|le|les) (?=.)/, "");

/** « paris 18 », « paris 18eme »… as the folded official name. */
function spellArrondissement(folded) {
  const found = /^(paris|lyon|marseille) 0?(\d{1,2})(?: ?(?:er|eme|e))?(?: arr(?:ondissement|t)?)?$/
    .exec(folded);
  return found ? `${found[1]} ${Number(found[2])}${Number(found[2]) === 1 ? "er" : "e"} arrondissement` : folded;
}

/**
 * The communes that a name may mean, in a département or in all.
 * @param {Commune[]} communes most populous first
 */
export function findNamed(communes, name, department) {
  const wanted = spellArrondissement(fold(name));
  const here = communes.filter((one) => !department || one.department === department);
  const exact = here.filter((one) => one.folded === wanted);
  return exact.length ? exact : here.filter((one) => bare(one.folded) === bare(wanted));
}

/**
 * The commune of a fiche, or what keeps it from being known; neither if it cannot be told here.
 * @param {{commune: string, department: string, insee: string}} written
 * @param {Commune[]} communes
 * @returns {{commune?: Commune, key?: "commune" | "insee", problem?: Problem}}
 */
export function resolveCommune({ commune, department, insee }, communes) {
  if (insee) return resolveCode({ commune, department, insee }, communes);
  if (!commune) return { key: "commune", problem: ["commune-manquante", {}] };
  const candidates = findNamed(communes, commune, department);
  const whole = candidates.filter((one) => !one.parent);
  if (whole.length === 1) return { commune: whole[0] };
  if (candidates.length === 1) return { commune: candidates[0] };
  if (!candidates.length) {
    return { key: "commune", problem: unknown(commune, department, communes) };
  }
  return { key: "commune", problem: ["commune-ambigue", {
    text: commune, example: candidates[0].department,
    candidates: candidates.slice(0, CANDIDATES_SHOWN)
      .map((one) => `${one.name} (${one.department}, code INSEE ${one.code})`).join(", "),
  }] };
}

function unknown(name, department, communes) {
  const elsewhere = [...new Set(findNamed(communes, name, "").map((one) => one.department))].sort();
  const hint = department && elsewhere.length
    ? `« ${name} » existe dans : ${elsewhere.join(", ")}. Corrigez le département.` : undefined;
  const where = department ? ` dans le département ${department}` : "";
  return ["commune-inconnue", { text: name, where }, hint];
}

function resolveCode({ commune, department, insee }, communes) {
  const found = communes.find((one) => one.code === insee);
  if (!found) return { key: "insee", problem: ["code-insee-inconnu", { text: insee }] };
  const shown = `${found.name} (${found.department})`;
  const contradiction = (expected) => ({
    key: "insee", problem: ["code-insee-contradictoire", { text: insee, found: shown, expected }],
  });
  if (department && department !== found.department) return contradiction(`département ${department}`);
  if (commune) {
    const named = findNamed(communes, commune, found.department);
    const codes = named.flatMap((one) => [one.code, one.parent]);
    if (!codes.includes(found.code)) return contradiction(commune);
  }
  return { commune: found };
}

/**
 * @param {{latitude: number, longitude: number}} place
 * @param {Commune} commune
 * @param {number} tolerance in metres
 * @returns {Problem | null}
 */
export function checkCoordinates(place, commune, tolerance) {
  const allowed = (commune.radius + tolerance) / 1000;
  const far = distance(commune, place);
  if (far <= allowed) return null;
  const shown = { distance: far.toFixed(0), commune: commune.name };
  const swapped = { latitude: place.longitude, longitude: place.latitude };
  if (Math.abs(swapped.latitude) <= 90 && distance(commune, swapped) <= allowed) {
    return ["coordonnees-inversees", { ...shown, ...swapped }];
  }
  return ["coordonnees-hors-commune", shown];
}

/** @returns {Problem | null} */
export function checkQpv(code, department) {
  const found = QPV.exec(code);
  if (!found) return ["code-qpv-invalide", { text: code }];
  const own = (found[1] ?? found[2]).replace(/^0/, "");
  return own === department ? null
    : ["qpv-hors-departement", { text: code, found: own, expected: department }];
}
