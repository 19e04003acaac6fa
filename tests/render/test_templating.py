import pytest
from jinja2 import DictLoader, UndefinedError

from ecoq.content.values import Url
from ecoq.render.templating import TemplateEnvironment, Verbatim


def render(template: str, **values: object) -> str:
    environment = TemplateEnvironment(DictLoader({
        "page": template,
        "macros": "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}",
        "caller": "{% macro box() %}<div>{{ caller() }}</div>{% endmacro %}",
    }))
    return environment.get_template("page").render(**values)


@pytest.mark.parametrize(("value", "shown"), [
    ("L'été & <b> : « 2 000 »", "L’été &amp; &lt;b&gt;\u202f: «\u202f2\u202f000\u202f»"),
    (Url("https://x.fr/l'a?b&c"), "https://x.fr/l&#39;a?b&amp;c"),
    (Verbatim("titre : <x>"), "titre : &lt;x&gt;"),
    (2000, "2000"),
    (1.5, "1.5"),
])
def test_whatever_is_shown_is_escaped_and_texts_are_typeset(value: object, shown: str) -> None:
    assert render("{{ value }}", value=value) == shown
    assert render("{{ value if True }}", value=value) == shown
    assert render("{% for one in [value] %}{{ one }}{% endfor %}", value=value) == shown


def test_markup_is_escaped_once() -> None:
    template = '{% from "macros" import bold %}{{ bold(text) }}{{ bold(bold(text)) }}'
    assert render(template, text="a & l'b") == (
        "<b>a &amp; l’b</b><b><b>a &amp; l’b</b></b>"
    )
    assert render("{{ '<i>'|safe ~ text }}", text="<") == "<i>&lt;"


def test_a_call_block_shows_what_is_in_it() -> None:
    template = '{% from "caller" import box %}{% for x in xs %}{% call box() %}{{ x }}{% endcall %}'
    assert render(f"{template}{{% endfor %}}", xs=["<", "b"]) == "<div>&lt;</div><div>b</div>"


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ text.nothing }}", "{{ range(3) }}"])
def test_what_is_not_given_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        render(template, text="")


def test_json_is_sorted_and_safe_in_a_script() -> None:
    assert render("{{ value|tojson }}", value={"b": "</script>", "a": "l'é"}) == (
        '{"a": "l\\u0027\\u00e9", "b": "\\u003c/script\\u003e"}'
    )
