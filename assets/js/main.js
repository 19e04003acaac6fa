// The one script of every page: brings each island to life with the module of its name.

for (const element of document.querySelectorAll("[data-island]")) {
  const { start } = await import(`./islands/${element.dataset.island}.js`);
  start(element);
}
