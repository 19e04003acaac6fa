"""Pages of docs/ that are made from the code say what the code says."""

import re
from pathlib import Path

import pytest

from ecoq.catalogue import RULES
from ecoq.explain import explain_rule, render_messages_page

DOCS = Path(__file__).parent.parent / "docs"


def test_page_of_messages_is_up_to_date():
    written = (DOCS / "messages.md").read_text("utf-8")
    assert written == render_messages_page(), "run « make docs »"


def test_each_code_has_one_heading():
    without_examples = re.sub("```.*?```", "", render_messages_page(), flags=re.DOTALL)
    assert re.findall(r"^## (.+)$", without_examples, re.MULTILINE) == list(RULES)


def test_explanation_shows_the_wrong_and_the_right_example():
    assert explain_rule(RULES["date-invalide"]) == """\
date-invalide (erreur)

  « … » n'est pas une date.
  Écrivez AAAA-MM-JJ, par exemple 2024-03-01.

À ne pas écrire :
  verifie_le: 2024-13-01

À écrire :
  verifie_le: 2024-03-01"""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_no_field_is_left_in_an_explanation(rule):
    assert not re.search(r"\{[a-z]+\}", explain_rule(rule).split("\n\n")[1])
