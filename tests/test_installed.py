"""The versions of the packages that are installed."""

import sys
from importlib import metadata

import pytest

from ecoq.installed import find_versions, versions_of


@pytest.mark.parametrize("package", ["Jinja2", "PyYAML", "XStatic-Leaflet", "font-source-sans-pro"])
def test_version_is_that_which_the_package_tells(package):
    assert versions_of([package]) == (f"{package} {metadata.version(package)}",)


def test_package_that_left_no_folder_is_asked_for_its_version(monkeypatch):
    monkeypatch.setattr("ecoq.installed.find_versions", dict)
    assert versions_of(["Jinja2"]) == (f"Jinja2 {metadata.version('Jinja2')}",)


def test_package_that_is_not_installed_has_no_version():
    with pytest.raises(metadata.PackageNotFoundError):
        versions_of(["ecoq-of-the-future"])


def test_of_two_versions_the_one_that_python_finds_first_counts(tmp_path, monkeypatch):
    for folder, version in (("a", "2.0"), ("b", "1.0")):
        (tmp_path / folder / "site-packages" / f"Some.Package-{version}.dist-info").mkdir(
            parents=True
        )
    folders = [str(tmp_path / folder / "site-packages") for folder in "ab"]
    monkeypatch.setattr(sys, "path", folders)
    assert find_versions() == {"some_package": "2.0"}
