// A fiche in brief, in a popup: what the list says of it, and what helps who has no network.

function popupContent(initiative) {
  const content = element("article", `popup theme-${initiative.theme}`);
  content.append(...[...initiative.item.children].map((part) => part.cloneNode(true)));
  const title = content.querySelector(".entry-title");
  title.textContent = initiative.title;
  title.tabIndex = -1;
  const { porteur, chiffres, enseignements } = initiative.properties;
  content.querySelector(".summary").after(
    ...section("Porteur", porteur ? [porteur] : []),
    ...section("Chiffres clés", chiffres),
    ...section("Enseignements", enseignements),
  );
  return content;
}

/** @param {string} name @param {string[]} lines */
function section(name, lines) {
  if (!lines.length) return [];
  const list = element("ul", "popup-lines");
  list.append(...lines.map((line) => element("li", "", line)));
  return [element("h4", "popup-label", name), list];
}

/**
 * Focus goes to the title of a popup that opens, and back where it came from when it closes.
 * @param {L.Map} map
 */
function keepFocusInStep(map) {
  let opener = null;
  const close = () => {
    map.closePopup();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  };
  map.on("popupopen", ({ popup }) => {
    const node = popup.getElement();
    if (!node.contains(document.activeElement)) opener = document.activeElement;
    const button = node.querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", "Fermer");
    button.addEventListener("click", close);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    node.querySelector(".entry-title").focus({ preventScroll: true });
  });
}
