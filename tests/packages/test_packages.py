"""What is frozen and packed: refused when it could open a connection, listed whole, named for people."""

import configparser
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from tests.house.sources import ROOT

PACKAGING = ROOT / "packaging"
TYPES = ("lot", "fiche", "brouillon", "accuse")


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """Give the recipe, as the file that is run imports its neighbours, on an empty place."""
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    module = importlib.import_module("build")
    monkeypatch.setattr(module, "BUILD", tmp_path / "build")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "commission-app")
    (tmp_path / "build" / "commission").mkdir(parents=True)
    (tmp_path / "commission-app").mkdir()
    yield module
    for name in ("build", "debian", "msi", "start"):
        sys.modules.pop(name, None)


def froze(build: ModuleType, *modules: str) -> None:
    entries = [(name, f"{name}.py", "PYMODULE") for name in modules]
    (build.BUILD / "commission" / "PYZ-00.toc").write_text(repr(("PYZ-00.pyz", entries)), encoding="utf-8")


def test_a_frozen_folder_without_a_network_module_passes(build: ModuleType) -> None:
    froze(build, "commission_app", "urllib.parse")
    build.check_no_network()


@pytest.mark.parametrize("module", ["PySide6.QtNetwork", "requests", "aiohttp", "ssl"])
def test_a_frozen_module_that_could_open_a_connection_stops_the_build(build: ModuleType, module: str) -> None:
    froze(build, "commission_app", module)
    with pytest.raises(SystemExit, match=module):
        build.check_no_network()


def test_a_frozen_library_that_could_open_a_connection_stops_the_build(build: ModuleType) -> None:
    froze(build, "commission_app")
    (build.FOLDER / "libQt6Network.so.6").touch()
    with pytest.raises(SystemExit, match="Qt6Network"):
        build.check_no_network()


def test_an_empty_list_of_modules_proves_nothing_and_stops_the_build(build: ModuleType) -> None:
    froze(build)
    with pytest.raises(SystemExit):
        build.check_no_network()


def test_the_installer_lists_every_file_once_under_names_that_last(build: ModuleType) -> None:
    for name in ("commission-app.exe", "_internal/base.zip", "_internal/PySide6/Qt6Core.dll"):
        file = build.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    msi = importlib.import_module("msi")

    def identities(root: ET.Element) -> dict[str, str]:
        components = root.iter(f"{{{msi.NAMESPACE}}}Component")
        return {component[0].get("Source", ""): component.get("Guid", "") for component in components}

    first, again = (identities(msi.listing(build.FOLDER).getroot()) for _ in range(2))
    assert first == again
    assert set(first) == {"commission-app.exe", "_internal/base.zip", "_internal/PySide6/Qt6Core.dll"}
    assert len(set(first.values())) == 3


@pytest.mark.parametrize("kind", TYPES)
def test_every_system_knows_the_names_of_our_files(kind: str) -> None:
    for file in ("linux/commission-app.xml", "windows/installer.wxs", "macos/Info.plist"):
        text = (PACKAGING / file).read_text(encoding="utf-8")
        assert f".{kind}" in text or f"<string>{kind}</string>" in text, file


def test_a_double_click_on_a_lot_starts_the_window_with_it() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(PACKAGING / "linux" / "commission-app.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "commission-app-fenetre --lot %f"
    assert entry["Desktop Entry"]["MimeType"] == "application/vnd.commission.lot;"
