// Opened from a disk, a folder has no index page of its own: links to folders name it. And
// browsers refuse modules there: what they would bring keeps no place in the page.

if (location.protocol === "file:") {
  document.documentElement.classList.add("is-from-disk");
  for (const link of document.querySelectorAll('a[href], form[action]')) {
    const name = link.hasAttribute("action") ? "action" : "href";
    const [path, rest] = link.getAttribute(name).match(/^([^?#]*)(.*)$/).slice(1);
    if (path.endsWith("/") && !path.includes(":")) {
      link.setAttribute(name, `${path}index.html${rest}`);
    }
  }
}
