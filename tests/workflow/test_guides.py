"""The guides as they are shipped: they parse, show what they say, name what exists, and print."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import commission_app
from commission_app.errors import AppError
from commission_app.printing.guide_text import Chapter, Picture, read_chapter
from commission_app.printing.pictures import read_picture
from commission_app.texts import typeset
from commission_app.workflow.guides import (
    GUIDES,
    Guide,
    chapters,
    folder_of_pictures,
    guide_as_pdf,
    guides,
    write_guides,
)
from tests.house.test_words import NOT_TO_A_MEMBER, NOWHERE, TYPEWRITTEN
from tests.printing.conftest import HAS_POPPLER
from tests.printing.reading import pages_of, tags_of

NAMES = [guide.name for guide in GUIDES]
LABEL = re.compile(r"\*\*« ([^»]+) »\*\*")
CODE = re.compile(r"^```.*?^```|`[^`]*`", re.MULTILINE | re.DOTALL)
MOST_BYTES = 3_000_000
DATE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def sources(name: str) -> dict[str, str]:
    found = sorted((folder_of_pictures() / name).glob("*.md"))
    return {file.name: file.read_text(encoding="utf-8") for file in found}


def read(name: str) -> dict[str, Chapter]:
    return {file: read_chapter(text) for file, text in sources(name).items()}


def pictures(name: str) -> list[Picture]:
    return [part for chapter in read(name).values() for part in chapter.parts if isinstance(part, Picture)]


@cache
def sources_of_the_window() -> str:
    """Return the Python of the window and of the words that the workflow lends it, without access keys."""
    package = Path(commission_app.__file__).parent
    files = (file for part in ("ui", "workflow") for file in (package / part).rglob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files).replace("&", "")


def is_written(label: str) -> bool:
    """Tell whether a whole text of the window is this one."""
    return f'"{label}"' in sources_of_the_window()


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_has_chapters_that_parse(name: str) -> None:
    assert len(read(name)) > 4
    assert [chapter.title for chapter in chapters(name)] == [
        typeset(f"{number}. {chapter.title}") for number, chapter in enumerate(read(name).values(), start=1)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_exists_and_says_what_it_shows(name: str) -> None:
    for picture in pictures(name):
        data = (folder_of_pictures() / "images" / picture.name).read_bytes()
        assert read_picture(picture.name, data).size[0] > 200
        assert len(picture.alt) > 20, picture
        assert not picture.alt.casefold().startswith(("capture", "image")), picture


def test_no_picture_is_shipped_for_nothing_and_together_they_are_light() -> None:
    shipped = {file.name: file.stat().st_size for file in (folder_of_pictures() / "images").iterdir()}
    assert set(shipped) == {picture.name for name in NAMES for picture in pictures(name)}
    assert sum(shipped.values()) < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_every_label_that_a_guide_names_is_written_in_the_application(name: str) -> None:
    named = {label for text in sources(name).values() for label in LABEL.findall(text)}
    assert sorted(label for label in named if not is_written(label)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_follows_french_typography_and_the_words_of_the_commission(name: str) -> None:
    rules = (TYPEWRITTEN, NOT_TO_A_MEMBER) if name == "membre" else (TYPEWRITTEN,)
    for file, text in sources(name).items():
        prose = CODE.sub("", text).replace("images/", "")
        found = [match.group() for rule in rules for match in rule.finditer(prose)]
        assert found == [], file


@pytest.mark.parametrize("name", ["membre", "secretariat"])
def test_a_guide_of_use_keeps_to_the_words_of_the_commission(name: str) -> None:
    for file, text in sources(name).items():
        assert [match.group() for match in NOWHERE.finditer(CODE.sub("", text))] == [], file


def test_the_rules_see_a_label_that_is_nowhere() -> None:
    assert is_written("Remettre ma fiche")
    assert not is_written("Remettre ma")
    assert not is_written("Envoyer ma fiche")


def test_a_member_reads_their_own_guide_and_the_secretariat_the_three_others() -> None:
    assert [guide.name for guide in guides("membre")] == ["membre"]
    assert [guide.name for guide in guides("secretariat")] == ["secretariat", "informatique", "securite"]


@pytest.mark.skipif(not HAS_POPPLER, reason="poppler reads the file back")
def test_the_members_guide_has_its_contents_with_the_pages_where_chapters_are() -> None:
    guide = GUIDES[0]
    pdf = guide_as_pdf(guide, DATE)
    pages = pages_of(pdf)
    titles = [chapter.title for chapter in read(guide.name).values()]
    contents = packed(next(page for page in pages if "Sommaire" in page))
    for number, title in enumerate(titles, start=1):
        shown = [page for page in range(2, len(pages) + 1) if packed(f"{number} {title} {page}") in contents]
        assert shown, title
        assert packed(f"{number}. {title}") in packed(pages[shown[-1] - 1])
    tags = tags_of(pdf)
    assert tags.count("TOCI") == len(titles)
    assert tags.count("Figure") == len(pictures(guide.name))
    assert tags.count("H1") == len(titles) + 2


def packed(text: str) -> str:
    """Return a text without its spaces, of whatever width."""
    return re.sub(r"\s", "", text)


def test_guides_are_written_whole_and_over_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only: tuple[Guide, ...] = (GUIDES[3],)  # without a picture: quick
    monkeypatch.setattr("commission_app.workflow.guides.GUIDES", only)
    steps: list[str] = []
    (file,) = write_guides(tmp_path, DATE, lambda _done, _total, step: steps.append(step))
    assert file.read_bytes() == guide_as_pdf(only[0], DATE)
    assert steps == [only[0].title, ""]
    with pytest.raises(AppError) as refusal:
        write_guides(tmp_path, DATE, lambda *_: None)
    assert refusal.value.code == "ARC-08"
