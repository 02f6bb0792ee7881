"""The page « Dossiers »: each candidacy, the pieces it is expected to have, and what of it needs somebody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from commission_app.dossiers.export_files import FORM
from commission_app.dossiers.piece_titles import Category, category_of
from commission_app.scoring.dossier import CardLine, Dossier, Piece
from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.finance_checks import Level
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.texts import count_fr, day_fr, size_fr
from commission_app.workflow.preparation.candidacies.eligibility import EligibilityView, every_eligibility
from commission_app.workflow.preparation.candidacies.finances import FinancesView, every_finances
from commission_app.workflow.preparation.intake.check_pieces import PiecesCheck, last_check
from commission_app.workflow.secretariat.session import SecretariatSession

# In the order of the table; a dossier must have the first two.
EXPECTED: tuple[Category, ...] = ("intention", "caf", "budget", "departement", "annexe")
REQUIRED: dict[Category, str] = {"intention": "lettre d’intention", "caf": "lettre de la CAF"}


class Presence(Enum):
    """What a column of pieces says of a dossier."""

    PRESENT = "present"
    DOUBTFUL = "doubtful"  # there, but its text cannot be searched or was recognised
    ABSENT = "absent"  # and required
    NONE = "none"  # optional


class Finances(Enum):
    """What a column says of the figures of a dossier."""

    BLANK = "blank"  # a figure that every check needs was not typed
    FINE = "fine"
    POINTS = "points"  # something to know, nothing out of place
    GAPS = "gaps"  # to discuss


@dataclass(frozen=True)
class FinancesState:
    """The figures of a dossier in a word; `count` of points or of gaps."""

    kind: Finances = Finances.BLANK
    count: int = 0


@dataclass(frozen=True)
class EligibilityState:
    """The conclusion of a dossier: settled by somebody, or only proposed by the points."""

    conclusion: Conclusion = Conclusion.TO_EXAMINE
    is_settled: bool = False


@dataclass(frozen=True)
class PieceLine:
    """One piece, in words."""

    title: str
    mention: str  # pages and size
    remarks: tuple[str, ...]  # what its copy lost, how its text came


@dataclass(frozen=True)
class DossierLine:
    """One row of the table, and what the panel tells of it."""

    number: int  # its place in the list
    dossier: DossierId
    title: str
    territory: str
    kind: str
    departement: str  # its code
    density: str
    presence: tuple[Presence, ...]  # one for each of `EXPECTED`
    remark: str  # what needs somebody, empty most of the time
    is_ineligible: bool
    card: tuple[CardLine, ...]
    pieces: tuple[PieceLine, ...]
    eligibility: EligibilityState = EligibilityState()
    finances: FinancesState = FinancesState()
    rapporteur: str = ""

    @property
    def needs_somebody(self) -> bool:
        """Whether something is absent or doubtful."""
        return bool(self.remark) and not self.is_ineligible


@dataclass(frozen=True)
class DossiersView:
    """The page."""

    lines: tuple[DossierLine, ...]  # what needs somebody first
    check: PiecesCheck | None = None  # the last one of every piece

    @property
    def summary(self) -> str:
        """Return the counts under the title."""
        places = len({line.departement for line in self.lines})
        pieces = sum(len(line.pieces) for line in self.lines)
        counts = (
            count_fr(len(self.lines), "dossier"),
            count_fr(places, "département"),
            count_fr(pieces, "pièce") + self._checked(),
        )
        return "  ·  ".join(counts)

    def _checked(self) -> str:
        if self.check is None:
            return ""
        faults, day = self.check.faults, day_fr(self.check.at)
        return f", dont {len(faults)} en défaut le {day}" if faults else f", vérifiées le {day}"


def dossiers_view(session: SecretariatSession) -> DossiersView:
    """Return the page as it stands."""
    removed: dict[DossierId, dict[PiecePath, tuple[str, ...]]] = defaultdict(dict)
    for record in session.database.campaign.every_piece():
        removed[record.dossier][record.path] = record.removed
    ineligible, figures = session.ineligible(), every_finances(session)
    files = {view.dossier: view for view in every_eligibility(session)}
    lines = [
        replace(
            _line(number, dossier, removed[dossier.id], ineligible.get(dossier.id, "")),
            eligibility=eligibility_state(files[dossier.id]),
            finances=finances_state(figures.get(dossier.id)),
        )
        for number, dossier in enumerate(session.dossiers(), start=1)
    ]
    ordered = tuple(sorted(lines, key=lambda line: (not line.needs_somebody, line.number)))
    return DossiersView(ordered, last_check(session))


def eligibility_state(view: EligibilityView) -> EligibilityState:
    """Return what was settled, or what is proposed until then."""
    if view.decision is not None:
        return EligibilityState(view.decision.conclusion, is_settled=True)
    return EligibilityState(view.proposal.conclusion)


def finances_state(view: FinancesView | None) -> FinancesState:
    """Return the gravest thing that the checks say, and how many say it."""
    if view is None or view.missing:
        return FinancesState()
    levels = [check.level for check in view.checks]
    gaps = sum(level in (Level.ALERT, Level.ANOMALY) for level in levels)
    points = levels.count(Level.INFORMATION)
    if gaps:
        return FinancesState(Finances.GAPS, gaps)
    return FinancesState(Finances.POINTS, points) if points else FinancesState(Finances.FINE)


def _line(
    number: int, dossier: Dossier, removed: dict[PiecePath, tuple[str, ...]], ineligible: str
) -> DossierLine:
    by_category: dict[Category, list[Piece]] = defaultdict(list)
    for piece in dossier.pieces:
        if piece.kind != FORM:
            by_category[category_of(piece.kind or piece.title)].append(piece)
    territory = dossier.territory
    return DossierLine(
        number=number,
        dossier=dossier.id,
        title=dossier.title,
        territory=territory.name,
        kind=territory.kind,
        departement=territory.departement,
        density=territory.density,
        presence=tuple(_presence(category, by_category[category]) for category in EXPECTED),
        remark=f"Irrecevable : {ineligible}" if ineligible else _remark(by_category),
        is_ineligible=bool(ineligible),
        card=dossier.card,
        pieces=tuple(_piece_line(piece, removed.get(piece.path, ())) for piece in dossier.pieces),
        rapporteur=dossier.rapporteur,
    )


def _presence(category: Category, pieces: Sequence[Piece]) -> Presence:
    if not pieces:
        return Presence.ABSENT if category in REQUIRED else Presence.NONE
    return Presence.PRESENT if all(piece.text == "native" for piece in pieces) else Presence.DOUBTFUL


def _remark(by_category: dict[Category, list[Piece]]) -> str:
    absent = [words for category, words in REQUIRED.items() if not by_category[category]]
    if absent:
        words = " et ".join(absent) + (" absente" if len(absent) == 1 else " absentes")
        return words[:1].upper() + words[1:]
    for category, words in REQUIRED.items():
        if any(piece.text == "none" for piece in by_category[category]):
            return f"{words[:1].upper()}{words[1:]} numérisée, sans texte"
    return ""


def _piece_line(piece: Piece, removed: tuple[str, ...]) -> PieceLine:
    mention = f"{count_fr(piece.pages, 'page')} · {size_fr(piece.size)}"
    return PieceLine(piece.title, mention, tuple(_remarks(piece, removed)))


def _remarks(piece: Piece, removed: tuple[str, ...]) -> Iterator[str]:
    if piece.text == "recognised":
        yield "Numérisée : texte reconnu, à relire"
    if piece.text == "none":
        yield "Numérisée : sans texte à chercher ni à citer"
    if removed:
        yield f"Retiré de la copie de lecture : {', '.join(removed)}"
