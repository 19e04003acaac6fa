// Which initiatives the words and the themes leave, and how the page says it.

/** What the reader asks for. */
function readFilters(form) {
  return {
    matches: matcher(form.querySelector("[type=search]").value),
    themes: new Set([...form.querySelectorAll(":checked")].map((box) => box.value)),
  };
}

/** The initiatives left: with all the words, and one at least of the themes. */
function filterInitiatives(initiatives, { matches, themes }) {
  return initiatives.filter((one) => (
    matches(one.words) && (!themes.size || one.themes.some((theme) => themes.has(theme)))
  ));
}

/** Beside each theme, how many of its initiatives have the words. */
function showThemeCounts(form, initiatives, { matches }) {
  const found = initiatives.filter((one) => matches(one.words));
  form.querySelectorAll(".theme").forEach((label) => {
    const theme = label.querySelector("input").value;
    const number = found.filter((one) => one.themes.includes(theme)).length;
    label.querySelector(".theme-count").textContent = String(number);
    label.classList.toggle("is-vain", number === 0);
  });
}

/** @param {{isExact: boolean}[]} left */
function describeResult(left) {
  if (!left.length) return "Aucune initiative";
  const all = left.length > 1 ? ", toutes situées à la commune près" : ", située à la commune près";
  const approximate = left.filter((one) => !one.isExact).length;
  const some = approximate ? `, dont ${count(approximate, "située")} à la commune près` : "";
  return `${count(left.length, "initiative")}${approximate === left.length ? all : some}`;
}
