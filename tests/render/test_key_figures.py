import pytest

from ecoq.render.key_figures import KeyFigure, split_figure

CASES = {
    "360 adhérents (février 2021)": ("", "360", "adhérents", "février 2021"),
    "près de 3 000 m² (projet de 2017)": ("près de", "3 000 m²", "", "projet de 2017"),
    "8 à 10 % d'embauches, selon l'association (2019)": (
        "", "8 à 10 %", "d'embauches, selon l'association", "2019",
    ),
    "12 487 habitants (non daté)": ("", "12 487", "habitants", "non daté"),
    "une trentaine d'hébergements (2023)": ("", "", "une trentaine d'hébergements", "2023"),
    "6 salariés (dont 2 à mi-temps)": ("", "6", "salariés (dont 2 à mi-temps)", ""),
    "Environ 1,5 million d'euros": ("Environ", "1,5", "million d'euros", ""),
}


@pytest.mark.parametrize(("text", "parts"), CASES.items(), ids=CASES.keys())
def test_figure_is_split_around_its_number(text, parts):
    before, number, words, note = parts
    assert split_figure(text) == KeyFigure(before=before, number=number, words=words, note=note)
