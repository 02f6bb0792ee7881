"""The Debian package: the frozen folder under /opt, its two commands, its icon, and the types of our files.

There is no script of ours in it: nothing runs at installation, and removing the package never touches what
people wrote, which lies in their own folders.
"""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

LINUX = Path(__file__).resolve().parent / "linux"
PLACE = "opt/commission-app"
COMMANDS = ("commission-app", "commission-app-fenetre")
MAINTAINER = "Équipe de commission-app <commission-app@localhost>"

# What the frozen folder leaves to the system: the C library, the X server's and OpenGL's own libraries.
DEPENDS = (
    "libc6 (>= 2.34)", "libegl1", "libgl1", "libfontconfig1", "libx11-6", "libx11-xcb1", "libxcb1",
    "libdbus-1-3", "fontconfig-config", "shared-mime-info", "hicolor-icon-theme",
)  # fmt: skip


def package(folder: Path, build: Path, to: Path, version: str) -> Path:
    """Return the package made of the frozen folder. Raises CalledProcessError when `dpkg-deb` refuses."""
    tree = build / "debian"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / PLACE, symlinks=True)
    for command in COMMANDS:
        link = _place(tree / "usr/bin" / command)
        link.symlink_to(f"/{PLACE}/{command}")
    share = tree / "usr/share"
    _copy(LINUX / "commission-app.desktop", share / "applications/commission-app.desktop")
    _copy(LINUX / "commission-app.xml", share / "mime/packages/commission-app.xml")
    _copy(build / "icons/commission.png", share / "icons/hicolor/512x512/apps/commission-app.png")
    _copy(LINUX.parents[1] / "LICENSE", share / "doc/commission-app/copyright")
    _fill(
        "fr.commission.app.metainfo.xml", share / "metainfo", version=version, date=_day(version_file=folder)
    )
    kilobytes = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    _fill(
        "control",
        tree / "DEBIAN",
        version=version,
        architecture=_architecture(),
        maintainer=MAINTAINER,
        kilobytes=str(kilobytes),
        depends=", ".join(DEPENDS),
    )
    file = to / f"commission-app_{version}_{_architecture()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z8", "--build", str(tree), str(file)], check=True
    )
    return file


def _architecture() -> str:
    answer = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True)
    return answer.stdout.strip()


def _day(version_file: Path) -> str:
    """Return the day of the build, or the one `SOURCE_DATE_EPOCH` asks for."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", version_file.stat().st_mtime))
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


def _fill(name: str, folder: Path, **values: str) -> None:
    text = (LINUX / name).read_text(encoding="utf-8")
    for word, value in values.items():
        text = text.replace("{" + word + "}", value)
    _place(folder / name).write_text(text, encoding="utf-8")


def _copy(file: Path, to: Path) -> None:
    shutil.copyfile(file, _place(to))


def _place(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
