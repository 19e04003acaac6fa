// A whole fiche against the rules of `ecoq check --strict`: the form refuses what it refuses.

import { checkBody } from "./body-check.js";
import { faultMaker } from "./messages.js";
import { checkCoordinates, checkQpv, resolveCommune } from "./place-check.js";
import { checkValue } from "./value-check.js";

/**
 * @typedef {import("./messages.js").Fault} Fault
 * @typedef {import("./fiche-text.js").Fiche} Fiche
 * @typedef {import("./place-check.js").Commune} Commune
 * @typedef {{today: string, communes: Commune[] | null, isTarget: (slug: string) => boolean}} Scope
 *   what is known beyond the fiche; without communes, places are not checked
 */

const DATED = /\b(?:1[89]|20)\d\d\b|non dat[ée]|date inconnue/;

/**
 * Everything that is wrong, in the order of the controls.
 * @param {Fiche} fiche
 * @param {string} body
 * @param {Record<string, any>} rules
 * @param {Scope} scope
 * @returns {Fault[]}
 */
export function checkFiche(fiche, body, rules, scope) {
  const fault = faultMaker(rules.messages);
  const found = [
    ...checkKeys(fiche, rules.keys, "", fault),
    ...checkPlace(fiche, rules, scope, fault),
    ...checkTime(fiche, rules, scope, fault),
    ...checkCare(fiche, rules, fault),
    ...checkPrivacy(fiche, rules.keys, "", rules, fault),
    ...tellingTexts(body, rules).map(([code, text]) => fault(rules.body, code, { text })),
    ...checkBody(body, {
      minimum: rules.words, levels: rules.levels, step: rules.step, isTarget: scope.isTarget,
    })
      .map(([code, details]) => fault(rules.body, code, details)),
  ];
  // One message a control at a time: the first is the one to mend first.
  return found.filter((one, index) => found.findIndex((other) => other.name === one.name) === index);
}

function checkKeys(values, keys, prefix, fault) {
  return keys.flatMap((key) => checkKey(values[key.name], key, `${prefix}${key.name}`, fault));
}

function checkKey(value, key, name, fault) {
  const { kind } = key;
  if (kind.type === "list") return checkList(value ?? [], key, name, fault);
  if (kind.type === "record") {
    return value ? checkKeys(value, kind.keys, `${name}.`, fault) : [];
  }
  if (!value) return key.required ? [missing(key, name, fault)] : [];
  return checkValue(value, kind).map((problem) => fault(name, ...problem));
}

function checkList(values, key, name, fault) {
  const { item, minimum } = key.kind;
  if (values.length < minimum) return checkKeys({}, item.keys, `${name}.0.`, fault);
  return values.flatMap((value, index) => {
    const place = `${name}.${index}`;
    if (item.type === "record") {
      const faults = checkKeys(value, item.keys, `${place}.`, fault);
      return faults.length || !isTwice(values, index) ? faults
        : [fault(`${place}.${item.keys[0].name}`, "valeur-en-double", { text: "cet élément" })];
    }
    const faults = checkValue(value, item).map((problem) => fault(place, ...problem));
    return faults.length || !isTwice(values, index) ? faults
      : [fault(place, "valeur-en-double", { text: value })];
  });
}

function isTwice(values, index) {
  const own = JSON.stringify(values[index]);
  return values.slice(0, index).some((other) => JSON.stringify(other) === own);
}

function missing(key, name, fault) {
  const isChosen = key.kind.type === "choice" || key.kind.known?.length;
  const hint = isChosen ? "Choisissez dans la liste." : `Par exemple : ${key.example}`;
  return fault(name, "champ-obligatoire", { key: key.label }, hint);
}

