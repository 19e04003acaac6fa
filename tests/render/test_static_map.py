from itertools import combinations
from math import dist

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.static_map import (
    FRANCE,
    draw_territory,
    inset_boxes,
    inset_labels,
    outline_rings,
)
from ecoq.site.assemble import assemble
from ecoq.territory.outlines import Level, land_paths


def test_outline_is_read_as_closed_lines_on_the_drawing():
    rings = list(outline_rings(land_paths(Level.REGIONS)["53"]))
    assert rings
    points = [point for ring in rings for point in ring]
    assert all(0 <= x <= FRANCE.width and 0 <= y <= FRANCE.height for x, y in points)


def test_relative_points_add_up():
    assert list(outline_rings("M10 20l5 0 0-5zM1 1l-1 1z")) == [
        [(10, 20), (15, 20), (15, 15)], [(1, 1), (0, 2)],
    ]


def test_each_inset_has_a_name_within_the_view():
    labels = inset_labels()
    assert [label.lines[0] for label in labels][:5] == [
        "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte",
    ]
    assert all(label.y + 11 * (len(label.lines) - 1) < FRANCE.height for label in labels)


@pytest.mark.parametrize("code", ["01", "02", "03", "04", "06"])
def test_a_territory_overseas_shows_no_line_of_its_frame(code):
    view = draw_territory([], Level.REGIONS, code).view
    assert any(
        box.x < view.x and view.x + view.width < box.x + box.width
        and box.y < view.y and view.y + view.height < box.y + box.height
        for box in inset_boxes()
    )


def test_no_fiche_of_a_town_hides_another_on_the_drawing_of_its_territory(
    project, gazetteer, fiche
):
    files = {f"content/initiatives/velo-{number}.md": fiche() for number in range(12)}
    site = assemble(load_content(project(files), Report()), gazetteer)
    drawing = draw_territory(site.initiatives, Level.REGIONS, "24")
    places = [(pin.x, pin.y) for pin in drawing.pins]
    assert len(places) == 12
    assert min(dist(one, other) for one, other in combinations(places, 2)) > 1.5 * drawing.radius
