"""A candidacy as the commission sees it: territory, pieces, facts recorded by the secretariat."""

from dataclasses import dataclass

from commission_app.scoring.ids import CriterionId, DossierId, PiecePath, Sha512


@dataclass(frozen=True)
class Territory:
    """The territory that applies. `density` is « urbain » or « rural » (DOMAINE.md §7)."""

    name: str
    kind: str  # « commune », « EPCI » or « groupement »
    code: str
    departement: str
    density: str
    population: int

    @property
    def is_overseas(self) -> bool:
        """Whether it lies outre-mer: a département or a collectivité whose code begins with 97 or 98."""
        return self.departement.startswith(("97", "98"))


@dataclass(frozen=True)
class Piece:
    """One document of a dossier: its viewing copy in the lot, and the digest of what was received."""

    path: PiecePath
    title: str
    kind: str  # nature given by the index: « lettre d’intention », « lettre CAF »…
    size: int  # bytes of the viewing copy
    pages: int
    sha512: Sha512  # of the viewing copy
    original_sha512: Sha512  # of the file received
    text: str  # "native", "recognised" or "none" (a scanned page)


@dataclass(frozen=True)
class CardLine:
    """One line of the « fiche signalétique » that introduces the project."""

    label: str
    value: str


@dataclass(frozen=True)
class RecordedFact:
    """A fact the secretariat wrote beside a criterion, with the page where it stands."""

    label: str
    value: str
    criterion: CriterionId | None = None
    piece: PiecePath | None = None
    page: int | None = None


@dataclass(frozen=True)
class Dossier:
    """One candidacy, complete over its pieces."""

    id: DossierId
    title: str
    territory: Territory
    pieces: tuple[Piece, ...]
    card: tuple[CardLine, ...] = ()
    facts: tuple[RecordedFact, ...] = ()
    rapporteur: str = ""
