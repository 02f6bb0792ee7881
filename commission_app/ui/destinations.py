"""Where « Aller à… » can lead: pages offer their places, the window offers the rest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from commission_app.texts import folded


class Kind(Enum):
    """What a destination is; the order is that of equally good answers."""

    PAGE = "page"
    DOSSIER = "dossier"
    PERSON = "person"
    CRITERION = "criterion"
    PIECE = "piece"
    ACTION = "action"
    HELP = "help"


KINDS = tuple(Kind)


@dataclass(frozen=True)
class Destination:
    """One line of the palette: its words, and what going there does."""

    kind: Kind
    title: str
    detail: str
    go: Callable[[], object]
    key: str = ""  # short words at the right: a criterion's number, a shortcut
    words: str = ""  # also found by these, which are not shown: the text of a help page

    @cached_property
    def sought(self) -> tuple[str, str, str, str]:
        """Title, key, detail and words as they are compared: a key typed compares them all again."""
        return folded(self.title), folded(self.key), folded(self.detail), folded(self.words)


def answers(destinations: Iterable[Destination], asked: str, most: int = 60) -> Sequence[Destination]:
    """Return the destinations that hold every word asked, whatever accents and case; the best first."""
    wanted = folded(asked).split()
    ranked = [
        (rank, KINDS.index(destination.kind), place, destination)
        for place, destination in enumerate(destinations)
        if (rank := _rank(destination, wanted)) is not None
    ]
    ranked.sort(key=lambda item: item[:3])
    return [destination for *_, destination in ranked[:most]]


def _rank(destination: Destination, wanted: Sequence[str]) -> int | None:
    """Return how well a destination answers, 0 the best, None when a word is missing."""
    if not wanted:
        return 0
    title, key, detail, words = destination.sought
    beginnings = title.replace("-", " ").replace("'", " ").split()
    asked = " ".join(wanted)
    merits = (
        asked == key or title.startswith(asked),
        all(any(word.startswith(sought) for word in beginnings) for sought in wanted),
        all(sought in title or sought in key for sought in wanted),
        all(sought in title or sought in key or sought in detail for sought in wanted),
        bool(words) and all(sought in words for sought in wanted),
    )
    return merits.index(True) if True in merits else None
