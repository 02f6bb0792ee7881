"""The guides shipped with the application: read a chapter at a time on screen, written as tagged PDFs.

Their sources are in `resources/guides/`, whose README says how they are written.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

from commission_app import __version__, resources
from commission_app.sealing.atomic_file import write_atomically
from commission_app.texts import typeset
from commission_app.workflow.exchanged_files import refuse_existing
from commission_app.workflow.progress import Progress

Side = Literal["membre", "secretariat"]

_SECTION = re.compile(r"^(?=##+ )", re.MULTILINE)
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]+)\]\((?P<file>[^)]+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Guide:
    """One guide: the name of its folder, and what its cover says."""

    name: str
    title: str
    words: str
    side: Side  # whose window shows it

    @property
    def file_name(self) -> str:
        """Return the name of its PDF file."""
        return f"guide-{self.name}.pdf"


@dataclass(frozen=True)
class GuideChapter:
    """One chapter as the window shows it: its Markdown names pictures from the folder of the guides."""

    title: str
    markdown: str


GUIDES: Final = (
    Guide(
        "membre",
        "Guide du membre",
        "Pour les personnes qui lisent les dossiers et les notent.",
        "membre",
    ),
    Guide(
        "secretariat",
        "Guide du secrétariat",
        "Pour les personnes qui préparent la campagne, reçoivent les fiches et tiennent la séance.",
        "secretariat",
    ),
    Guide(
        "informatique",
        "Guide du service informatique",
        "Pour les personnes qui installent l’application, la mettent à jour et la dépannent.",
        "secretariat",
    ),
    Guide(
        "securite",
        "Dossier de sécurité",
        "Pour les personnes qui homologuent l’application et répondent de ses traitements.",
        "secretariat",
    ),
)


def guides(side: Side) -> tuple[Guide, ...]:
    """Return the guides that one side reads."""
    return tuple(guide for guide in _written() if guide.side == side)


def folder_of_pictures() -> Path:
    """Return the folder from which chapters name their pictures."""
    return resources.path("guides")


@cache
def chapters(name: str) -> tuple[GuideChapter, ...]:
    """Return the chapters of a guide, in order, with the no-break spaces of French."""
    return tuple(_on_screen(number, text) for number, text in enumerate(_sources(name), start=1))


def write_guides(folder: Path, date: datetime, progress: Progress) -> tuple[Path, ...]:
    """Write every guide into a folder. ARC-08 before any is written; DSK-05, DSK-06, DSK-24."""
    known = _written()
    files = tuple(folder / guide.file_name for guide in known)
    for file in files:
        refuse_existing(file)
    for done, (guide, file) in enumerate(zip(known, files, strict=True)):
        progress(done, len(known), guide.title)
        write_guide(guide, file, date)
    progress(len(known), len(known), "")
    return files


def write_guide(guide: Guide, file: Path, date: datetime) -> Path:
    """Write one guide where a person said, in the place of what they agreed to replace."""
    write_atomically(file, guide_as_pdf(guide, date))
    return file


def guide_as_pdf(guide: Guide, date: datetime) -> bytes:
    """Return a guide as a tagged PDF file."""
    from commission_app.printing.guide_pdf import GuidePrint, guide_pdf  # heavy: not before somebody asks
    from commission_app.printing.guide_text import read_chapter

    return guide_pdf(
        GuidePrint(
            title=guide.title,
            words=guide.words,
            version=__version__,
            date=date,
            chapters=tuple(read_chapter(text) for text in _sources(guide.name)),
            picture=_picture,
        )
    )


def _written() -> tuple[Guide, ...]:
    return tuple(guide for guide in GUIDES if _files(guide.name))


def _files(name: str) -> list[Path]:
    return sorted(resources.path(f"guides/{name}").glob("*.md"))


def _sources(name: str) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in _files(name)]


def _picture(name: str) -> bytes:
    return (folder_of_pictures() / "images" / name).read_bytes()


def _on_screen(number: int, text: str) -> GuideChapter:
    """Number the chapter as on paper; let each picture be followed by the words that say what it shows.

    A section is one level lower than in its file: the page has its own title, as those of the help.
    """
    title = f"{number}. {text.partition(chr(10))[0].removeprefix('# ').strip()}"
    told = _PICTURE.sub(r"![\g<alt>](\g<file>)\n\n*\g<alt>*", text.partition("\n")[2])

    return GuideChapter(typeset(title), typeset(_SECTION.sub("#", told).strip()))
