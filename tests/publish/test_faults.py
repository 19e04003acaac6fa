"""Machines that fail under a real build: the site is the old or the new one, and one line says why.

Full and read-only disks are real ones, mounted for the test in a private name space; where that
is not allowed, those tests are skipped and say so.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ecoq.pipeline import CACHE
from ecoq.publish.alone import alone_in
from ecoq.publish.destination import Destination
from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.replace import replace_folder
from ecoq.publish.verify import verify_site

REPOSITORY = Path(__file__).parents[2]
ECOQ = (sys.executable, "-m", "ecoq")


@pytest.fixture
def project_with_site(golden_project, tmp_path):
    """The miniature project to build again: what its last build left is true of this copy."""
    root = Path(shutil.copytree(golden_project, tmp_path / "project", copy_function=shutil.copy2))
    [record] = root.glob(f"{CACHE}/state-*.json")
    record.rename(Destination(output=root / "site", cache=root / CACHE).state)
    return root


def forget_last_build(root):
    """Leave in the cache the files that no content decides: all others are written again."""
    for path in (root / CACHE).iterdir():
        if path.is_dir() and path.name != "files":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def run(*arguments, root, before=(), jobs=2):
    jobs = ("--jobs", str(jobs)) if "build" in arguments else ()
    return subprocess.run(
        [*before, *ECOQ, *arguments, *jobs, "--root", str(root)],
        capture_output=True, text=True, check=False, cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def digests(site):
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*") if path.is_file()
    }


def edit(root, word="changé"):
    """What the next build has to publish."""
    path = root / "content/pages/a-propos.md"
    path.write_text(path.read_text() + f"\nUn mot {word}.\n")


def assert_refused_in_one_line(done, words):
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Erreur")]
    assert words in line


def can_mount():
    if shutil.which("unshare") is None:
        return False
    done = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True, check=False,
    )
    return done.returncode == 0


needs_mounts = pytest.mark.skipif(
    not can_mount(), reason="NO REAL FULL DISK HERE: mounting is not allowed to this user"
)


def with_disk(folder, size, *, then=""):
    """A command before another, that puts a small disk at ``folder`` with what was in it."""
    script = (
        f'set -e; cp -a "{folder}" "{folder}.kept"; '
        f'mount -t tmpfs -o size={size} tmpfs "{folder}"; '
        f'cp -a "{folder}.kept/." "{folder}"; {then} "$@" && code=0 || code=$?; '
        f'rm -rf "{folder}.after"; cp -a "{folder}" "{folder}.after"; exit $code'
    )
    return ("unshare", "-rm", "sh", "-c", script, "sh")


@needs_mounts
@pytest.mark.parametrize("room", [0, 400])
def test_a_full_disk_leaves_the_old_site_whole(project_with_site, room):
    """The site and the cache on a disk that has only so many kilobytes left."""
    root = project_with_site
    before = digests(root / "site")
    forget_last_build(root)
    edit(root)
    kept = sum(path.stat().st_blocks // 2 + 4 for path in root.rglob("*"))
    done = run("build", "--no-pdf", root=root, before=with_disk(root, f"{kept + room}k"))
    assert_refused_in_one_line(done, "plus de place sur le disque")
    after = Path(f"{root}.after")
    assert digests(after / "site") == before
    assert not list((after / ".cache").rglob("page*"))


@needs_mounts
def test_a_full_cache_disk_does_not_stop_a_build_elsewhere(project_with_site):
    root = project_with_site
    shutil.rmtree(root / ".cache")
    (root / ".cache").mkdir()
    edit(root)
    done = run("build", "--no-pdf", root=root, before=with_disk(root / ".cache", "16k"))
    assert done.returncode == 0, done.stderr
    assert "mot changé" in (root / "site/a-propos/index.html").read_text()
    assert verify_site(root / "site") == []


@needs_mounts
def test_a_site_on_another_disk_is_replaced_whole(project_with_site):
    """Folders are not exchanged between two disks: the new one is made beside the old one."""
    root = project_with_site
    elsewhere = root / "disk"
    elsewhere.mkdir()
    site = elsewhere / "www"
    command = (*ECOQ, "build", "--no-pdf", "--root", str(root), "--output", str(site))
    once = subprocess.run(
        [*with_disk(elsewhere, "80m", then=f"{' '.join(command)};"), *command],
        capture_output=True, text=True, check=False, cwd=REPOSITORY,
    )
    assert once.returncode == 0, once.stderr
    assert verify_site(root / "disk.after" / "www") == []
    assert [path.name for path in (root / "disk.after").iterdir()] == ["www"]


@needs_mounts
@pytest.mark.parametrize("folder", [".cache", "."])
def test_a_read_only_folder_is_said_and_the_old_site_stays(project_with_site, folder):
    root = project_with_site
    before = digests(root / "site")
    edit(root)
    path = (root / folder).resolve()
    script = f'mount --bind "{path}" "{path}" && mount -o remount,bind,ro "{path}" && exec "$@"'
    done = run("build", "--no-pdf", root=root, before=("unshare", "-rm", "sh", "-c", script, "sh"))
    assert_refused_in_one_line(done, "n'accepte que la lecture")
    assert digests(root / "site") == before


# Nothing is refused to root, unless it gives up the right to pass over what files allow.
as_anybody = (
    () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
)


def can_be_refused():
    if as_anybody and shutil.which("setpriv") is None:
        return False
    return subprocess.run([*as_anybody, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(
    not can_be_refused(), reason="NO RIGHT IS REFUSED HERE: root cannot give its rights up"
)
def test_a_folder_without_the_right_to_write_is_said(project_with_site):
    root = project_with_site
    edit(root)
    root.chmod(0o555)
    (root / ".cache/ecoq").chmod(0o555)
    done = run("build", "--no-pdf", root=root, before=as_anybody)
    root.chmod(0o755)
    assert_refused_in_one_line(done, "l'accès est refusé")


@pytest.mark.parametrize("name", ["site", ".cache"])
def test_a_file_where_a_folder_must_be_is_said_and_kept(project_with_site, name):
    root = project_with_site
    shutil.rmtree(root / name)
    (root / name).write_text("à garder")
    edit(root)
    assert_refused_in_one_line(run("build", "--no-pdf", root=root), "fichier")
    assert (root / name).read_text() == "à garder"


def test_an_output_that_is_a_file_is_said_before_any_work(project_with_site):
    root = project_with_site
    (root / "notes.txt").write_text("à garder")
    done = run("build", "--output", str(root / "notes.txt"), root=root)
    assert_refused_in_one_line(done, "notes.txt » est un fichier : il faut un dossier")
    assert (root / "notes.txt").read_text() == "à garder"


def test_a_link_to_a_folder_stays_a_link(project_with_site):
    root = project_with_site
    (root / "site").rename(root / "www")
    (root / "site").symlink_to(root / "www")
    edit(root)
    assert run("build", "--no-pdf", root=root).returncode == 0
    assert (root / "site").is_symlink()
    assert "mot changé" in (root / "www/a-propos/index.html").read_text()


def test_two_builds_at_once_both_end_and_do_not_mix(project_with_site):
    root = project_with_site
    edit(root)
    builds = [
        subprocess.Popen(
            [*ECOQ, "build", "--no-pdf", "--jobs", "2", "--root", str(root), "--no-cache"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=REPOSITORY,
        )
        for _ in range(2)
    ]
    for build in builds:
        _, said = build.communicate()
        assert build.returncode == 0, said
    assert verify_site(root / "site") == []
    assert "mot changé" in (root / "site/a-propos/index.html").read_text()
    assert not list((root / ".cache/ecoq").glob(".ecoq-build-*"))


def test_a_build_that_waits_too_long_for_another_says_so(tmp_path):
    script = (
        "import sys; from pathlib import Path; from ecoq.publish.alone import alone_in\n"
        "with alone_in(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=REPOSITORY,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:
        other.stdout.readline()
        with pytest.raises(EnvironmentProblem, match="autre construction"), alone_in(tmp_path, 0.1):
            pass
        other.kill()
    with alone_in(tmp_path, 0.1):
        pass


def test_what_a_killed_build_left_goes_away_with_the_next_one(project_with_site):
    root = project_with_site
    edit(root)
    with subprocess.Popen(
        [*ECOQ, "build", "--no-pdf", "--jobs", "2", "--root", str(root), "--no-cache"],
        stdout=subprocess.DEVNULL, cwd=REPOSITORY,
    ) as build:
        while not list((root / ".cache/ecoq").glob(".ecoq-build-*")) and build.poll() is None:
            time.sleep(0.005)
        build.kill()
    assert run("build", "--no-pdf", root=root).returncode == 0
    assert not list((root / ".cache/ecoq").glob(".ecoq-build-*"))


def test_a_clock_that_jumps_changes_nothing(project_with_site):
    root = project_with_site
    edit(root)
    later = time.time() + 20 * 365 * 86_400
    for path in [*(root / "content").rglob("*"), *(root / ".cache").rglob("*"),
                 *(root / "site").rglob("*")]:
        os.utime(path, (later, later))
    assert run("build", "--no-pdf", root=root).returncode == 0
    in_the_future = listed(root / "site")
    for path in (root / "content").rglob("*"):
        os.utime(path, (0, 0))
    edit(root, "de plus")
    assert run("build", "--no-pdf", root=root).returncode == 0
    assert "de plus" in (root / "site/a-propos/index.html").read_text()
    assert verify_site(root / "site") == []
    assert set(listed(root / "site")) == set(in_the_future)


def listed(site):
    return json.loads((site / "build.json").read_text())["files"]


def test_a_site_that_was_moved_or_copied_is_made_as_new(project_with_site, tmp_path):
    root = project_with_site
    expected = listed(root / "site")
    shutil.move(root / "site", tmp_path / "moved")
    assert run("build", "--no-pdf", root=root).returncode == 0
    assert listed(root / "site") == expected
    copied = Path(shutil.copytree(root, tmp_path / "copy"))  # with new times
    assert run("build", "--no-pdf", root=copied).returncode == 0
    assert listed(copied / "site") == expected
    assert verify_site(tmp_path / "moved") == []


def test_a_disk_that_fails_between_two_renames_brings_the_old_site_back(tmp_path, monkeypatch):
    site, new = tmp_path / "site", tmp_path / "new"
    for folder in (site, new):
        folder.mkdir()
        (folder / "build.json").write_text('{"files": {}}')
    (site / "build.json").write_text('{"files": {"old": ""}}')
    (site / "old").write_text("1")
    rename = Path.rename

    def fail(path, target):
        if path == new:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr("ecoq.publish.replace._exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input"):
        replace_folder(site, new)
    assert (site / "old").read_text() == "1"


def test_a_folder_of_the_user_called_old_is_not_deleted(tmp_path, monkeypatch):
    site, new, own = tmp_path / "site", tmp_path / "new", tmp_path / "site.old"
    for folder in (site, new, own):
        folder.mkdir()
        (folder / "build.json").write_text('{"files": {}}')
    (own / "notes.txt").write_text("à garder")
    monkeypatch.setattr("ecoq.publish.replace._exchange", lambda one, other: False)
    with pytest.raises(EnvironmentProblem, match=r"notes\.txt"):
        replace_folder(site, new)
    assert (own / "notes.txt").exists()
    assert site.exists()
