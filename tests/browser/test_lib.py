"""The pure functions of assets/js/lib, run in a real Chromium."""

import pytest

from ecoq.render import search_index, words
from ecoq.territory.names import fold
from ecoq.territory.place import Place

pytestmark = pytest.mark.browser

TEXTS = (
    "L'Éco des quartiers", "St-Étienne et Ste-Foy-lès-Lyon", "cœur, œuvre et æther",
    "LOCAUX vacants", "bureaux, journaux, eaux", "bus, prix, os", "épiceries d’à côté",
    "Île-de-France (93)", "",
)


@pytest.fixture(scope="module")
def lib(browser, real_site, served):
    """Call a function of a module: ``lib("normalise", "fold", "É")``."""
    folder = next((real_site / "assets").iterdir()).name
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}404.html")

    def call(module, function, *arguments):
        return page.evaluate(
            """async ([url, name, given]) => (await import(url))[name](...given)""",
            [f"{served}assets/{folder}/js/lib/{module}.js", function, list(arguments)],
        )

    yield call
    context.close()


@pytest.mark.parametrize("text", TEXTS)
def test_script_and_build_fold_alike(lib, text):
    assert lib("normalise", "fold", text) == fold(text)


@pytest.mark.parametrize("text", TEXTS)
def test_script_and_build_stem_alike(lib, text):
    assert lib("normalise", "stems", text) == words.stems(text)


@pytest.mark.parametrize("word", ["ab", "epicerie", "zz", "93", "œu"])
def test_script_and_build_find_the_same_shard(lib, word):
    assert lib("search-index", "shardOf", word, search_index.SHARDS) == search_index.shard_of(word)


@pytest.mark.parametrize(("typed", "known", "expected"), [
    ("insersion", "insertion", True), ("insertiion", "insertion", True),
    ("inserton", "insertion", True), ("insetrion", "insertion", True),
    ("insertio", "insertion", True), ("insertiona", "insertion", True),
    ("insertion", "insertion", False), ("insersiom", "insertion", False),
    ("tinserion", "insertion", False), ("insert", "insertion", False),
])
def test_what_one_slip_of_the_finger_makes_of_a_word(lib, typed, known, expected):
    assert lib("near-words", "isOneSlip", typed, known) is expected


@pytest.mark.parametrize(("query", "corrected"), [
    ([["insersion"]], [["insertion"]]),
    ([["insersion"], ["lyon"]], [["insertion"], ["lyon"]]),
    ([["inser"]], None), ([["lyom"]], None), ([["insersion"], ["xyzzyx"]], None),
    ([["loial"]], [["local"]]),
], ids=["one", "another is known", "a beginning", "too short", "another is not", "more frequent"])
def test_what_nothing_has_gives_way_to_the_nearest_word(lib, query, corrected):
    shards = [{"insertion": [1, 1], "lyon": [1, 1], "loyal": [1, 1]}, {"local": [1, 1, 1, 1]}]
    assert lib("near-words", "correctQuery", query, [shards] * len(query)) == corrected


def test_a_corrected_word_is_written_as_the_text_writes_it(lib):
    assert lib(
        "near-words", "rewrite", "l'épicrie de Roubaix", [["epicrie"], ["roubaix"]],
        [["epicerie"], ["roubaix"]], "Épiceries, et plus",
    ) == "l'épiceries de Roubaix"
    assert lib("near-words", "rewrite", "x insersion", [["insersion"]], [["insertion"]], "") == (
        "x insertion")


@pytest.mark.parametrize(("query", "text", "expected"), [
    ("epicerie", "Une épicerie", True),
    ("épiceries", "Une épicerie", True),
    ("epicerie", "Des épiceries", True),
    ("EPIC solid", "L'épicerie solidaire", True),
    ("epicerie mairie", "Une épicerie", False),
    ("cerie", "Une épicerie", False),
    ("local", "Des locaux", True),
    ("locau", "Des locaux", True),
    ("st-etienne", "Saint-Étienne", True),
    ("", "Une épicerie", True),
], ids=str)
def test_all_words_must_match_as_beginnings(lib, query, text, expected):
    hay = lib("matching", "haystack", lib("normalise", "stems", text))
    sought = lib("matching", "needles", lib("matching", "parseQuery", query))
    assert lib("matching", "matches", sought, hay) is expected


def test_a_whole_word_of_the_title_is_worth_more_than_a_beginning(lib):
    query = lib("matching", "parseQuery", "marche")
    assert lib("matching", "titleScore", query, " le marche") > lib(
        "matching", "titleScore", query, " le marchepied"
    )


@pytest.mark.parametrize("search_text", [
    "", "?mots=%C3%A9picerie", "?theme=a&theme=b&region=c", "?mots=x&autour=bourges-18033&rayon=25",
])
def test_a_state_survives_its_address(lib, search_text):
    state = lib("url-state", "decodeState", search_text)
    assert lib("url-state", "encodeState", state) == search_text


