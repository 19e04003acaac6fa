"""What axe says of a page: the rules of WCAG 2.2 at levels A and AA, and its own good practices."""

from axe_playwright_python.base import AXE_SCRIPT

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What passes would be described too, element by element: most of the time that axe takes.
    "resultTypes": ["violations"],
}


def find_violations(page):
    """Return the rules that a page breaks as it is now, by colour scheme, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for rule in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
            elements = [node["html"][:200] for node in rule["nodes"]]
            found.setdefault(scheme, []).append((rule["id"], elements))
    return found
