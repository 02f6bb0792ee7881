"""Name, dates, places and voices of a campaign: what is typed is kept as soon as the field is left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from commission_app.scoring.campaign import Campaign
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import line_field, number_field
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, column
from commission_app.workflow.preparation.eligibility import typed_minute
from commission_app.workflow.preparation.settings import MOST_SEATS, Details, details_of


class DetailsForm(Card):
    """Emits all the details each time one of them changed."""

    written = Signal(object)  # Details, its minutes as they are typed

    def __init__(self) -> None:
        super().__init__()
        self._shown: Details | None = None
        self.name, self.phone = line_field(), line_field()
        self.deadline, self.meeting = line_field(), line_field()
        self.seats, self.readings = number_field(MOST_SEATS), number_field(MOST_SEATS)
        self.voice = ChoiceField(
            [
                ("institution", self.tr("Une voix par institution")),
                ("evaluateur", self.tr("Une voix par membre")),
            ]
        )
        self._people = Label("", "body", wrap=True)
        parts = column(Label(self.tr("Réglages"), "section_title"), 8, margins=(20, 16, 20, 16))
        for words, field in (
            (self.tr("Nom de la campagne"), self.name),
            (self.tr("Téléphone du secrétariat"), self.phone),
            (self.tr("Date limite des fiches (25/06/2021 18:00)"), self.deadline),
            (self.tr("Séance de la commission (01/07/2021 09:30)"), self.meeting),
            (self.tr("Places"), self.seats),
            (self.tr("Lectures requises par dossier"), self.readings),
            (self.tr("Voix dans la note"), self.voice),
        ):
            field.setAccessibleName(words)
            parts.addLayout(column(Label(words, "field"), 4, field, 10))
        parts.addLayout(column(Label(self.tr("Membres"), "field"), 4, self._people))
        self.setLayout(parts)
        for line in self.lines():
            line.editingFinished.connect(self._write)
        self.voice.chosen.connect(self._write)

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the fields of one line."""
        return self.name, self.phone, self.deadline, self.meeting, self.seats, self.readings

    def show_campaign(self, campaign: Campaign, *, is_frozen: bool) -> None:
        """Show the settings; a field where somebody types is left alone."""
        details = details_of(campaign)
        texts = (
            details.name,
            details.phone,
            typed_minute(details.deadline),
            typed_minute(details.meeting),
            str(details.seats),
            str(details.readings_min),
        )
        for field, text in zip(self.lines(), texts, strict=True):
            field.setReadOnly(is_frozen)
            if not (field.hasFocus() and field.isModified()):
                field.setText(text)
        self.voice.setEnabled(not is_frozen)
        self.voice.blockSignals(True)
        self.voice.choose(details.voice_unit)
        self.voice.blockSignals(False)
        lines = [f"{member.name} ({member.institution})" for member in campaign.members]
        self._people.setText("\n".join(lines))
        self._shown = self.details()

    def details(self) -> Details:
        """Return what the fields hold."""
        name, phone, deadline, meeting, seats, readings = (field.text().strip() for field in self.lines())
        voice = self.voice.choice() or "institution"
        return Details(name, phone, deadline, meeting, int(seats or 0), int(readings or 0), voice)

    def _write(self) -> None:
        details = self.details()
        if self._shown is not None and details != self._shown:
            self._shown = details
            self.written.emit(details)
