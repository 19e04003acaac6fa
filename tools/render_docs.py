"""Rewrites the pages of ``docs/`` that are made from the code: ``make docs``."""

from pathlib import Path

from ecoq.explain import render_messages_page

ROOT = Path(__file__).parent.parent

if __name__ == "__main__":
    (ROOT / "docs/messages.md").write_text(render_messages_page(), "utf-8")
