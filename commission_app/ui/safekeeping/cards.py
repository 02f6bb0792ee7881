"""The cards of « Mise à l’abri »: a copy of the recovery file, a change of keys, what follows from one."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from commission_app.texts import date_time_fr, typeset
from commission_app.ui import theme
from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, column, row
from commission_app.workflow.secretariat.rotation import KeyChange, Reason

MARGINS = (24, 18, 24, 22)
NUMBER_WIDTH = 16  # the same for every step


class CopyCard(Card):
    """A copy of `secours.age`: the printed code is asked each time, since it is what opens the copy."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        explanation = self.tr(
            "Avec le code du pli de secours et une sauvegarde du dossier de travail, ce fichier rétablit la "
            "campagne sur un autre ordinateur. Gardez-en une copie avec le pli, loin de celui-ci."
        )
        title = self.tr("Code de secours")
        self.code = QLineEdit()
        self.code.setProperty(UNKEPT, True)
        self.code.setAccessibleName(title)
        self._reveal = CheckLine(self.tr("Montrer les signes"))
        self.button = Button(self.tr("Écrire une copie…"), icon="download")
        self.button.setEnabled(False)
        where = Label(self.tr("imprimé dans le pli"), "mention")
        self.setLayout(
            column(
                _head(self.tr("Copie du fichier de secours"), explanation),
                14,
                row(Label(title, "field"), STRETCH, where),
                6,
                self.code,
                10,
                row(self._reveal, STRETCH, self.button),
                margins=MARGINS,
            )
        )
        self._reveal.toggled.connect(lambda _on: self._echo())
        self.code.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        self.code.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self._echo()

    def forget(self) -> None:
        """Leave no code in the field: it opens everything."""
        self.code.clear()
        self._reveal.setChecked(False)

    def _ask(self) -> None:
        if self.button.isEnabled():
            self.asked.emit()

    def _echo(self) -> None:
        """Hide the signs from whoever sits beside, unless the person wants to read them again."""
        mode = QLineEdit.EchoMode.Normal if self._reveal.isChecked() else QLineEdit.EchoMode.Password
        self.code.setEchoMode(mode)


class ChangeCard(Card):
    """Two ways to change the keys; `asked` carries the `Reason`."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        explanation = self.tr(
            "Les clés protègent tout ce que la campagne scelle. Les changer remplace aussi le pli de "
            "secours ; ce qui est déjà reçu reste lisible ici."
        )
        # A former agent who kept the keys passes for the secretariat until they are changed as stolen.
        planned = self.tr(
            "Simple précaution : personne d’autre n’a pu garder les clés ni le pli. Les membres gardent leur "
            "lettre et son code ; chacun reçoit un nouveau lot."
        )
        forced = self.tr(
            "Le pli, cet ordinateur ou une sauvegarde ont pu être vus ou volés, ou un agent parti a pu en "
            "garder copie. Chaque membre reçoit une nouvelle lettre, puis un nouveau lot. Ce qui est déjà "
            "parti reste lisible pour qui a eu les anciennes clés."
        )
        self.planned = Button(self.tr("Changer les clés…"), icon="key-round")
        self.forced = Button(self.tr("Changer les clés et les lettres…"), "danger", icon="triangle-alert")
        self.planned.clicked.connect(lambda: self.asked.emit(Reason.PLANNED))
        self.forced.clicked.connect(lambda: self.asked.emit(Reason.COMPROMISED))
        self.setLayout(
            column(
                _head(self.tr("Changer les clés de la campagne"), explanation),
                16,
                _choice(self.tr("Changement prévu"), planned, self.planned),
                16,
                Line(),
                16,
                _choice(self.tr("Après une perte, un vol ou un départ"), forced, self.forced),
                margins=MARGINS,
            )
        )


class EndCard(Card):
    """The end of the campaign on this computer."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        explanation = self.tr(
            "Une fois la décision prise et l’archive rangée, effacez la campagne de cet ordinateur : ses "
            "clés sont détruites d’abord, puis tout ce qu’elles ouvraient."
        )
        self._archived = Label("", "mention", wrap=True)
        self.button = Button(self.tr("Effacer la campagne…"), "danger", icon="trash-2")
        self.button.clicked.connect(self.asked)
        line = row(self._archived, 16, self.button)
        line.setStretch(0, 1)
        self.setLayout(column(_head(self.tr("Fin de la campagne"), explanation), 14, line, margins=MARGINS))

    def show_archive(self, words: str) -> None:
        """Say when the last archive was written."""
        self._archived.setText(words)


