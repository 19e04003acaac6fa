// The one script of every page: Escape closes the menu of small screens, and each island is brought
// to life with the module of its name.

document.querySelector(".menu-drawer")?.addEventListener("keydown", (event) => {
  const drawer = event.currentTarget;
  if (event.key !== "Escape" || !drawer.open) return;
  drawer.open = false;
  drawer.querySelector("summary").focus();
});

for (const element of document.querySelectorAll("[data-island]")) {
  const { start } = await import(`./islands/${element.dataset.island}.js`);
  start(element);
}
