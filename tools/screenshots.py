"""Takes the pictures of the guides: ``python tools/screenshots.py SITE FOLDER``.

SITE is the address of the site as it is served, FOLDER where the pictures go. They are not kept in
the repository: they weigh more than they tell, and would lie as soon as the form changes.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_SIZES = {"bureau": (1280, 900), "telephone": (390, 844)}
_ANSWERS = {
    "titre": "Le Phare",
    "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    "commune": "Bourges",
    "corps": "## Le besoin\n\nLes vélos cassés dormaient dans les caves.",
}


def _fill(page: Page) -> None:
    for name, answer in _ANSWERS.items():
        page.locator(f"[name={name}]").fill(answer)
    page.locator("[name=departement]").select_option("18")
    page.locator("[data-preview-toggle]").click()


def take(page: Page, site: str, folder: Path, size: str) -> None:
    """Take the pictures of one size of screen."""
    page.goto(f"{site.rstrip('/')}/contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    page.screenshot(path=folder / f"formulaire-{size}.png")
    _fill(page)
    page.locator("#recit").scroll_into_view_if_needed()
    page.locator("[data-preview]").screenshot(path=folder / f"apercu-{size}.png")
    page.locator('[data-ending="download"]').click()
    page.locator("[data-summary]").wait_for()
    page.screenshot(path=folder / f"points-a-corriger-{size}.png")
    page.locator("#envoi").screenshot(path=folder / f"envoyer-{size}.png")


if __name__ == "__main__":
    address, target = sys.argv[1], Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, (width, height) in _SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="fr-FR")
            take(page, address, target, name)
        browser.close()
