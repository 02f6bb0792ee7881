"""The MSI of Windows: the frozen folder in Program Files, for every user of the machine.

On Windows, WiX 3 makes the one to be signed and released. Elsewhere `wixl` builds the same source: it proves
that the source holds together, not that the installer installs.
"""

import shutil
import subprocess
import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

WINDOWS = Path(__file__).resolve().parent / "windows"
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
COMPONENTS = uuid.UUID(
    "1f5ad0f5-54a8-4a5b-8f0d-6c6a2c7d9d10"
)  # a file keeps its identity from version to version


def can_make() -> bool:
    """Tell whether something here builds an MSI."""
    return shutil.which("candle") is not None or shutil.which("wixl") is not None


def package(folder: Path, build: Path, to: Path, version: str) -> Path:
    """Return the MSI made of the frozen folder. Raises CalledProcessError when the source is refused."""
    frozen = build / "frozen.wxs"
    build.mkdir(parents=True, exist_ok=True)
    listing(folder).write(frozen, encoding="utf-8", xml_declaration=True)
    file = to / f"commission-app-{version}.msi"
    sources = [str(WINDOWS / "installer.wxs"), str(frozen)]
    if shutil.which("candle") is not None:
        objects = [str(build / f"{Path(source).stem}.wixobj") for source in sources]
        _run("candle", "-arch", "x64", f"-dVersion={version}", "-out", f"{build}/", *sources)
        _run("light", "-cultures:fr-fr", "-b", str(folder), "-out", str(file), *objects)
    else:
        _run(
            "wixl",
            "-a",
            "x64",
            "-D",
            f"Version={version}",
            "-D",
            "Win64=yes",
            "-o",
            str(file),
            *sources,
            place=folder,
        )
    return file


def listing(folder: Path) -> "ET.ElementTree[ET.Element]":
    """Return every file of a folder as the component group « Frozen », in WiX's own words."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("Wix"))
    places = ET.SubElement(ET.SubElement(root, _tag("Fragment")), _tag("DirectoryRef"))
    places.set("Id", "INSTALLDIR")
    group = ET.SubElement(ET.SubElement(root, _tag("Fragment")), _tag("ComponentGroup"))
    group.set("Id", "Frozen")
    _list(folder, folder, places, group)
    return ET.ElementTree(root)


def _list(folder: Path, root: Path, place: ET.Element, group: ET.Element) -> None:
    for entry in sorted(folder.iterdir()):
        name = _identity(entry.relative_to(root))
        if entry.is_dir():
            inner = ET.SubElement(place, _tag("Directory"), Id=f"d{name}", Name=entry.name)
            _list(entry, root, inner, group)
            continue
        guid = str(uuid.uuid5(COMPONENTS, entry.relative_to(root).as_posix())).upper()
        component = ET.SubElement(place, _tag("Component"), Id=f"c{name}", Guid=guid, Win64="yes")
        ET.SubElement(
            component,
            _tag("File"),
            Id=f"f{name}",
            Name=entry.name,
            Source=str(entry.relative_to(root)),
            KeyPath="yes",
        )
        ET.SubElement(group, _tag("ComponentRef"), Id=f"c{name}")


def _identity(path: Path) -> str:
    return uuid.uuid5(COMPONENTS, path.as_posix()).hex


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _run(*command: str, place: Path = WINDOWS) -> None:
    subprocess.run(command, cwd=place, check=True)
