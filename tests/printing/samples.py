"""Values to print: a small campaign of invented territories, and as many rows as a test asks for."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from commission_app import resources
from commission_app.printing.calculation_pdf import CalculationPrint
from commission_app.printing.check_parts import RegisterPrint, RetainedPrint
from commission_app.printing.emergency_pdf import EmergencyPrint
from commission_app.printing.letters_pdf import LetterPrint
from commission_app.printing.ranked import MemberTotal, RankedTerritory
from commission_app.printing.ranking_pdf import RankingPrint
from commission_app.printing.sheet_pdf import SheetPrint
from commission_app.printing.synthesis_pdf import (
    Departure,
    Method,
    SynthesisPrint,
)
from commission_app.scoring.calculation_sheet import calculation_sheet
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.dossier import Dossier, Piece, Territory
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import DossierId, InstitutionId, MemberId, PiecePath, Sha512
from commission_app.scoring.ranking import Line, Status, rank
from commission_app.scoring.readings import Reading
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Evidence, Recusal, Sheet

CAMPAIGN = "AMI « territoires démonstrateurs – accueil pour tous »"
PRINTED = datetime(2021, 6, 10, 17, 42, tzinfo=UTC)
MEETING = datetime(2021, 6, 25, 9, 30, tzinfo=UTC)
DEADLINE = datetime(2021, 6, 18, 18, 0, tzinfo=UTC)
DIGEST = "4b1d90e7c2a855f3" * 8
CODE = "7K3QM-9XPD2-00AVB-HJ4TN-WE8CS-1Z6RY"
RECOVERY_CODE = "S8ES46-HTNVDM-7ZXSRF-T2PVBK-RF78MX-SZRSNJ-6NC0T4"
ENVELOPE = "AGE-SECRET-KEY-PQ-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQAE0WQE"
TERRITORIES = (
    ("CA de Rouvelain-Ostrequin", "62"),
    ("CC des Vals d’Orzelle", "48"),
    ("Fontaubry-sur-Seine", "10"),
)
QUOTE = "multi-accueil itinérant de 12 places, quatre communes desservies"
REMARK = "Volumes, lieux et public indiqués ; reste à dater l’ouverture : avril ou septembre."
PIECE = Piece(
    PiecePath("d/0001/01.pdf"), "Lettre d’intention", "lettre", 1, 3, Sha512(""), Sha512(""), "native"
)


def letter() -> LetterPrint:
    return LetterPrint(
        campaign=CAMPAIGN,
        member="Mme Claire Delaunay-Roche",
        institution="Direction générale de la cohésion sociale",
        code=CODE,
        meeting=MEETING,
        deadline=DEADLINE,
        phone="01 00 00 00 00",
        territories=TERRITORIES,
        date=PRINTED,
    )


def emergency() -> EmergencyPrint:
    return EmergencyPrint(CAMPAIGN, RECOVERY_CODE, ENVELOPE, PRINTED)


def grid() -> Grid:
    return grid_from_reference(resources.path("grids/default.json").read_bytes())


def dossier(number: int, name: str, departement: str) -> Dossier:
    return Dossier(
        DossierId(f"d{number:03}"),
        "Chaque enfant, une place",
        Territory(name, "EPCI", "999000", departement, "urbain", 12_000),
        (PIECE,),
    )


def evidence(quote: str = QUOTE) -> Evidence:
    return Evidence(PIECE.path, Sha512(""), 2, quote)


def sheet(dossiers: int = 3, remark: str = REMARK) -> SheetPrint:
    """A fiche whose first dossier shows the five answers, the second a recusal, the third is open."""
    criteria = grid().criteria
    names = [*TERRITORIES, *((f"Commune de Belleval {number}", "30") for number in range(3, dossiers))]
    printed = [dossier(number, *name) for number, name in enumerate(names)]
    answers = Sheet(MemberId("m07"))
    for one in printed:
        for index, criterion in enumerate(criteria):
            answers = answers.with_entry(one.id, criterion.id, _entry(index, remark))
        answers = answers.with_reading(one.id, replace(answers.reading(one.id), is_closed=True))
    answers = answers.with_recusal(printed[1].id, Recusal("personal", "un motif que rien n’imprime"))
    answers = answers.with_reading(printed[2].id, replace(answers.reading(printed[2].id), is_closed=False))
    return SheetPrint(
        campaign=CAMPAIGN,
        member="Mme Claire Delaunay-Roche",
        institution="CNAF",
        version=2,
        handed_in=DEADLINE,
        grid=grid(),
        neutralised=frozenset({criteria[7].id}),
        dossiers=tuple(printed),
        sheet=answers,
        digest=DIGEST,
        date=PRINTED,
    )


def _entry(index: int, remark: str) -> Entry:
    if index == 3:
        return Entry(NOT_ASSESSABLE, "hors de ma compétence", remark)
    if index == 4:
        return Entry()
    marks = (4, 0, 3, 5, 2, 1)
    return Entry(marks[index % 6], remark=remark if index % 3 == 0 else "", evidence=_passages(index))


def _passages(index: int) -> tuple[Evidence, ...]:
    return (evidence(),) if index % 4 == 0 else (evidence(""),) if index == 9 else ()


def rows(count: int = 14, members: int = 5, seats: int = 10) -> tuple[RankedTerritory, ...]:
    """Ranked rows with a tie across the line of the seats, then two dossiers without a rank."""
    ranked = [_row(index, members, seats) for index in range(count)]
    return (
        *ranked,
        _unranked("Brouzargues", Status.INELIGIBLE, "département hors de la liste"),
        _unranked("Noirpré", Status.INCOMPLETE, "L3 · Précision des engagements"),
    )


def _row(index: int, members: int, seats: int) -> RankedTerritory:
    is_tied = index in (seats - 1, seats)
    rank = seats if is_tied else index + 1
    line = Line.ACROSS if is_tied else Line.ABOVE if rank < seats else Line.BELOW
    note = Fraction(9000 - 17 * (rank - 1), 100)
    totals = [MemberTotal("total", note + member) for member in range(members)]
    if index == 2:
        totals[1] = MemberTotal("recused")
    if index == 3:
        totals[0:3] = [
            MemberTotal("partial", note, Fraction(4, 5)),
            MemberTotal("absent"),
            MemberTotal("fork"),
        ]
    return RankedTerritory(
        territory=f"CC du Val-Doré {index + 1}",
        departement=("62", "48", "976")[index % 3],
        status=Status.RANKED,
        rank=rank,
        is_tied=is_tied,
        line=line,
        note=note,
        display=f"{note.numerator * 100 // note.denominator / 100:.2f}".replace(".", ","),
        spread=Fraction(members),
        readings=members,
        totals=tuple(totals),
        kind=("EPCI", "commune", "groupement")[index % 3],
        density=("urbain", "rural")[index % 2],
    )


def _unranked(name: str, status: Status, reason: str) -> RankedTerritory:
    return RankedTerritory(name, "30", status, None, False, None, None, "", None, 0, reason)


def ranking(count: int = 14, members: int = 5) -> RankingPrint:
    names = ("DGCS", "DSS", "ANCT", "MCC", "CNAF")
    return RankingPrint(
        campaign=CAMPAIGN,
        seats=10,
        members=tuple(names[number % 5] for number in range(members)),
        rows=rows(count, members),
        sheets=members,
        recusals=1,
        provisional=("la fiche d’un membre est attendue",),
        digest=DIGEST,
        date=PRINTED,
    )


def synthesis(count: int = 14) -> SynthesisPrint:
    return SynthesisPrint(
        campaign=CAMPAIGN,
        meeting=MEETING,
        recipients="au Secrétaire d’État et à la Déléguée interministérielle",
        members_present=5,
        members_total=5,
        seats=10,
        rows=rows(count),
        departures=(Departure("CC du Val-Doré 3", "DSS"),),
        method=Method(
            grid().title, grid().version, grid().digest, 5, "institution", 2, 5, ("CNAF ne note pas L3",)
        ),
        is_project=True,
        data=b'{"campaign":"essai"}',
        date=PRINTED,
    )


def register(sheets: int = 5, since: int = 0) -> RegisterPrint:
    """A list of fiches settled at the close; each digest is one sign repeated."""
    names = ("Mme Claire Delaunay-Roche", "M. Yves Le Goff")
    retained = [
        RetainedPrint(names[number % 2], ("DGCS", "CNAF")[number % 2], 1 + number % 3, f"{number:x}" * 128)
        for number in range(sheets)
    ]
    return RegisterPrint(2, MEETING, DIGEST, tuple(retained), since)


def calculation(provisional: tuple[str, ...] = ()) -> CalculationPrint:
    """Return every step of one dossier read by two members on the short grid."""
    grid = grid_from_reference(resources.path("grids/short.json").read_bytes())
    dossier = DossierId("01-fontaubry")
    readings = [
        Reading(MemberId(member), InstitutionId("CNAF"), dossier, {one.id: mark for one in grid.criteria})
        for member, mark in (("m01", 3), ("m02", 4))
    ]
    rules = ScoringRules()
    row = rank(consolidate(grid, rules, [dossier], readings), rules)[0]
    sheet = calculation_sheet(grid, rules, row, readings)
    return CalculationPrint(CAMPAIGN, "Fontaubry-sur-Seine", "10", sheet, provisional, DIGEST, PRINTED)
