"""The built wheel holds what the package needs to run: templates, static files, designs, migrations."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "wagtail_credentials"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel built from a copy, so that the tree stays as it was."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / PACKAGE, source / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", folder, source], check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


def test_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / PACKAGE).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    packed = {name for name in wheel if ".dist-info/" not in name}

    assert packed == expected


@pytest.mark.parametrize("folder", ["migrations", "templates", "static", "management/commands"])
def test_wheel_holds_files_in(wheel, folder):
    assert [name for name in wheel if name.startswith(f"{PACKAGE}/{folder}/")]


def test_wheel_names_its_licence(wheel):
    assert [name for name in wheel if name.endswith(".dist-info/licenses/LICENSE")]
