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


def test_imported_templates_see_the_names_shown_and_no_other_environment_does() -> None:
    templates = TemplateEnvironment(DictLoader({
        "page": '{% from "macros" import link %}{{ link() }}{{ own }}',
        "macros": '{% macro link() %}{{ home }}/{% endmacro %}',
    }))
    near, far = (templates.showing({"home": home}) for home in (".", ".."))
    assert near.get_template("page").render(own="a") == "./a"
    assert far.get_template("page").render(own="b") == "../b"
    with pytest.raises(UndefinedError):
        templates.get_template("page").render(own="c")


def test_a_part_sees_only_its_values_and_is_made_once_for_them() -> None:
    made = []
    templates = TemplateEnvironment(DictLoader({
        "page": '{{ part("part", name=name) }} {{ part("part", name=name) }}',
        "part": "{{ count(name) }}<i>{{ name }}</i>", "blind": '{{ part("hidden") }}',
        "hidden": "{{ name }}",
    })).showing({"count": lambda name: made.append(name) or ""})
    page = templates.get_template("page")
    assert page.render(name="<") == "<i>&lt;</i> <i>&lt;</i>"
    assert page.render(name="b") == "<i>b</i> <i>b</i>"
    assert made == ["<", "b"]
    with pytest.raises(UndefinedError):
        templates.get_template("blind").render(name="a")


PAGES = DictLoader({"page": '{% include "part" %} et {{ two }}', "part": "{{ one }}"})


def test_templates_that_were_compiled_are_not_compiled_again(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = TemplateEnvironment(PAGES).compile_all()
    environment = TemplateEnvironment(PAGES, lambda: compiled)
    monkeypatch.setattr(environment, "compile", None)
    assert environment.get_template("page").render(one="un", two="deux") == "un et deux"


def test_templates_of_which_nothing_is_found_are_compiled() -> None:
    environment = TemplateEnvironment(PAGES, lambda: None)
    assert environment.get_template("page").render(one="un", two="deux") == "un et deux"
