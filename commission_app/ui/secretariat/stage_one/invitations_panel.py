"""Beside the list: what is done with the territories chosen or shown, and what the letter says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import count_fr, date_time_fr, typeset
from commission_app.ui.secretariat.meeting.questions import line_field, text_field
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row
from commission_app.workflow.preparation.departements.invitations import (
    LONGEST_WHERE,
    LONGEST_WORD,
    InvitationsView,
    end_of_deposits,
)


class InvitationsPanel(QWidget):
    """Buttons are of the page; `letter_written` carries where to deposit and the word, as they are typed."""

    letter_written = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._kept = ("", "")
        self.about = Label("", "panel_title", wrap=True)
        self._how = Label("", "mention", wrap=True)
        self.invite = Button(self.tr("Noter l’invitation…"), icon="send")
        self.answer = Button(self.tr("Noter une réponse…"), icon="check")
        self.not_invited = Button(self.tr("Retirer l’invitation"), "link", size="small")
        self.not_answered = Button(self.tr("Retirer la réponse"), "link", size="small")
        self.letters = Button(self.tr("Écrire les lettres…"), icon="printer")
        self.export = Button(self.tr("Exporter la liste…"), icon="download")
        self.where, self.word = line_field(), text_field()
        self.where.setMaxLength(LONGEST_WHERE)
        self._deadline = Label("", "mention", wrap=True)
        self.where.editingFinished.connect(self.write)
        where, word = self.tr("Où déposer une candidature"), self.tr("Mot ajouté à la lettre")
        self.where.setAccessibleName(where)
        self.word.setAccessibleName(word)
        gestures = column(
            row(self.invite, STRETCH),
            8,
            row(self.answer, STRETCH),
            6,
            row(self.not_invited, self.not_answered, STRETCH, spacing=12),
            12,
            row(self.letters, STRETCH),
            8,
            row(self.export, STRETCH),
        )
        letter = column(
            Label(self.tr("Lettre d’invitation"), "panel_title"),
            4,
            self._deadline,
            10,
            Label(where, "field"),
            4,
            self.where,
            10,
            Label(word, "field"),
            4,
            self.word,
        )
        self.setLayout(column(self.about, 3, self._how, 12, gestures, 16, Line(), 16, letter))

    def show_view(self, view: InvitationsView) -> None:
        """Show what the letter says; a field in which somebody is typing stays."""
        self._kept = (view.letter.where, view.letter.word)
        if not self.where.hasFocus():
            self.where.setText(view.letter.where)
        if not self.word.hasFocus():
            self.word.setPlainText(view.letter.word)
        end = end_of_deposits(view)
        if end is None:
            said = self.tr(
                "La fin des dépôts n’est pas encore réglée : la lettre dit qu’elle sera donnée plus tard."
            )
        else:
            said = self.tr("Fin des dépôts : {date}.").format(date=date_time_fr(end))
        self._deadline.setText(typeset(said))

    def show_concerned(self, chosen: int, shown: int) -> None:
        """Say which territories the gestures are about: those chosen, or all those shown."""
        count = count_fr(chosen or shown, self.tr("territoire"))
        if chosen:
            about = self.tr("{count} choisis") if chosen > 1 else self.tr("{count} choisi")
        else:
            about = self.tr("{count} montrés") if shown > 1 else self.tr("{count} montré")
        self.about.setText(about.format(count=count))
        self._how.setText(
            self.tr("Choisissez des lignes, avec Maj ou Ctrl, pour n’agir que sur elles.")
            if not chosen
            else self.tr("Échap : tous ceux que montrent les filtres.")
        )
        for button in (
            self.invite,
            self.answer,
            self.not_invited,
            self.not_answered,
            self.letters,
            self.export,
        ):
            button.setEnabled(bool(chosen or shown))

    def write(self) -> None:
        """Write what was typed, when it changed."""
        typed = (self.where.text().strip(), self.word.toPlainText().strip()[:LONGEST_WORD])
        if typed != self._kept:
            self._kept = typed
            self.letter_written.emit(*typed)