class FollowUpCard(Card):
    """What a change of keys leaves to do, until a person says that it is done."""

    put_aside = Signal()

    def __init__(self, change: KeyChange, *, has_chest: bool) -> None:
        is_done = change.reason is not None
        super().__init__(
            tint="info_soft" if is_done else "warning_soft", line="info_line" if is_done else "warning_line"
        )
        self.button = Button(self.tr("C’est fait") if is_done else self.tr("J’ai compris"), icon="check")
        self.button.clicked.connect(self.put_aside)
        body = self._steps(change, has_chest=has_chest) if change.reason else self._forgotten(change)
        body.addSpacing(16)
        body.addLayout(row(self.button, STRETCH))
        icon = IconLabel("key-round", "info", 20) if is_done else IconLabel("triangle-alert", "warning", 20)
        line = row(margins=(20, 18, 24, 18), spacing=14)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(body, 1)
        self.setLayout(line)

    def _steps(self, change: KeyChange, *, has_chest: bool) -> QVBoxLayout:
        title = self.tr("Les clés ont changé le {moment}").format(moment=date_time_fr(change.at))
        body = column(Label(title, "section_title", wrap=True), 4)
        body.addWidget(Label(typeset(self.tr("Ce qui reste à faire, dans l’ordre :")), "body", wrap=True))
        for number, step in enumerate(follow_up(change.reason), 1):
            body.addSpacing(8)
            body.addLayout(_numbered(number, typeset(step)))
        for note in self._notes(change, has_chest=has_chest):
            body.addSpacing(10)
            body.addWidget(Label(typeset(note), "mention", wrap=True))
        return body

    def _notes(self, change: KeyChange, *, has_chest: bool) -> Sequence[str]:
        sent = self.tr("Ce qui a été envoyé avant reste lisible pour qui a eu les anciennes clés.")
        chest = self.tr(
            "Le coffre ne change pas : le code de la présidence reste le même. S’il a pu être vu lui aussi, "
            "terminez cette campagne et créez-en une nouvelle."
        )
        is_forced = change.reason is Reason.COMPROMISED
        return [note for note, is_said in ((sent, is_forced), (chest, has_chest)) if is_said]

    def _forgotten(self, change: KeyChange) -> QVBoxLayout:
        title = self.tr("Un changement de clés a été interrompu : il n’a pas eu lieu")
        words = self.tr(
            "Les clés, le pli de secours et les lettres d’avant restent valables, rien n’est perdu. Si un "
            "nouveau pli a été écrit, détruisez-le sans l’imprimer : son code n’ouvre rien."
        )
        seen = self.tr("Constaté le {moment}.").format(moment=date_time_fr(change.at))
        return column(
            Label(typeset(title), "section_title", wrap=True),
            4,
            Label(typeset(words), "body", wrap=True),
            4,
            Label(seen, "mention", wrap=True),
        )


def follow_up(reason: Reason | None) -> Sequence[str]:
    """Return what remains to be done after a change of keys, in its order."""
    tr = QCoreApplication.translate
    envelope = (
        tr(
            "FollowUp",
            "Imprimez « pli-de-secours.pdf » et mettez-le sous enveloppe, avec « secours.age » sur une "
            "clé USB. Effacez ensuite ces deux fichiers du dossier où ils ont été écrits.",
        ),
        tr(
            "FollowUp",
            "Détruisez l’ancien pli et les copies de son fichier : seul le nouveau code rouvre la campagne.",
        ),
    )
    if reason is Reason.COMPROMISED:
        return (
            *envelope,
            tr(
                "FollowUp",
                "Dans « Membres et lots », écrivez les lettres : chaque membre a un nouveau code, l’ancien "
                "ne sert plus.",
            ),
            tr("FollowUp", "Au même endroit, scellez les lots."),
            tr(
                "FollowUp",
                "Remettez chaque lettre par une autre voie que le lot, et prévenez les membres par "
                "téléphone.",
            ),
        )
    return (
        *envelope,
        tr(
            "FollowUp",
            "Dans « Membres et lots », scellez les lots, puis envoyez-les. Les lettres restent les mêmes, et "
            "les membres ouvrent leur nouveau lot comme les précédents.",
        ),
        tr(
            "FollowUp",
            "Envoyez ensuite les accusés de réception : ils ne se lisent qu’une fois le nouveau lot ouvert.",
        ),
    )


def _head(title: str, explanation: str) -> QVBoxLayout:
    words = Label(typeset(explanation), "body", tint="mention", wrap=True)
    return column(Label(title, "section_title"), 4, words)


def _choice(title: str, meaning: str, button: Button) -> QHBoxLayout:
    words = column(Label(title, "strong"), 3, Label(typeset(meaning), "body", wrap=True))
    line = row(words, 20, button)
    line.setStretch(0, 1)
    return line


def _numbered(number: int, words: str) -> QHBoxLayout:
    line, place = row(spacing=8), Label(f"{number}.", "strong")
    place.setMinimumWidth(theme.scaled(NUMBER_WIDTH))
    line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(words, "body", wrap=True), 1)
    return line
