"""What bodies without marks become: the same as Python-Markdown and the sanitiser would make."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.glossary import Glossary
from ecoq.render.markdown import BodyRenderer
from ecoq.render.page_context import PageContext
from ecoq.render.plain_body import read_plain, render_plain
from ecoq.site.references import Target, TargetKind, find_targets

_CONTENT = load_content(Path(__file__).parent.parent.parent, Report())
_TARGETS = {
    **find_targets(_CONTENT),
    "a-b": Target(TargetKind.INITIATIVE, "a-b", "L'été & <Cie> : « 2 000 »", "initiatives/a-b/"),
    "secret": Target(TargetKind.INITIATIVE, "secret", "Secret", "initiatives/secret/", True),
}
_PAGE = PageContext(_TARGETS, Glossary(_CONTENT.glossary))
_RENDERER = BodyRenderer(_TARGETS, _CONTENT.glossary)

_PIECES = (
    "Le lieu forme.", "l'été", "QPV", "IAE", "régie de quartier", "1er", "2 000 €", "n° 3", "é",
    "[[a-b]]", "[[a-b|mots]]", "[[a-b|le \"x\"]]", "[[secret|d'ici]]", "[[nulle-part]]", "[[qpv]]",
    " ", "  ", "\n", "\n\n", "\n\n\n", "    ", "- ", "- un\n- deux QPV", "+ ", "--", "---", "# ",
    "##", "###### ", "1. ", "12.", "1) ", "|", "|-|", ":", " : ", " ;", "«", "»", '"', "'", "...",
    "\u00a0", "\u202f", "\u2028", "\x85", "\u3000", "\ufeff", "===", "~~~", "$", "{", "}", "^", "@",
    "http://x.fr", "www.x.fr", "\x02", "!", "! ", " & ", "&", "& #", "amp;",
)
_PLAIN = (
    "L'été, 1 200 jeunes du QPV y vont ; « d'autres » aussi.", "# L'IAE", "## Un titre : 2",
    "## Un titre : 2", "###### Bas", "- un\n- deux QPV", "- [[qpv]] et\n-  l'[[a-b]]",
    "[[secret|l'un]] et [[a-b|l'autre]], le 1er.", "Nes & Cité ! Oui !? QPV & IAE",
)
_BLOCKS = st.sampled_from(_PLAIN) | st.lists(
    st.sampled_from(_PIECES), min_size=1, max_size=3
).map("".join)
_BODIES = st.lists(_BLOCKS, min_size=1, max_size=4).map("\n\n".join)


def render(text: str) -> str:
    return str(_RENDERER.prepare(text, lambda url: url).html)


@given(_BODIES)
def test_no_parser_would_make_anything_else(text: str) -> None:
    blocks = read_plain(text)
    assume(blocks is not None)
    # What is set off needs a parser, for the whole of the body.
    assert render(f"{text}\n\n*fin*") == f"{render(text)}\n<p><em>fin</em></p>"
    parsed = _RENDERER.prepare(f"{text}\n\n*fin*", lambda url: url)
    assert parsed.headings == _RENDERER.prepare(text, lambda url: url).headings


def test_most_fiches_need_no_parser() -> None:
    bodies = [one.body.text for one in _CONTENT.initiatives]
    assert sum(read_plain(body) is not None for body in bodies) > 0.9 * len(bodies)


@pytest.mark.parametrize("text", [
    "Un *mot*.", "Un [lien](x).", "Une <b>balise</b>.", "&eacute;", "x &", "&amp ;", "    code",
    "1. un", "- un\n\n- deux", "un\ndeux", "- un\n  suite", "Titre\n=====", "| a |\n|---|", "---",
    "- - un", "- # un", "\ta", "## [[qpv]]", "~~~\ncode", "~~~",
])
def test_what_means_something_to_markdown_needs_its_parser(text: str) -> None:
    assert read_plain(text) is None


def test_words_and_titles_are_escaped() -> None:
    blocks = read_plain("Voir [[a-b]].")
    assert blocks is not None
    _PAGE.start(lambda url: f'{url}"><script>')
    html = render_plain(blocks, _PAGE)
    assert "L’été &amp; &lt;Cie&gt;" in html
    assert "<script>" not in html
