"""What one member says: marks, remarks and evidence, dossier by dossier, and their recusals.

Blank, « non évaluable », neutralised, 0 and recused are five different things: a mark is an integer, the
constant NOT_ASSESSABLE or None (blank); neutralised criteria belong to the campaign; a recusal to the sheet.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, PiecePath, Sha512

NOT_ASSESSABLE: Final = "NE"
# Stands for a text that an archive withholds. Half a surrogate pair, which no typed text keeps, makes it
# nobody's words; written somewhere by mistake, it fails rather than passes for them.
WITHHELD: Final = "\udfff occulté"
MarkValue = int | Literal["NE"] | None


@dataclass(frozen=True)
class Rect:
    """A rectangle on a page, in tenths of a point from the top left of the page as displayed."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Evidence:
    """The passage that justifies a mark, found again even in a new version of the piece (PDF.md §7)."""

    piece: PiecePath
    original_sha512: Sha512
    page: int  # from 1
    quote: str = ""  # empty for a rectangle drawn on a scanned page
    prefix: str = ""
    suffix: str = ""
    start: int = 0  # index of the first character in the text of the page
    count: int = 0
    rects: tuple[Rect, ...] = ()
    engine: str = ""  # version of the text engine that counted the characters

    @property
    def is_withheld(self) -> bool:
        """True when nothing but the piece is known of the passage, in an archive made to be communicated."""
        return self.quote == WITHHELD


@dataclass(frozen=True)
class Entry:
    """What a member says of one criterion of one dossier."""

    mark: MarkValue = None
    motive: str = ""  # of « non évaluable », among the grid's reasons
    remark: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_blank(self) -> bool:
        """True while nothing was decided: a remark alone does not decide."""
        return self.mark is None

    def needs_justification(self, maximum: int) -> bool:
        """Tell whether this mark must carry a remark or an evidence: « non évaluable », and both extremes.

        On a scale of two levels, where every mark is an extreme, none is more so than the other.
        """
        return self.mark == NOT_ASSESSABLE or (maximum > 1 and self.mark in (0, maximum))

    @property
    def is_justified(self) -> bool:
        """True when a remark or a passage supports the mark."""
        return bool(self.remark.strip()) or bool(self.evidence)


EMPTY_ENTRY: Final = Entry()


@dataclass(frozen=True)
class Recusal:
    """A member leaves one dossier aside. The reason stays in the register, never in the minutes."""

    kind: Literal["personal", "institutional"]
    reason: str


@dataclass(frozen=True)
class DossierSheet:
    """One member's reading of one dossier. Only a closed reading counts officially."""

    entries: Mapping[CriterionId, Entry] = field(default_factory=lambda: MappingProxyType({}))
    is_closed: bool = False
    tags: tuple[str, ...] = ()

    def entry(self, criterion: CriterionId) -> Entry:
        """Return what is said of a criterion, an empty entry when nothing is."""
        return self.entries.get(criterion, EMPTY_ENTRY)

    def missing(self, grid: Grid, neutralised: Collection[CriterionId]) -> tuple[CriterionId, ...]:
        """Return the criteria still blank, in the order of the grid; neutralised ones ask for nothing."""
        return tuple(
            criterion.id
            for criterion in grid.criteria
            if criterion.id not in neutralised and self.entry(criterion.id).is_blank
        )

    def unjustified(self, grid: Grid, neutralised: Collection[CriterionId]) -> tuple[CriterionId, ...]:
        """Return the criteria whose mark asks for a remark or an evidence and has none."""
        return tuple(
            criterion.id
            for criterion in grid.criteria
            if criterion.id not in neutralised
            and self.entry(criterion.id).needs_justification(grid.scale.maximum)
            and not self.entry(criterion.id).is_justified
        )


EMPTY_READING: Final = DossierSheet()


@dataclass(frozen=True)
class Sheet:
    """All that one member says in one campaign: the fold of every edit of their draft."""

    member: MemberId
    readings: Mapping[DossierId, DossierSheet] = field(default_factory=lambda: MappingProxyType({}))
    recused: Mapping[DossierId, Recusal] = field(default_factory=lambda: MappingProxyType({}))
    declared: frozenset[DossierId] = frozenset()  # institutional ties declared without leaving the dossier
    # Passages marked for oneself, under no criterion: kept with the draft, never part of a fiche.
    highlights: Mapping[DossierId, tuple[Evidence, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def reading(self, dossier: DossierId) -> DossierSheet:
        """Return the reading of a dossier, an empty one when it was never opened."""
        return self.readings.get(dossier, EMPTY_READING)

    def highlighted(self, dossier: DossierId) -> tuple[Evidence, ...]:
        """Return the passages of a dossier that the member marked for themselves, in the order of marking."""
        return self.highlights.get(dossier, ())

    def only(self, dossiers: Collection[DossierId]) -> "Sheet":
        """Return what the sheet says to others of these dossiers, some of which may have left the lot since.

        Highlights are the member's own: they stay behind.
        """
        return Sheet(
            self.member,
            MappingProxyType({key: value for key, value in self.readings.items() if key in dossiers}),
            MappingProxyType({key: value for key, value in self.recused.items() if key in dossiers}),
            self.declared.intersection(dossiers),
        )

    def with_reading(self, dossier: DossierId, reading: DossierSheet) -> "Sheet":
        """Return the sheet with one reading replaced."""
        return replace(self, readings=MappingProxyType({**self.readings, dossier: reading}))

    def with_entry(self, dossier: DossierId, criterion: CriterionId, entry: Entry) -> "Sheet":
        """Return the sheet with one entry replaced."""
        reading = self.reading(dossier)
        entries = MappingProxyType({**reading.entries, criterion: entry})
        return self.with_reading(dossier, replace(reading, entries=entries))

    def with_highlights(self, dossier: DossierId, passages: tuple[Evidence, ...]) -> "Sheet":
        """Return the sheet with the highlights of one dossier replaced."""
        others = {key: value for key, value in self.highlights.items() if key != dossier}
        kept = {**others, dossier: passages} if passages else others
        return replace(self, highlights=MappingProxyType(kept))

    def with_recusal(self, dossier: DossierId, recusal: Recusal | None) -> "Sheet":
        """Return the sheet with a recusal declared, or withdrawn. Marks already given are kept, hidden."""
        recused = {key: value for key, value in self.recused.items() if key != dossier}
        if recusal is not None:
            recused[dossier] = recusal
        return replace(self, recused=MappingProxyType(recused))
