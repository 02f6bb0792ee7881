"""« Enveloppe »: a ceiling to try on what the selected dossiers ask for or are promised. Off until ticked."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commission_app.texts import count_fr, integer_fr
from commission_app.ui import theme
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Slot, column, row
from commission_app.workflow.deliberation.portfolio_views import Envelope, Money, PortfolioStart, Purse

ReadAmount = Callable[[str], Fraction | None]
WIDE, LONGEST = 128, 20  # pixels and characters of a field


class EnvelopePanel(QWidget):
    """One box and one amount for each purse; an amount that cannot be read is said and not counted."""

    changed = Signal()

    def __init__(self, read_amount: ReadAmount) -> None:
        super().__init__()
        self._read = read_amount
        self.boxes: dict[Purse, CheckLine] = {}
        self.fields: dict[Purse, QLineEdit] = {}
        self._unread: dict[Purse, Label] = {}
        self._told: dict[Purse, str] = {}  # the amount that was read last
        self._lines = Slot()
        words = self.tr("Somme des dossiers de la liste, au plus :")
        self.setLayout(
            column(
                Label(self.tr("Enveloppe"), "panel_title"),
                4,
                Label(words, "mention", wrap=True),
                8,
                self._lines,
            )
        )

    def show_start(self, start: PortfolioStart) -> None:
        """Show each purse with the ceiling of the campaign; what was ticked and typed stays."""
        ticked = {purse for purse, box in self.boxes.items() if box.isChecked()}
        typed = {purse: field.text() for purse, field in self.fields.items()}
        parts: list[Item] = []
        for purse in Purse:
            line = self._purse(purse, start.money[purse], len(start.ranking.rows))
            self.fields[purse].setText(typed.get(purse, self.fields[purse].text()))
            self.boxes[purse].setChecked(purse in ticked and self.boxes[purse].isEnabled())
            self.boxes[purse].toggled.connect(self._tick)
            self._told[purse] = self.fields[purse].text()
            parts += [line, 12]
        self._lines.fill(column(*parts))
        self._say()

    def envelopes(self) -> tuple[Envelope, ...]:
        """Return the ceilings that are ticked and can be read."""
        ticked = [purse for purse, box in self.boxes.items() if box.isChecked()]
        found = {purse: self._read(self.fields[purse].text()) for purse in ticked}
        return tuple(Envelope(purse, ceiling) for purse, ceiling in found.items() if ceiling is not None)

    def _purse(self, purse: Purse, money: Money, ranked: int) -> QVBoxLayout:
        titles = {
            Purse.ASKED: self.tr("Demandé à l’État"),
            Purse.PROMISED: self.tr("Promis par les caisses"),
        }
        box, field = CheckLine(titles[purse]), QLineEdit()
        box.setEnabled(bool(money.amounts))
        field.setMaxLength(LONGEST)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(self.tr("{title}, au plus, en euros").format(title=titles[purse]))
        field.setFixedWidth(theme.scaled(WIDE))
        field.setEnabled(bool(money.amounts))
        if money.ceiling is not None:
            field.setText(integer_fr(int(money.ceiling)))
        field.editingFinished.connect(lambda: self._typed(purse))
        unread = Label(self.tr("Écrivez un montant en euros."), "mention", tint="warning", wrap=True)
        self.boxes[purse], self.fields[purse], self._unread[purse] = box, field, unread
        known = self.tr("Montant connu pour {count} sur {all}.").format(
            count=count_fr(len(money.amounts), self.tr("dossier"), self.tr("dossiers")), all=ranked
        )
        none = self.tr("Aucun montant n’est écrit dans les dossiers.")
        told = Label(known if money.amounts else none, "mention", wrap=True)
        return column(box, 4, row(26, field, 6, Label("€"), STRETCH), 3, unread, told)

    def _tick(self) -> None:
        self._say()
        self.changed.emit()

    def _typed(self, purse: Purse) -> None:
        self._say()
        text = self.fields[purse].text()
        if text != self._told[purse]:  # leaving the field is not a change
            self._told[purse] = text
            if self.boxes[purse].isChecked():
                self.changed.emit()

    def _say(self) -> None:
        for purse, label in self._unread.items():
            is_wanted = self.boxes[purse].isChecked()
            label.setVisible(is_wanted and self._read(self.fields[purse].text()) is None)
