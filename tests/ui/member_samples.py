"""A member's desk for the tests of the window: invented dossiers, PDF pieces, the real reading process."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from commission_app import resources
from commission_app.errors import AppError
from commission_app.reader.client import Worker
from commission_app.scoring.dossier import Dossier, Piece, RecordedFact, Territory
from commission_app.scoring.draft import Edit, EntryEdit, fold
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, PiecePath, Sha512
from commission_app.scoring.sheet import Evidence, Sheet
from commission_app.ui.member.verbs import MemberVerbs, Progress
from commission_app.ui.tasks import Tasks
from commission_app.workflow.member.mark import check_entry
from commission_app.workflow.member.search import PieceWords, words_of
from commission_app.workflow.member.views import (
    BundleView,
    Check,
    CheckKind,
    HandedIn,
    HandInReview,
    PaperChoice,
    Place,
    ReadingDossier,
    SavedAt,
)
from commission_app.workflow.open_piece import OpenPiece, Started

MEMBER = MemberId("m01")
NOON = datetime(2021, 6, 3, 21, 42, tzinfo=UTC)
NEUTRALISED = CriterionId("L3")
PIECES = (
    ("Lettre d’intention", "lettre d’intention"),
    ("Lettre de la CAF", "lettre CAF"),
    ("Conseil départemental", "conseil départemental"),
    ("Pièce numérisée", "annexe"),
    ("Pièce endommagée", "annexe"),
)
SCANNED, DAMAGED = 3, 4
TERRITORIES = (
    ("Communauté d’agglomération de Rouvelain-Ostrequin", "EPCI", "62", "urbain", 239_400),
    ("Communauté de communes des Vals d’Orzelle", "EPCI", "23", "rural", 16_200),
    ("Fontaubry-sur-Seine", "commune", "10", "urbain", 14_300),
    ("Brouzargues", "commune", "30", "urbain", 41_500),
    ("Vaubrelles-sous-Bois", "commune", "93", "urbain", 28_400),
    (
        "Groupement des trois mangroves : Mrébani, Dzoumavé et Tsaravouni",
        "groupement",
        "976",
        "urbain",
        118_100,
    ),
    ("Marquencourt", "commune", "62", "urbain", 17_300),
    ("Gourdaleix", "commune", "23", "rural", 1_540),
    ("Communauté de communes des Trois Lavières", "EPCI", "02", "rural", 12_700),
    ("Chantecoudre", "commune", "93", "urbain", 27_600),
    ("Lysancourt-la-Plaine", "commune", "95", "urbain", 33_900),
    ("Communauté d’agglomération du Grand Valdorin", "EPCI", "13", "urbain", 187_000),
    ("Pontarvieux-les-Étangs", "commune", "34", "urbain", 22_100),
    ("Quervallon", "commune", "11", "rural", 3_260),
)
PARAGRAPHS = (
    "Nous prévoyons l’ouverture de 24 places en multi-accueil dans le quartier des Glaneuses dès",
    "septembre 2022, dans un bâtiment communal dont la maîtrise foncière est acquise. Les études sont",
    "engagées depuis mars 2021.",
    "",
    "Six de ces places seront réservées aux parents suivis par la mission locale et Pôle emploi, avec un",
    "contrat d’accueil révisable chaque mois. Un accueil à horaires élargis (6 h – 21 h) sera expérimenté",
    "avec douze assistantes maternelles volontaires, en relais de la plateforme du centre hospitalier.",
    "",
    "Une halte-garderie itinérante de 12 places desservira cinq communes, deux demi-journées par semaine",
    "chacune. L’équipe compte une éducatrice de jeunes enfants et trois auxiliaires de puériculture,",
    "formées à l’accueil de familles qui n’ont jamais confié leur enfant.",
)


@cache
def grid() -> Grid:
    """Return the default grid."""
    return grid_from_reference(resources.path("grids/default.json").read_bytes())


@cache
def letter(title: str, pages: int = 3) -> bytes:
    """Return a letter of a few pages, with text."""
    _use_fonts()
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    for page in range(1, pages + 1):
        _write_page(canvas, title, page)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@cache
def scan() -> bytes:
    """Return two pages without text: strokes only, as a scanner gives."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    for _ in range(2):
        canvas.setFillGray(0.25)
        for line in range(18):
            canvas.rect(90, 700 - 26 * line, 380 - 37 * (line % 4), 6, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _use_fonts() -> None:
    for face in ("Regular", "SemiBold"):
        if f"Letter{face}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"Letter{face}", str(resources.path(f"fonts/Inter-{face}.ttf"))))


def _write_page(canvas: Canvas, title: str, page: int) -> None:
    width, height = A4
    canvas.setFillColorRGB(0.12, 0.38, 0.44)
    canvas.setFont("LetterSemiBold", 8)
    canvas.drawString(62, height - 46, title)
    canvas.drawRightString(width - 62, height - 46, "Document fictif")
    canvas.line(62, height - 52, width - 62, height - 52)
    canvas.setFont("LetterSemiBold", 15)
    canvas.drawString(62, height - 92, f"{page}. De nouvelles solutions d’accueil")
    y = height - 122
    for block in range(4):
        canvas.setFont("LetterSemiBold", 10)
        canvas.setFillGray(0.1)
        canvas.drawString(62, y, f"{page}.{block + 1} Des réponses proches des familles")
        canvas.setFont("LetterRegular", 9.4)
        canvas.setFillGray(0.18)
        for line in PARAGRAPHS[: 10 if block % 2 == 0 else 2]:
            y -= 14
            canvas.drawString(62, y, line)
        y -= 28


def dossiers() -> tuple[ReadingDossier, ...]:
    """Return the reading order, three of them for calibration."""
    return tuple(_reading(position, place) for position, place in enumerate(TERRITORIES, 1))


def _reading(position: int, place: tuple[str, str, str, str, int]) -> ReadingDossier:
    name, kind, departement, density, population = place
    number = f"{position:04d}"
    pieces = tuple(
        Piece(
            path=PiecePath(f"d/{number}/{index:02d}.pdf"),
            title=title,
            kind=nature,
            size=40_000,
            pages=2 if index - 1 == SCANNED else 3,
            sha512=Sha512("a" * 128),
            original_sha512=Sha512("b" * 128),
            text="none" if index - 1 == SCANNED else "native",
        )
        for index, (title, nature) in enumerate(PIECES, 1)
    )
    facts = (
        RecordedFact("Places créées", "24 en multi-accueil", CriterionId("A1.1"), pieces[0].path, 1),
        RecordedFact("Communes desservies", "5", CriterionId("A1.1"), pieces[0].path, 2),
    )
    territory = Territory(name, kind, number, departement, density, population)
    return ReadingDossier(
        Dossier(DossierId(number), name, territory, pieces, facts=facts),
        position,
        is_calibration=position <= 3,
    )


def bundle(neutralised: Sequence[CriterionId] = (NEUTRALISED,)) -> BundleView:
    """Return what a member sees of their lot."""
    return BundleView(
        campaign="Accueil pour tous 2021",
        phone="01 99 00 12 34",
        deadline=datetime(2021, 6, 25, 18, tzinfo=UTC),
        member=MEMBER,
        member_name="Claire Vasseur",
        institution=InstitutionId("CNAF"),
        grid=grid(),
        neutralised=frozenset(neutralised),
        dossiers=dossiers(),
        lot_version=1,
    )


def wait_for_lanes(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until all that was asked of the store and of the reading process is done and answered."""
    ended: list[bool] = []
    for lane in (tasks.store, tasks.pdf):
        lane(lambda: True, ended.append)
    tasks.words(lambda _report: True, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=10_000)


@dataclass
class MemberDesk:
    """Everything a member's pages ask for, in memory; pieces are read by the real child process."""

    edits: list[Edit] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    places: list[Place] = field(default_factory=list)
    contents: dict[PiecePath, bytes] = field(default_factory=dict)  # in the place of the usual letters
    passwords: dict[PiecePath, str] = field(default_factory=dict)
    view: BundleView = field(default_factory=bundle)
    handed_in: list[HandedIn] = field(default_factory=list)
    is_full: bool = False
    hand_in_refusal: AppError | None = None
    receipts: list[Path] = field(default_factory=list)
    receipt: tuple[str, ...] | AppError = ()  # what reading one gives
    closing: tuple[str, ...] = ()
    on_paper: list[PaperChoice] = field(default_factory=list)
    paper_folder: Path | None = None  # where it went
    paper_refusal: AppError | None = None
    warning: str = ""
    opened: list[PiecePath] = field(default_factory=list)
    checks: tuple[Check, ...] = (Check(CheckKind.PASSED, "Tous les critères sont notés", "42 sur 42"),)

    def verbs(self) -> MemberVerbs:
        """Return the port of the pages."""
        return MemberVerbs(
            bundle=lambda: self.view,
            sheet=self.sheet,
            record=self.record,
            recent_edits=lambda count: tuple(self.edits[-count:]),
            open_piece=self.open_piece,
            read_words=self.read_words,
            place=lambda: self.place,
            places=lambda: tuple(self.places),
            remember_place=self.remember_place,
            review=self.review,
            hand_in=self.hand_in,
            handed_in=lambda: tuple(self.handed_in),
            take_receipt=self.take_receipt,
            closing_lines=lambda: self.closing,
            receipt_warning=lambda: self.warning,
            print_copy=lambda folder: folder / "fiche-claire-vasseur.pdf",
            write_on_paper=self.write_on_paper,
        )

    def write_on_paper(self, choice: PaperChoice, folder: Path, progress: Progress) -> tuple[Path, ...]:
        """Remember what was chosen, and name a file for each thing."""
        if self.paper_refusal is not None:
            raise self.paper_refusal
        progress(0, 1, "Écriture")
        self.on_paper.append(choice)
        self.paper_folder = folder
        count = len(choice.pieces) + len(choice.grids) + choice.has_copy
        return tuple(folder / f"{number}.pdf" for number in range(count))

    def sheet(self) -> Sheet:
        """Return the fold of all edits."""
        return fold(MEMBER, self.edits)

    def record(self, edit: Edit) -> SavedAt:
        """Append an edit, unless the disk is full."""
        if self.is_full:
            raise AppError("DSK-05")
        if isinstance(edit, EntryEdit):
            check_entry(edit.after, self.view.grid, edit.criterion)
        self.edits.append(edit)
        return SavedAt(len(self.edits), NOON)

    def add_evidence(self, dossier: DossierId, criterion: CriterionId, evidence: Evidence) -> None:
        """Cite a passage, as an earlier session would have."""
        before = self.sheet().reading(dossier).entry(criterion)
        after = replace(before, evidence=(*before.evidence, evidence))
        self.edits.append(EntryEdit(dossier, criterion, before, after))

    def take_receipt(self, file: Path) -> tuple[str, ...]:
        """Read a receipt."""
        if isinstance(self.receipt, AppError):
            raise self.receipt
        self.receipts.append(file)
        return self.receipt

    def remember_place(self, place: Place) -> None:
        """Keep the place."""
        self.place = place
        self.places.append(place)

    def open_piece(
        self,
        dossier: DossierId,
        path: PiecePath,
        password: str | None = None,
        started: Started = lambda _: None,
    ) -> OpenPiece:
        """Open a piece in a child process; the last one of each dossier is damaged."""
        self.opened.append(path)
        found = next(piece for piece in self.view.dossier(dossier).pieces if piece.path == path)
        index = self.view.dossier(dossier).pieces.index(found)
        content = scan() if index == SCANNED else letter(found.title)
        content = self.contents.get(path, b"damaged" if index == DAMAGED else content)
        given = password or self.passwords.get(path)
        worker = Worker.start()
        started(worker.interrupt)
        try:
            document = worker.open(content, given)
        except AppError:
            worker.close()
            raise
        if given:
            self.passwords[path] = given
        return OpenPiece(found, worker, document)

    def read_words(self, dossier: DossierId, path: PiecePath, progress: Progress) -> PieceWords:
        """Read the words of a piece."""
        return words_of(self.open_piece(dossier, path), progress)

    def review(self) -> HandInReview:
        """Return what would be handed in."""
        sheet = self.sheet()
        closed = sum(reading.is_closed for reading in sheet.readings.values())
        entries = [entry for reading in sheet.readings.values() for entry in reading.entries.values()]
        return HandInReview(
            campaign=self.view.campaign,
            deadline=self.view.deadline,
            dossiers_total=len(self.view.dossiers) - len(sheet.recused),
            dossiers_closed=closed,
            dossiers_open=len(self.view.dossiers) - closed - len(sheet.recused),
            recused=tuple(self.view.dossier(dossier).title for dossier in sheet.recused),
            marks=sum(isinstance(entry.mark, int) for entry in entries),
            not_assessable=sum(entry.mark == "NE" for entry in entries),
            remarks=sum(bool(entry.remark) for entry in entries),
            evidence=sum(len(entry.evidence) for entry in entries),
            next_version=len(self.handed_in) + 1,
            replaces=self.handed_in[-1].at if self.handed_in else None,
            checks=self.checks,
        )

    def hand_in(self, folder: Path, progress: Progress) -> HandedIn:
        """Write a fiche, in three steps."""
        if self.hand_in_refusal is not None:
            raise self.hand_in_refusal
        for step in range(3):
            progress(step + 1, 3, "Préparation de la fiche")
        version = len(self.handed_in) + 1
        file = folder / f"fiche-claire-vasseur-v{version}.fiche"
        file.write_bytes(b"fiche")
        done = HandedIn(version, NOON + timedelta(hours=version), file, 212_000, 4)
        self.handed_in.append(done)
        return done
