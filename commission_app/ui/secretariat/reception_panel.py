"""The panel beside the reception: whose fiche counts, who is missing, and « Peut-on consolider ? »."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.ui.icons import IconName
from commission_app.ui.secretariat.digits_field import DigitsField
from commission_app.ui.secretariat.member_letter import ask_again, remind
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.ui.widgets.progress import ProgressBar
from commission_app.workflow.secretariat.views import (
    MemberProgress,
    ReceivedFile,
    ReceptionStanding,
    ReceptionView,
    Verdict,
)

MARGIN = 22


class ReceptionPanel(SidePanel):
    """Members, what waits for a person's confirmation, and the answer to the real question."""

    consolidation_asked = Signal()
    confirmed = Signal(object, str)  # the `ReceivedFile` that an agent confirmed with the member, the digits
    close_asked = Signal()
    letter_asked = Signal(str)  # a text to copy for a member, or for several
    paper_asked = Signal(str)  # the member whose paper grid is to be entered

    def __init__(self, *, asks_digits: bool = False, takes_paper: bool = False) -> None:
        self._asks_digits, self._takes_paper = asks_digits, takes_paper
        self._count = Label("", "panel_title")
        self._bar = ProgressBar(6)
        self._members = Slot()
        self._waiting = Slot()
        self._answer = Label("", "body", wrap=True)
        self._consolidate = Button("", "primary", icon="arrow-right", icon_after=True)
        self._remind = Button(self.tr("Préparer la relance"), icon="copy", size="small")
        self._remind.clicked.connect(lambda: self.letter_asked.emit(remind(self._awaited, self._deadline)))
        self._awaited: list[MemberProgress] = []  # have sent nothing yet
        self._deadline: datetime | None = None
        self._standing = Label("", "body", wrap=True)
        self._close = Button("")
        self._close.hide()
        super().__init__(self._content(), self.tr("Fiches prises en compte"))
        self._close.clicked.connect(self.close_asked)
        self._consolidate.clicked.connect(self.consolidation_asked)

    def show_view(self, view: ReceptionView) -> None:
        """Show who is in, and whether the commission can consolidate."""
        is_in = sum(member.is_in for member in view.members)
        count = self.tr("{count} sur {total}").format(count=is_in, total=len(view.members))
        self._count.setText(count)
        self._bar.show_share(is_in / len(view.members) if view.members else 0.0, count)
        self._members.fill(column(*[self._member_line(member) for member in view.members], spacing=0))
        self._waiting.fill(column(self._confirmations(view.files), self._refusals(view)))
        self._awaited = [member for member in view.members if not (member.is_in or member.has_problem)]
        self._deadline = view.deadline
        self._remind.setVisible(bool(self._awaited))
        self._answer.setText(view.answer)
        provisional = self.tr("Consolider à titre provisoire")
        self._consolidate.setText(provisional if view.is_provisional else self.tr("Consolider"))
        self._consolidate.setEnabled(view.can_consolidate)

    def show_reminder(self) -> None:
        """Bring the reminder under the eyes and the keyboard of the person."""
        self.ensureWidgetVisible(self._remind)
        self._remind.setFocus()

    def show_standing(self, standing: ReceptionStanding) -> None:
        """Show whether the reception is closed."""
        self._standing.setText(standing.text)
        again = self.tr("Clore de nouveau la réception…")
        self._close.setText(again if standing.closed else self.tr("Clore la réception…"))
        self._close.setVisible(not standing.is_current)  # closed again, nothing would change

    def _content(self) -> QVBoxLayout:
        title = Label(self.tr("Fiches prises en compte"), "panel_title")
        question = Label(self.tr("Peut-on consolider ?"), "panel_title")
        head = column(row(title, STRETCH, self._count), 10, self._bar, margins=(MARGIN, 20, MARGIN, 14))
        answer = column(
            question, 6, self._answer, 14, row(self._consolidate, STRETCH), margins=(MARGIN, 16, MARGIN, 20)
        )
        members = column(self._members, row(self._remind, STRETCH), margins=(MARGIN, 0, MARGIN, 12))
        closing = column(
            Label(self.tr("Clôture"), "panel_title"),
            6,
            self._standing,
            14,
            row(self._close, STRETCH),
            margins=(MARGIN, 16, MARGIN, 20),
        )
        return column(head, members, self._waiting, Line(), answer, Line(), closing, STRETCH)

    def _confirmations(self, files: Sequence[ReceivedFile]) -> QVBoxLayout:
        """Return what waits for an agent: a fiche that came from another computer of its member."""
        parts = column()
        for file in files:
            if file.verdict is Verdict.TO_CONFIRM:
                parts.addWidget(Line())
                parts.addLayout(self._digits(file) if self._asks_digits else self._confirmation(file))
        return parts

    def _refusals(self, view: ReceptionView) -> QVBoxLayout:
        """Return, for each member who has no fiche but one refused, what was refused and what to send."""
        parts = column()
        for member in view.members:
            of_member = (file for file in view.files if file.member == member.member)
            last = next((file for file in of_member if file.verdict is Verdict.REFUSED), None)
            if member.has_problem and last is not None:
                parts.addWidget(Line())
                parts.addLayout(self._refusal(last))
        return parts

    def _refusal(self, file: ReceivedFile) -> QVBoxLayout:
        button = Button(self.tr("Préparer le courriel"), icon="copy", size="small")
        button.setAccessibleName(self.tr("Préparer le courriel à {name}").format(name=file.member_name))
        button.clicked.connect(lambda: self.letter_asked.emit(ask_again(file)))
        what = self.tr("La fiche de {name} est à demander de nouveau.").format(name=file.member_name)
        return column(
            Label(what, "strong", wrap=True),
            4,
            Label(file.title, "body", wrap=True),
            10,
            row(button, STRETCH),
            margins=(MARGIN, 14, MARGIN, 14),
        )

    def _confirmation(self, file: ReceivedFile) -> QVBoxLayout:
        button = Button(self.tr("C’est bien sa fiche : la prendre en compte"), size="small")
        button.clicked.connect(lambda: self.confirmed.emit(file, ""))
        what = self.tr("{name} a remis sa fiche depuis un autre ordinateur.")
        return column(
            Label(what.format(name=file.member_name), "strong", wrap=True),
            4,
            Label(self.tr("Demandez-lui de vive voix si c’est bien le cas."), "body", wrap=True),
            10,
            row(button, STRETCH),
            margins=(MARGIN, 14, MARGIN, 14),
        )

    def _digits(self, file: ReceivedFile) -> QVBoxLayout:
        """Return the question of the reinforced mode."""
        field = DigitsField()
        button = Button(self.tr("Prendre sa fiche en compte"), size="small")
        button.setEnabled(False)
        field.edited.connect(lambda: button.setEnabled(field.is_whole()))
        field.returnPressed.connect(button.click)
        button.clicked.connect(lambda: self.confirmed.emit(file, field.digits()))
        what = self.tr("{name} a remis une fiche depuis un ordinateur à vérifier.")
        how = self.tr(
            "Appelez ce membre à un numéro que vous connaissez déjà, et tapez les 40 chiffres qu’il lit dans "
            "« Preuves… »."
        )
        return column(
            Label(what.format(name=file.member_name), "strong", wrap=True),
            4,
            Label(how, "body", wrap=True),
            10,
            field,
            10,
            row(button, STRETCH),
            margins=(MARGIN, 14, MARGIN, 14),
        )

    def _member_line(self, member: MemberProgress) -> QWidget:
        icon: IconName = "octagon-x" if member.has_problem else "circle-check" if member.is_in else "circle"
        tint: Token = "error" if member.has_problem else "success" if member.is_in else "faint"
        mention = f"{member.institution} · {member.state}"
        names = column(ElidedLabel(member.name, "field"), ElidedLabel(mention, "mention"), spacing=1)
        parts = row(Avatar(member.name, member.institution, 28), 12, names, 8, margins=(0, 5, 0, 5))
        parts.setStretch(2, 1)
        if self._takes_paper:
            words = self.tr("Saisir une grille papier de {name}…").format(name=member.name)
            paper = IconButton("file-text", words, tint="mention")
            paper.clicked.connect(lambda: self.paper_asked.emit(member.member))
            parts.addWidget(paper)
            parts.addSpacing(4)
        parts.addWidget(IconLabel(icon, tint, 18))
        line = QWidget()
        line.setLayout(parts)
        return line
