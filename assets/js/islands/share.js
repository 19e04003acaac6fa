// The ways on from a page: copy its address, print it. Without this, the link by mail remains.

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
