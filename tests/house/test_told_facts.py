"""What the README and the guides tell of the project is there: paths, commands, options, codes, figures."""

import re
import shlex
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from commission_app.cli.french import FrenchParser
from commission_app.cli.main import make_parser
from commission_app.messages import TABLE
from commission_app.reader.client import IMPORT_SECONDS, READING_SECONDS
from commission_app.reader.limits import ADDRESSES_BYTES, OPEN_FILES
from commission_app.sealing.age_recipients import ScryptPassphrase
from commission_app.sealing.bundle import MAX_LOT_BYTES
from commission_app.sealing.keyring_slot import PATIENCE_SECONDS
from commission_app.sealing.volumes import MAX_VOLUMES
from commission_app.texts import decimal_fr
from commission_app.workflow.idle import IDLE_SECONDS
from commission_app.workflow.preparation.lots.volumes import SIZES
from tests.house.sources import ROOT

GUIDES = ROOT / "resources" / "guides"
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(
    r"(?:docs|resources|tests|packaging|commission_app|requirements|benchmarks|\.github)/[\w./-]+"
)
LINK = re.compile(r"\]\(([\w./-]+)\)")
REFUSAL = re.compile(r"[A-Z]{3}-\d{2}")
OURS = re.compile(r"(?:commission-app(?:-fenetre)?|\.venv/bin/python -m commission_app) +(?P<words>\S.*)")
PROCESS = "worker"  # started by the application alone: no command of a person
FIGURES = (
    ("informatique/04-fichiers-et-transport.md", f"{decimal_fr(Fraction(MAX_LOT_BYTES, 10**9))} Go"),
    ("informatique/04-fichiers-et-transport.md", f"{MAX_VOLUMES} volumes"),
    ("informatique/04-fichiers-et-transport.md", f"{', '.join(map(str, SIZES[:-1]))} ou {SIZES[-1]} Mo"),
    ("informatique/05-donnees.md", {20: "vingt secondes"}[round(PATIENCE_SECONDS)]),
    ("informatique/06-postes-verrouilles.md", f"{READING_SECONDS:.0f} secondes pour une page"),
    ("informatique/06-postes-verrouilles.md", f"{IMPORT_SECONDS:.0f} pour une pièce importée"),
    ("informatique/06-postes-verrouilles.md", f"{ADDRESSES_BYTES >> 30} Go d’adresses"),
    ("informatique/06-postes-verrouilles.md", f"{OPEN_FILES} fichiers ouverts"),
    ("informatique/06-postes-verrouilles.md", f"après {IDLE_SECONDS // 60} minutes"),
    ("securite/05-cryptographie.md", f"Facteur {ScryptPassphrase('').work_factor} "),
)


def told() -> list[Path]:
    """Return the pages that tell of the project to those who install, judge, use or continue it."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(GUIDES.glob("*/*.md"))]


def absent_paths(text: str) -> Iterator[str]:
    """Yield the files that a text names and that the project does not have."""
    for span in CODE.findall(FENCED.sub("", text)):
        if PATH.fullmatch(span) and not (ROOT / span).exists():
            yield span


def absent_links(text: str, folder: Path) -> Iterator[str]:
    """Yield the pictures and pages that a text leads to and that are not in the folder it counts from."""
    yield from (target for target in LINK.findall(text) if not (folder / target).exists())


def unknown_refusals(text: str) -> Iterator[str]:
    """Yield the codes that no refusal bears."""
    yield from (span for span in CODE.findall(text) if REFUSAL.fullmatch(span) and span not in TABLE)


def wrong_commands(text: str) -> Iterator[str]:
    """Yield the commands to be typed that the parser refuses."""
    for block in FENCED.findall(text):
        for line in block.splitlines():
            found = OURS.fullmatch(line)
            if found and _exit_code(shlex.split(found["words"])) != 0:
                yield line


def unknown_commands(text: str, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """Yield the commands named in passing, arguments left out, that do not exist or lack an option."""
    for span in CODE.findall(FENCED.sub("", text)):
        found = OURS.fullmatch(span)
        if not found or found["words"] == PROCESS:
            continue
        capsys.readouterr()
        words = shlex.split(found["words"])
        names = [word for word in words if re.fullmatch(r"[a-z][a-z-]+", word) and not (ROOT / word).exists()]
        known = _exit_code([*names, "--help"]) == 0
        told_options = capsys.readouterr().out
        if not known or not all(word in told_options for word in words if word.startswith("--")):
            yield span


@cache
def parser() -> FrenchParser:
    return make_parser()


def _exit_code(words: list[str]) -> int:
    try:
        parser().parse_args(words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.mark.parametrize("page", told(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_names_is_in_the_project(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = page.read_text(encoding="utf-8")
    assert list(absent_paths(text)) == []
    assert list(absent_links(text, ROOT if page.parent == ROOT else GUIDES)) == []
    assert list(unknown_refusals(text)) == []
    assert list(wrong_commands(text)) == []
    assert list(unknown_commands(text, capsys)) == []


@pytest.mark.parametrize(("page", "words"), FIGURES, ids=str)
def test_the_figures_of_the_guides_are_those_of_the_code(page: str, words: str) -> None:
    assert words in " ".join((GUIDES / page).read_text(encoding="utf-8").split())


def test_the_rules_see_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(absent_paths("`docs/nothing.md` beside `docs/formats.md`")) == ["docs/nothing.md"]
    assert list(absent_links("![a](docs/images/none.png) [b](docs)", ROOT)) == ["docs/images/none.png"]
    assert list(unknown_refusals("`DSK-99`, `DSK-20`")) == ["DSK-99"]
    fenced = "```\ncommission-app cut un.lot ici --size 10\ncommission-app cut un.lot\n```\n"
    assert list(wrong_commands(fenced)) == ["commission-app cut un.lot"]
    spans = "`commission-app withhold`, `commission-app cut --weight 3`, `commission-app publish`"
    assert list(unknown_commands(spans, capsys)) == [
        "commission-app cut --weight 3",
        "commission-app publish",
    ]
