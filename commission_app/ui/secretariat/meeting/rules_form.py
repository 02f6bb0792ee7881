"""The rules of the meeting as a form: data of the campaign, adopted by the commission, then locked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from commission_app.scoring.ids import MemberId
from commission_app.scoring.meeting.acts import RulesAdopted
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import line_field, number_field, text_field
from commission_app.ui.secretariat.meeting.variety_form import VarietyForm
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.fold import Fold
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Slot, column, row
from commission_app.workflow.meeting.adoption import variety_words
from commission_app.workflow.meeting.views import MeetingView

OUTSIDE = "-"  # the chair is none of the members


class RulesForm(Card):
    """Shows the rules in force, or those proposed; the button adopts what is written."""

    adopted = Signal(object)  # RulesAdopted

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._variety_lines, self.variety = Slot(), VarietyForm()
        self.variety.changed.connect(self._show_variety)
        self.reason, self._reason_title = text_field(), Label(self.tr("Motif du changement"), "field")
        self.reason.setAccessibleName(self._reason_title.text())
        self.reason.textChanged.connect(self._allow)
        self._needs_reason = False
        self._seats, self._quorum, self.chair = number_field(999), number_field(99), line_field()
        self._voice = ChoiceField(
            [
                ("institution", self.tr("Une voix par institution")),
                ("membre", self.tr("Une voix par membre titulaire")),
            ]
        )
        self._members = ChoiceField([("", "")] * 5)
        self._members.setAccessibleName(self.tr("La présidence parmi les membres"))
        self._members.chosen.connect(self._name_chair)
        self._casting = CheckLine(self.tr("Voix prépondérante de la présidence"))
        self._state = Label("", "mention", wrap=True)
        self._adopt = Button(self.tr("Adopter ces règles"), "primary")
        self._adopt.clicked.connect(lambda: self.adopted.emit(self._rules()))
        self.setLayout(self._lay_out())

    def _lay_out(self) -> QVBoxLayout:
        fields = column(spacing=4)
        for name, field in (
            (self.tr("Places"), self._seats),
            (self.tr("Quorum, en voix"), self._quorum),
            (self.tr("Voix"), self._voice),
            (self.tr("Nom de la présidence"), self.chair),
        ):
            field.setAccessibleName(name)
            fields.addLayout(column(Label(name, "field"), 3, field, 4))
        fields.addLayout(column(Label(self.tr("La présidence parmi les membres"), "field"), 3))
        fields.addWidget(self._members)
        variety = column(
            Label(self.tr("Variété des territoires"), "field"),
            2,
            self._variety_lines,
            2,
            Fold(self.tr("Fixer les règles de variété"), self.variety),
        )
        return column(
            Label(self.tr("Règles de la séance"), "section_title"),
            2,
            self._state,
            8,
            fields,
            4,
            self._casting,
            10,
            variety,
            6,
            self._reason_title,
            3,
            self.reason,
            10,
            row(STRETCH, self._adopt),
            margins=(20, 16, 20, 16),
        )

    def show_view(self, view: MeetingView) -> None:
        """Show the rules; what is being typed stays when the same view comes again."""
        rules = view.proposed_rules
        shown = (rules, view.rules_warning, view.rules, view.proposed_variety, view.is_ranking_known)
        if shown == self._shown:
            return
        self._shown = shown
        self._seats.setText(str(rules.seats))
        self._quorum.setText(str(rules.quorum))
        self.chair.setText(rules.chair)
        self._casting.setChecked(rules.casting_vote)
        self._voice.choose(rules.voice)
        members = [(OUTSIDE, self.tr("Personne extérieure, sans voix"))]
        members += [(person.member, f"{person.name} ({person.institution})") for person in view.people]
        chosen = rules.chair_member or (OUTSIDE if rules.chair else "")
        self._show_members(members, chosen)
        adopted = next(iter(view.adoption), self.tr("Adoptées."))
        self._state.setText(adopted if view.rules else self.tr("Proposées : la commission les adopte."))
        self._state.set_tint("warning" if view.rules_warning else "mention")
        self.variety.show_variety(view.proposed_variety)
        self._needs_reason = view.is_ranking_known
        self.reason.setVisible(view.is_ranking_known)
        self._reason_title.setVisible(view.is_ranking_known)
        self.reason.setPlainText("")
        self._allow()

    def _show_members(self, choices: list[tuple[str, str]], chosen: str) -> None:
        self._members.offer(choices, chosen)

    def _name_chair(self) -> None:
        found = self._members.selectedItems()
        if found and self._members.choice() != OUTSIDE:
            self.chair.setText(found[0].text().rpartition(" (")[0])

    def _show_variety(self) -> None:
        lines = [Label(words, "body", wrap=True) for words in variety_words(self.variety.variety())]
        self._variety_lines.fill(column(*lines, spacing=2))

    def _allow(self) -> None:
        """Ask for the reason of rules that change once the ranking is known."""
        self._adopt.setEnabled(not self._needs_reason or bool(self.reason.toPlainText().strip()))

    def _rules(self) -> RulesAdopted:
        chair = self._members.choice()
        return RulesAdopted(
            int(self._seats.text() or 0),
            int(self._quorum.text() or 0),
            "membre" if self._voice.choice() == "membre" else "institution",
            self._casting.isChecked(),
            self.chair.text().strip(),
            MemberId(chair) if chair not in ("", OUTSIDE) else None,
            self.variety.variety(),
            self.reason.toPlainText().strip() if self._needs_reason else "",
        )