def test_an_address_that_asks_for_the_unknown_gives_an_empty_state(lib):
    state = lib("url-state", "decodeState", "?inconnu=1&theme=&mots=%20")
    assert state == lib("url-state", "emptyState")


def test_distances_agree_with_those_of_the_build(lib):
    paris, lille = Place(48.8566, 2.3522), Place(50.6292, 3.0573)
    measured = lib("distances", "distance", *(
        {"latitude": place.latitude, "longitude": place.longitude} for place in (paris, lille)
    ))
    assert measured == pytest.approx(paris.distance_to(lille) / 1000)


@pytest.mark.parametrize(("kilometres", "words"), [
    (0.4, "à moins de 1\u00a0km"), (4.23, "à 4,2\u00a0km"), (312.4, "à 312\u00a0km"),
])
def test_distances_are_written_in_french(lib, kilometres, words):
    assert lib("distances", "formatDistance", kilometres) == words


def test_csv_quotes_what_it_must_and_keeps_lists(lib):
    feature = {
        "id": "a", "properties": {"titre": 'Dit "ici"', "mots": ["x", "y, z"], "rien": None},
        "geometry": {"coordinates": [2.4, 47.1]},
    }
    assert lib("csv", "formatCsv", {"features": [feature]}) == (
        '\ufeffid,titre,mots,rien,latitude,longitude\r\na,"Dit ""ici""","x | y, z",,47.1,2.4\r\n'
    )


def test_a_selection_has_its_own_box(lib):
    features = [
        {"id": name, "geometry": {"coordinates": point}}
        for name, point in (("a", [1, 40]), ("b", [3, 45]), ("c", [9, 50]))
    ]
    chosen = lib("geojson", "selectFeatures", {"features": features}, ["b", "a", "absent"])
    assert [one["id"] for one in chosen["features"]] == ["b", "a"]
    assert chosen["bbox"] == [1, 40, 3, 45]


def test_communes_are_found_by_their_beginning_without_their_article(lib):
    rows = [["Havrincourt", "62421", 50100, 3100], ["Le Havre", "76351", 49494, 108]]
    communes = lib("communes", "readCommunes", rows)
    assert [one["name"] for one in lib("communes", "findCommunes", communes, "havr")] == [
        "Havrincourt", "Le Havre",
    ]
    havre = lib("communes", "findCommunes", communes, "havre")[0]
    assert (havre["name"], havre["latitude"], havre["longitude"]) == ("Le Havre", 49.494, 0.108)
    assert lib("communes", "communeAddress", communes[1]) == "le-havre-76351"
    assert lib("communes", "codeInAddress", "le-havre-76351") == "76351"


def test_a_passage_holds_the_words_and_marks_them(lib):
    query = lib("matching", "parseQuery", "epicerie")
    text = "Mot " * 100 + "une épicerie solidaire " + "mot " * 100
    passage = lib("excerpt", "pickPassage", text, query, 80)
    assert len(passage) < 100
    marked = lib("excerpt", "markWords", passage, query)
    assert [part["text"] for part in marked if part["isHit"]] == ["épicerie"]
    assert "".join(part["text"] for part in marked) == passage


@pytest.mark.parametrize(("kind", "text", "expected"), [
    ("url", "www.exemple.fr/page", "https://www.exemple.fr/page"),
    ("url", " exemple.fr ", "https://exemple.fr"),
    ("url", "exemple", "exemple"),
    ("url", "contact@exemple.fr", "contact@exemple.fr"),
    ("url", "http://exemple.fr", "http://exemple.fr"),
    ("source-date", "15/06/2023", "2023-06-15"),
    ("source-date", "6/2023", "2023-06"),
    ("source-date", "juin 2023", "2023-06"),
    ("source-date", "1er Août 2023", "2023-08-01"),
    ("source-date", "15/13/2023", "15/13/2023"),
    ("source-date", "été 2023", "été 2023"),
    ("source-date", "2023-06", "2023-06"),
    ("text", "www.exemple.fr", "www.exemple.fr"),
])
def test_what_people_are_used_to_write_is_tidied(lib, kind, text, expected):
    assert lib("tidy", "tidyValue", kind, text) == expected


@pytest.mark.parametrize(("body", "expected"), [
    ("Il y a :\n•\tun\n•\tdeux\nPuis rien.", "Il y a :\n\n- un\n- deux\n\nPuis rien."),
    ("• un\n\n· deux", "- un\n\n- deux"),
    ("- un\n- deux", "- un\n- deux"),
    ("3 · 4", "3 · 4"),
])
def test_the_bullets_of_a_word_processor_become_a_list(lib, body, expected):
    assert lib("tidy", "tidyBody", body) == expected
