// The ways on from a page: copy its address, print it, cite it as it is read today. Without this, the
// link by mail and the citation without its day remain.

/** @param {HTMLElement} element */
export function start(element) {
  const status = document.createElement("span");
  status.className = "share-status";
  status.setAttribute("role", "status");
  const address = document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? location.href;
  if (navigator.clipboard) {
    element.append(makeButton("Copier le lien", async () => {
      await navigator.clipboard.writeText(address);
      status.textContent = "Lien copié.";
    }));
  }
  element.append(makeButton("Imprimer", () => window.print()), status);
  const citation = document.querySelector("[data-citation]");
  if (citation) finishCitation(citation, status);
}

/**
 * Add the day on which the page is read, which a citation of a page tells, and a way to copy it.
 * @param {HTMLElement} citation
 * @param {HTMLElement} status
 */
function finishCitation(citation, status) {
  const day = new Date().toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  citation.append(` Consulté le ${day.replace(/^1 /, "1er ").replaceAll(" ", "\u00a0")}.`);
  if (!navigator.clipboard) return;
  const button = makeButton("Copier la citation", async () => {
    await navigator.clipboard.writeText(citation.textContent);
    button.textContent = "Citation copiée";
    status.textContent = "Citation copiée.";
  });
  citation.after(button);
}

/**
 * @param {string} words
 * @param {() => void} act
 */
function makeButton(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}
