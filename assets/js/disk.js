// Opened from a disk, a folder has no index page of its own: links to folders name it.

if (location.protocol === "file:") {
  for (const link of document.querySelectorAll('a[href], form[action]')) {
    const name = link.hasAttribute("action") ? "action" : "href";
    const [path, rest] = link.getAttribute(name).match(/^([^?#]*)(.*)$/).slice(1);
    if (path.endsWith("/") && !path.includes(":")) {
      link.setAttribute(name, `${path}index.html${rest}`);
    }
  }
}
