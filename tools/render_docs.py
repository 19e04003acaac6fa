"""Rewrites the pages of ``docs/`` that are made from the code: ``make docs``."""

from pathlib import Path

from ecoq.content.load import load_content
from ecoq.contribute.issue_form import render_issue_form
from ecoq.diagnostics import Report
from ecoq.explain import render_messages_page

ROOT = Path(__file__).parent.parent

if __name__ == "__main__":
    (ROOT / "docs/messages.md").write_text(render_messages_page(), "utf-8")
    themes = load_content(ROOT, Report()).themes
    (ROOT / ".github/ISSUE_TEMPLATE/fiche.yml").write_text(render_issue_form(themes), "utf-8")
