from ecoq.render.static_map import FRANCE, inset_labels, outline_rings
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
