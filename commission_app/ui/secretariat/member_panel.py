"""The panel of one member: letter, lot, computers, and what can be done when one of them is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from commission_app.texts import count_fr, list_fr
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.fold import Fold
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.workflow.secretariat.computers import Computer
from commission_app.workflow.secretariat.members_view import MemberLine

MARGIN = 22
COMPUTER_LOOKS: dict[str, tuple[IconName, Token]] = {
    "active": ("laptop", "success"),
    "to_confirm": ("laptop", "warning"),
    "revoked": ("circle-x", "error"),
    "replaced": ("circle-x", "mention"),
}


class MemberPanel(SidePanel):
    """Emits what a person asks for, with the `MemberLine` it is about."""

    new_code_asked = Signal(object)
    loss_declared = Signal(object)
    recusal_asked = Signal(object)
    computer_readmitted = Signal(object, str)
    cut_asked = Signal()

    def __init__(self) -> None:
        self._slot = Slot()
        super().__init__(column(self._slot, STRETCH), self.tr("Membre choisi"))
        self.show_member(None)

    def show_member(self, line: MemberLine | None) -> None:
        """Show a member, or say to choose one."""
        pressed = [button.text() for button in self.findChildren(Button) if button.hasFocus()]
        self._slot.fill(self._nobody() if line is None else self._content(line))
        for button in self.findChildren(Button):  # the keyboard stays where it was, on what took its place
            if button.text() in pressed and button.isVisibleTo(self):
                button.setFocus()

    def _nobody(self) -> QVBoxLayout:
        words = self.tr("Choisissez un membre pour voir sa lettre, son lot et ses ordinateurs.")
        return column(Label(words, "body", tint="mention", wrap=True), margins=(MARGIN, 24, MARGIN, 20))

    def _content(self, line: MemberLine) -> QVBoxLayout:
        names = column(
            Label(line.name, "section_title", wrap=True),
            Label(line.institution_name, "mention", wrap=True),
            spacing=2,
        )
        head = row(Avatar(line.name, line.institution, 44), 14, names, margins=(MARGIN, 20, MARGIN, 16))
        head.setStretch(2, 1)
        return column(
            head,
            Line(),
            self._letter(line),
            Line(),
            self._lot(line),
            Line(),
            *((self._held(line), Line()) if line.held else ()),
            self._computers(line),
        )

    def _letter(self, line: MemberLine) -> QVBoxLayout:
        parts = _section(self.tr("Sa lettre"), ", ".join(line.letter) + ".")
        if line.has_code:
            lost = Button(self.tr("Code perdu : refaire sa lettre…"), icon="rotate-ccw", size="small")
            lost.clicked.connect(lambda: self.new_code_asked.emit(line))
            parts.addLayout(row(lost, STRETCH))
        return parts

    def _lot(self, line: MemberLine) -> QVBoxLayout:
        pieces = count_fr(line.pieces, self.tr("pièce"))
        parts = _section(self.tr("Son lot"), f"{line.dossiers[0]}, {pieces}. {line.lot[0]}, {line.lot[1]}.")
        if line.kept_away:
            away = self.tr("Déport : {names}.").format(names=list_fr(line.kept_away))
            parts.insertWidget(3, Label(away, "mention", wrap=True))
        if line.may_read:
            names = Label(list_fr([name for _, name in line.may_read]) + ".", "mention", wrap=True)
            parts.addWidget(Fold(self.tr("Ses dossiers"), names))
        if len(line.may_read) > 1:
            recusal = Button(self.tr("Déclarer un déport…"), icon="user-x", size="small")
            recusal.clicked.connect(lambda: self.recusal_asked.emit(line))
            parts.addLayout(row(recusal, STRETCH))
        return parts

    def _held(self, line: MemberLine) -> QVBoxLayout:
        """Say each lot that was sealed for a member: what left cannot be called back."""
        parts = _section(self.tr("Ce que cette personne détient"), "")
        for lot in line.held:
            name = lot.name if lot.is_last else self.tr("{name}, remplacée").format(name=lot.name)
            parts.addWidget(Label(name, "field", wrap=True))
            parts.addWidget(Label(lot.mention, "mention", wrap=True))
            if lot.too_much:
                words = self.tr("Ce lot contient {names} : demandez qu’il soit détruit.")
                told = words.format(names=list_fr(lot.too_much))
                parts.addWidget(Label(told, "mention", tint="warning", wrap=True))
            parts.addSpacing(7)
        cut = Button(self.tr("Découper un lot pour le courriel…"), icon="files", size="small")
        cut.clicked.connect(self.cut_asked)
        parts.addLayout(row(cut, STRETCH))
        return parts

    def _computers(self, line: MemberLine) -> QVBoxLayout:
        if not line.computers:
            words = self.tr("Reconnu à sa première fiche.")
            return _section(self.tr("Son ordinateur"), words)
        title = self.tr("Son ordinateur") if len(line.computers) == 1 else self.tr("Ses ordinateurs")
        parts = _section(title, "")
        for computer in line.computers:
            parts.addLayout(self._computer(line, computer))
        if any(computer.status in ("active", "to_confirm") for computer in line.computers):
            lost = Button(self.tr("Ordinateur perdu ou volé…"), "danger", icon="triangle-alert", size="small")
            lost.clicked.connect(lambda: self.loss_declared.emit(line))
            parts.addSpacing(8)
            parts.addLayout(row(lost, STRETCH))
        return parts

    def _computer(self, line: MemberLine, computer: Computer) -> QVBoxLayout:
        icon, tint = COMPUTER_LOOKS[computer.status]
        state = computer.state[:1].upper() + computer.state[1:]
        words = column(Label(state, "field", wrap=True), Label(computer.since, "mention"), spacing=1)
        shown = row(IconLabel(icon, tint, 18), 10, words)
        shown.setStretch(2, 1)
        parts = column(shown, margins=(0, 4, 0, 4))
        if computer.status == "revoked":
            again = Button(self.tr("Retrouvé : le réadmettre"), size="small")
            again.clicked.connect(lambda: self.computer_readmitted.emit(line, computer.key))
            parts.addSpacing(6)
            parts.addLayout(row(28, again, STRETCH))
        return parts


def _section(title: str, words: str) -> QVBoxLayout:
    parts = column(Label(title, "panel_title"), 4, margins=(MARGIN, 16, MARGIN, 16), spacing=0)
    if words:
        parts.addWidget(Label(words, "body", wrap=True))
        parts.addSpacing(10)
    return parts
