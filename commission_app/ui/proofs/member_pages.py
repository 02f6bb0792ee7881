"""The member's proofs: their lots and computer, their fiches and what the secretariat answered."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import count_fr, date_time_fr
from commission_app.ui.member.lot_checking import LotChecking
from commission_app.ui.proofs.copied_text import digest_text
from commission_app.ui.proofs.proof_page import ReadPage, card, key_proof, proof, statement
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.workflow.proofs import HandedProof, MemberProofs, OpenedLot

Read = Callable[[], MemberProofs]
tr = QCoreApplication.translate


class LotsPage(ReadPage[MemberProofs]):
    """« Lots et ordinateur », with the whole check of the lots."""

    def __init__(self, read: Read, checking: LotChecking, tasks: Tasks) -> None:
        super().__init__(self.tr("Lots et ordinateur"), "", read, self._make_cards, tasks)
        self._checking = checking
        self._banner: ProgressBanner | None = None
        self.check: Button | None = None
        checking.begun.connect(self._begin)
        checking.failed.connect(self._show_refusal)
        checking.ended.connect(self._end)
        if checking.is_running:
            self._begin()

    def _make_cards(self, view: MemberProofs) -> list[QWidget]:
        """Return the lots, then the computers whose signatures count."""
        digits = self.tr("Dans le mode renforcé, le secrétariat vous demande ces chiffres par téléphone.")
        same = self.tr("Les mêmes chiffres chez tous les membres : c’est le même secrétariat.")
        grid = self.tr("La même empreinte chez tous les membres : c’est la même grille.")
        return [
            self._lots(view),
            card(self.tr("Cet ordinateur"), digits, key_proof(view.computer, self.tr("cet ordinateur"))),
            card(self.tr("Le secrétariat"), same, key_proof(view.secretariat, self.tr("secrétariat"))),
            card(self.tr("La grille"), grid, digest_text(self.tr("empreinte de la grille"), view.grid)),
        ]

    def _lots(self, view: MemberProofs) -> QWidget:
        explanation = self.tr("L’empreinte d’un manifeste répond de toutes les pièces de son lot.")
        self.check = Button(self.tr("Vérifier tout le lot"), icon="shield-check")
        self.check.setEnabled(not self._checking.is_running)
        self.check.clicked.connect(self._checking.check_all)
        lots = column(*[self._lot(lot) for lot in view.lots], spacing=16)
        return card(self.tr("Lots ouverts ici"), explanation, lots, row(self.check, STRETCH))

    def _lot(self, lot: OpenedLot) -> QVBoxLayout:
        name = self.tr("Lot {lot}, version {serial}").format(lot=lot.lot, serial=lot.serial)
        opened = self.tr("ouvert le {moment}").format(moment=date_time_fr(lot.opened))
        if lot.check is not None and lot.is_read:
            checked = self.tr("vérifié le {moment}").format(moment=date_time_fr(lot.check.at))
            opened = f"{opened}, {checked}"
        what = self.tr("empreinte du manifeste, lot {lot}, version {serial}")
        digest = digest_text(what.format(lot=lot.lot, serial=lot.serial), lot.manifest)
        parts = proof(name, opened, digest, state=_state(lot))
        for piece in lot.check.damaged if lot.check is not None and lot.is_read else ():
            words = sentences(piece.refusal)
            parts.addSpacing(8)
            parts.addWidget(statement(f"{words.what} {words.do}", "octagon-x", "error"))
        return parts

    def _begin(self) -> None:
        self._banner = ProgressBanner(self.tr("Vérification de toutes les pièces"))
        self._banner.interrupted.connect(self._checking.interrupt)
        self._checking.progressed.connect(self._banner.show_progress)
        self.notices.add(self._banner)
        if self.check is not None:
            self.check.setEnabled(False)

    def _end(self) -> None:
        if self._banner is not None:
            self._checking.progressed.disconnect(self._banner.show_progress)
            self.notices.remove(self._banner)
            self._banner = None
        if self.isVisible():
            self.refresh()

    def _show_refusal(self, error: Exception) -> None:
        if isinstance(error, AppError):  # anything else is told by the window
            self.show_failure(error)


def sheets_cards(view: MemberProofs) -> list[QWidget]:
    """« Fiches et accusés »: the fiches handed in from this computer, the last receipt, the list settled."""
    explanation = tr("Proofs", "L’empreinte de votre dernière fiche retenue est imprimée au procès-verbal.")
    sheets: list[QWidget | QVBoxLayout] = [_sheet(sheet) for sheet in view.sheets]
    nothing = statement(tr("Proofs", "Aucune fiche n’a été remise depuis cet ordinateur."), "info", "mention")
    cards: list[QWidget] = [
        card(tr("Proofs", "Fiches remises depuis cet ordinateur"), explanation, *(sheets or [nothing]))
    ]
    return [*cards, _receipt(view), _register(view)]


def _sheet(sheet: HandedProof) -> QVBoxLayout:
    name = tr("Proofs", "Fiche n° {version}").format(version=sheet.version)
    handed = tr("Proofs", "remise le {moment}").format(moment=date_time_fr(sheet.at))
    what = tr("Proofs", "empreinte de la fiche n° {version}").format(version=sheet.version)
    parts = proof(name, handed, digest_text(what, sheet.sha512))
    parts.addSpacing(6)
    if sheet.receipt:
        parts.addWidget(statement(f"{sheet.receipt}.", "inbox", "mention"))
    else:
        parts.addWidget(statement(tr("Proofs", "En attente de l’accusé de réception."), "clock", "mention"))
    return parts


def _receipt(view: MemberProofs) -> QWidget:
    title = tr("Proofs", "Dernier accusé de réception")
    if view.receipt is None:
        return card(title, "", statement(tr("Proofs", "Aucun n’a été lu ici."), "info", "mention"))
    explanation = tr(
        "Proofs",
        "Cette empreinte résume tout le journal du secrétariat à ce moment : une ligne changée ou "
        "retirée ensuite se verrait.",
    )
    name = tr("Proofs", "Accusé n° {serial}").format(serial=view.receipt.serial)
    value = digest_text(tr("Proofs", "empreinte du journal du secrétariat"), view.receipt.journal)
    return card(title, explanation, proof(name, "", value))


def _register(view: MemberProofs) -> QWidget:
    title = tr("Proofs", "Liste arrêtée à la clôture")
    if view.register is None:
        words = tr("Proofs", "La réception n’est pas close, ou l’accusé qui le dit n’a pas été lu ici.")
        return card(title, "", statement(words, "info", "mention"))
    explanation = tr("Proofs", "La même empreinte est imprimée au procès-verbal que signent les membres.")
    return card(
        title,
        explanation,
        digest_text(tr("Proofs", "empreinte de la liste arrêtée"), view.register.sha512),
        *[statement(line, "inbox", "mention") for line in view.register.lines],
    )


def _state(lot: OpenedLot) -> QWidget:
    if not lot.is_read:
        return Badge(tr("Proofs", "Remplacé"))
    if lot.check is None:
        return Badge(tr("Proofs", "Pas encore vérifié"))
    if lot.check.damaged:
        count = count_fr(len(lot.check.damaged), tr("Proofs", "pièce abîmée"), tr("Proofs", "pièces abîmées"))
        return Badge(count, "error")
    return Badge(tr("Proofs", "Lot complet et conforme"), "success")