function* checkPlace(fiche, { names, tolerance, keys }, { communes }, fault) {
  const [latitude, longitude] = [fiche[names.latitude], fiche[names.longitude]];
  if (Boolean(latitude) !== Boolean(longitude)) {
    const [present, absent] = latitude
      ? [names.latitude, names.longitude] : [names.longitude, names.latitude];
    yield fault(absent, "coordonnees-incompletes", { present, absent });
  }
  const department = (fiche[names.department] ?? "").toUpperCase();
  const written = {
    commune: fiche[names.commune] ?? "", department, insee: fiche[names.insee_code] ?? "",
  };
  if (!written.commune && !written.insee) {
    const key = keys.find((one) => one.name === names.commune);
    yield fault(names.commune, "commune-manquante", {}, `Par exemple : ${key.example}`);
    return;
  }
  const departments = keys.find((one) => one.name === names.department).kind;
  const isWrong = department && checkValue(department, departments).length > 0;
  if (!communes || isWrong) return; // said already, or not known here
  const { commune, key, problem } = resolveCommune(written, communes);
  if (problem) {
    yield fault(key === "insee" ? names.insee_code : names.commune, ...problem);
    return;
  }
  const place = { latitude: Number(latitude), longitude: Number(longitude) };
  const isPlace = latitude && longitude && Object.values(place).every(Number.isFinite);
  const outside = isPlace && checkCoordinates(place, commune, tolerance);
  if (outside) yield fault(names.latitude, ...outside);
  const qpv = fiche[names.qpv_code];
  const elsewhere = qpv && checkQpv(qpv, commune.department);
  if (elsewhere) yield fault(names.qpv_code, ...elsewhere);
}

function* checkTime(fiche, { names, firstYear, running }, { today }, fault) {
  const [started, ended] = [fiche[names.started_in], fiche[names.ended_in]];
  const maximum = Number(today.slice(0, 4)) + 1;
  for (const [name, year] of [[names.started_in, started], [names.ended_in, ended]]) {
    if (year && !(Number(year) >= firstYear && Number(year) <= maximum)) {
      yield fault(name, "annee-hors-limites", { text: year, minimum: firstYear, maximum });
    }
  }
  if (ended && started && Number(ended) < Number(started)) {
    yield fault(names.ended_in, "annees-inversees", { start: started, end: ended });
  }
  if (ended && fiche[names.status] === running) {
    yield fault(names.ended_in, "fin-contradictoire", { end: ended });
  }
  if ((fiche[names.checked_on] ?? "") > today) {
    yield fault(names.checked_on, "date-future", { text: fiche[names.checked_on] });
  }
}

function* checkCare(fiche, { names, genericWords }, fault) {
  const main = fiche[names.theme];
  if (main && (fiche[names.secondary_themes] ?? []).includes(main)) {
    yield fault(`${names.secondary_themes}.0`, "thematique-repetee", { text: main });
  }
  for (const [index, figure] of (fiche[names.figures] ?? []).entries()) {
    if (!DATED.test(figure)) yield fault(`${names.figures}.${index}`, "chiffre-sans-date");
  }
  const contact = fiche[names.contact];
  if (contact && looksPersonal(contact, genericWords)) {
    yield fault(names.contact, "contact-nominatif", { text: contact });
  }
}

/** What may tell of a person, in the texts of the keys; web addresses tell of none. */
function checkPrivacy(values, keys, prefix, rules, fault) {
  return keys.flatMap(({ name, kind }) => (
    checkPrivateValue(values[name], kind, `${prefix}${name}`, rules, fault)));
}

function checkPrivateValue(value, kind, name, rules, fault) {
  if (!value || kind.type === "url") return [];
  if (kind.type === "record") return checkPrivacy(value, kind.keys, `${name}.`, rules, fault);
  if (kind.type === "list") {
    return value.flatMap((item, index) => (
      checkPrivateValue(item, kind.item, `${name}.${index}`, rules, fault)));
  }
  return tellingTexts(value, rules).map(([code, text]) => fault(name, code, { text }));
}

function tellingTexts(text, { privateForms }) {
  return privateForms.flatMap(({ code, pattern, flags }) => {
    const found = new RegExp(pattern, flags).exec(text);
    return found ? [[code, found[0]]] : [];
  });
}

function looksPersonal(contact, genericWords) {
  const words = contact.split("@")[0].toLowerCase().split(/[._-]/);
  return words.length > 1 && words.every((word) => /^\p{L}+$/u.test(word))
    && !["l", "la", "le", "les"].includes(words[0])
    && !words.some((word) => genericWords.includes(word));
}
