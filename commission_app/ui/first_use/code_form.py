"""The right half of the first opening: the lot, the code, the size of text, one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QRadioButton, QWidget

from commission_app.ui import theme
from commission_app.ui.first_use.code_field import SIGNS, CodeField
from commission_app.ui.first_use.lot_choice import LotChoice
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row
from commission_app.ui.widgets.segmented import Segmented


class CodeForm(QWidget):
    """Says what is missing as the person types; `submitted` only with a lot and a whole code."""

    submitted = Signal()
    edited = Signal()
    text_size_chosen = Signal(int)  # per cent

    def __init__(self, *, asks_text_size: bool, sentence: str, back: str = "") -> None:
        """Take what is said under the title, and the words of the button that goes back, if there is one."""
        super().__init__()
        self.lot = LotChoice()
        self.lot.chosen.connect(self._on_edited)
        self.code = CodeField()
        self.code.edited.connect(self._on_edited)
        self.code.returnPressed.connect(self._on_submit)
        self.hint = Label("", "mention", wrap=True)
        self.button = Button(
            self.tr("Continuer"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.button.clicked.connect(self._on_submit)
        self.back = Button(back, "link")
        self.back.setVisible(bool(back))
        self.practice = Button(self.tr("S’entraîner cinq minutes"), "link")
        self.secretariat = Button(self.tr("Je suis du secrétariat…"), "link")
        parts = self._make_fields(sentence)
        if asks_text_size:
            parts.addLayout(self._make_text_size())
        parts.addSpacing(26)
        parts.addLayout(row(self.back, self.practice, 14, self.secretariat, STRETCH, self.button))
        parts.addSpacing(26)
        parts.addLayout(self._make_privacy())
        parts.addStretch(1)
        self.setLayout(parts)
        self._on_edited()

    def mark_code(self, *, is_wrong: bool) -> None:
        """Frame the field of the code when it was refused."""
        self.code.setProperty("invalid", is_wrong)
        # The style sheet looks at `invalid`, and only when it is asked to.
        self.code.style().unpolish(self.code)
        self.code.style().polish(self.code)

    def set_busy(self, *, is_busy: bool) -> None:
        """Wait while the lot is being read."""
        for part in (self.lot, self.code, self.button, self.back, self.practice, self.secretariat):
            part.setEnabled(not is_busy)
        if not is_busy:
            self._on_edited()

    def _make_fields(self, sentence: str) -> QBoxLayout:
        return column(
            Label(self.tr("Ouvrir mon lot"), "page_title"),
            2,
            Label(sentence, "long", tint="mention", wrap=True),
            24,
            row(
                Label(self.tr("Lot de dossiers"), "field"),
                STRETCH,
                Label(self.tr("reçu par clé USB ou par messagerie"), "mention"),
            ),
            6,
            self.lot,
            20,
            row(
                Label(self.tr("Code d’ouverture"), "field"),
                STRETCH,
                Label(self.tr("sur votre lettre de convocation"), "mention"),
            ),
            6,
            self.code,
            6,
            self.hint,
        )

    def _make_text_size(self) -> QBoxLayout:
        words = [self.tr("{percent} %").format(percent=percent) for percent in theme.TEXT_SIZES]
        sizes = Segmented(self.tr("Taille du texte"), words)
        in_use = theme.TEXT_SIZES.index(theme.text_percent())
        sizes.findChildren(QRadioButton)[in_use].setChecked(True)
        sizes.chosen.connect(lambda index: self.text_size_chosen.emit(theme.TEXT_SIZES[index]))
        return column(18, row(Label(self.tr("Taille du texte"), "field"), STRETCH, sizes))

    def _make_privacy(self) -> QBoxLayout:
        privacy = self.tr(
            "Données personnelles : votre nom, votre organisme, vos notes et vos remarques servent à la "
            "sélection et sont conservés par le secrétariat, auprès de qui vous exercez vos droits. Vos "
            "commentaires sont communicables après la décision."
        )
        return column(Line(), 12, Label(privacy, "mention", wrap=True))

    def _on_edited(self) -> None:
        foreign = self.code.foreign_signs()
        self.mark_code(is_wrong=bool(foreign))
        self.hint.set_tint("error" if foreign else "mention")
        if foreign:
            sign, group, place = foreign[0]
            words = self.tr("Aucun code n’a de {sign} : vérifiez le signe {place} du groupe {group}.")
            self.hint.setText(words.format(sign=sign, place=place, group=group))
        else:
            count, words = len(self.code.signs()), self.tr("{count} signes sur {total}.")
            forgiving = self.tr("Majuscules, espaces et tirets ne comptent pas.")
            self.hint.setText(words.format(count=count, total=SIGNS) if count else forgiving)
        self.button.setEnabled(self.lot.file is not None and self.code.is_whole())
        self.edited.emit()

    def _on_submit(self) -> None:
        if self.button.isEnabled():
            self.submitted.emit()
