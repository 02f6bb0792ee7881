"""The dossier under debate: first the project, then the marks, then what opposes them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.texts import list_fr
from commission_app.ui.secretariat.meeting.marks_paint import PAGE, PAGE_COMPACT
from commission_app.ui.secretariat.meeting.opposition import Opposition
from commission_app.ui.secretariat.meeting.section_profile import SectionProfile
from commission_app.ui.secretariat.meeting.voice_bars import VoiceBars
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, Slot, column, row
from commission_app.workflow.meeting.views import ChangedLine, DossierPage


class DossierPanel(Panel):
    """The middle of the page. What is said beside the marks is asked by its buttons."""

    recusal_asked = Signal()
    mark_asked = Signal()
    recommendation_asked = Signal()
    dissent_asked = Signal()
    departure_asked = Signal()
    chair_asked = Signal()

    def __init__(self) -> None:
        self._head, self._said = Slot(), Slot()
        self._profile_title = Label("", "section_title")
        self._voices_title = Label("", "section_title")
        self.profile, self.voices = SectionProfile(), VoiceBars()
        self.opposition = Opposition()
        charts = row(
            self._chart(self._profile_title, self.profile), self._chart(self._voices_title, self.voices)
        )
        charts.setSpacing(24)
        charts.setStretch(0, 2)
        charts.setStretch(1, 1)
        self._charts = QWidget()
        self._charts.setLayout(charts)
        whole = column(
            self._head,
            8,
            self._charts,
            8,
            self._said,
            6,
            self.opposition,
            STRETCH,
            margins=(24, 12, 24, 10),
        )
        super().__init__()
        area = FlowArea(whole, self.tr("Dossier examiné"))
        self.setLayout(column(area))
        self._profile_title.setText(self.tr("Notes par section, en points"))
        self._voices_title.setText(self.tr("Note par organisme"))
        self.opposition.changed.connect(self._arrange)

    def show_page(self, page: DossierPage, maximum: int, *, names_hidden: bool, is_open: bool) -> None:
        """Show a dossier."""
        self._head.fill(self._header(page, names_hidden=names_hidden))
        self.profile.show_lines(page.sections, names_hidden=names_hidden)
        self.voices.show_lines(page.voices, page.mean, names_hidden=names_hidden)
        self.opposition.show_divergences(page.divergences, maximum, names_hidden=names_hidden)
        self._said.fill(self._words(page, names_hidden=names_hidden, is_open=is_open))

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the charts and fold the divergence."""
        measure = PAGE_COMPACT if is_compact else PAGE
        self.profile.set_measure(measure)
        self.voices.set_measure(measure)
        self.opposition.set_folding(can_fold=is_compact)

    def _arrange(self) -> None:
        """Give the place of the marks to a divergence that is opened in a short window."""
        self._charts.setVisible(not self.opposition.is_over_marks)

    @staticmethod
    def _chart(title: Label, chart: QWidget) -> QVBoxLayout:
        return column(title, 4, chart, STRETCH)

    def _header(self, page: DossierPage, *, names_hidden: bool) -> QVBoxLayout:
        place = self.tr("Dossier {place} sur {count}").format(place=page.place, count=page.count)
        first = row(Label(place, "strong", tint="accent"), spacing=10)
        if page.outside:
            named = [
                institution if names_hidden else f"{name} ({institution})"
                for name, institution in page.outside
            ]
            words = self.tr("Hors de la salle : {names}").format(names=list_fr(named))
            first.addWidget(Badge(words, "neutral", icon="user-x"))
        first.addStretch(1)
        figures = row(
            self._figure(self.tr("Note sur 100"), page.note or "—"),
            self._figure(self.tr("Rang"), page.rank),
            self._figure(self.tr("Situation"), page.line or "—", is_word=True),
            spacing=26,
        )
        names = column(
            first, 2, Label(page.territory, "page_title", wrap=True), 1, Label(page.identity, "mention")
        )
        if page.reasons:
            why = self.tr("À l’ordre du jour : {reasons}").format(reasons=" · ".join(page.reasons))
            names.addWidget(Label(why, "mention", wrap=True))
        top = row(names, 16, figures)
        top.setStretch(0, 1)
        head = column(top)
        if page.title:
            head.addSpacing(4)
            head.addWidget(Label(page.title, "long", wrap=True))
        facts = [f"{label} : {value}" for label, value in page.card]
        if page.rapporteur:
            facts.append(self.tr("Rapporteur : {name}").format(name=page.rapporteur))
        if facts:
            head.addSpacing(2)
            head.addWidget(Label("  ·  ".join(facts), "body", wrap=True))
        return head

    @staticmethod
    def _figure(title: str, value: str, *, is_word: bool = False) -> QVBoxLayout:
        shown = Label(value, "section_title" if is_word else "figure")
        return column(Label(title, "mention"), 2, shown, STRETCH)

    def _words(self, page: DossierPage, *, names_hidden: bool, is_open: bool) -> QVBoxLayout:
        recuse = Button(self.tr("Déport…"), icon="user-x", size="small")
        mark = Button(self.tr("Changer une note…"), size="small")
        recommend = Button(self.tr("Recommandations…"), icon="message-square-text", size="small")
        dissent = Button(self.tr("Désaccord…"), size="small")
        chair = Button(self.tr("Acte de la présidence…"), size="small")
        for button, asked in (
            (chair, self.chair_asked),
            (recuse, self.recusal_asked),
            (mark, self.mark_asked),
            (recommend, self.recommendation_asked),
            (dissent, self.dissent_asked),
        ):
            button.setEnabled(is_open)
            button.clicked.connect(asked)
        lines = column(*(self._changed(one, names_hidden=names_hidden) for one in page.changed), spacing=4)
        lines.addLayout(row(recommend, mark, recuse, dissent, chair, STRETCH, spacing=8))
        if page.recommendation:
            words = self.tr("Recommandations pour la finalisation : {text}").format(text=page.recommendation)
            lines.addWidget(Label(words, "body", wrap=True))
        for name, text in page.dissents:
            words = self.tr("Désaccord mentionné : {text}").format(text=text)
            lines.addWidget(Label(words if names_hidden else f"{words} ({name})", "body", wrap=True))
        if page.departure is not None:
            lines.addLayout(self._departure(page))
        return lines

    def _changed(self, line: ChangedLine, *, names_hidden: bool) -> QVBoxLayout:
        """Show a mark changed after the debate: what it moves first, then whose it is and why."""
        who = line.institution if names_hidden else f"{line.name} ({line.institution})"
        words = self.tr("{who}, {criterion}, de {before} à {after}. Motif : {reason}").format(
            who=who, criterion=line.criterion, before=line.before, after=line.after, reason=line.reason
        )
        effect = self.tr("Note changée : {effect}").format(effect=line.effect)
        return column(Label(effect, "strong", tint="accent", wrap=True), Label(words, "body", wrap=True))

    def _departure(self, page: DossierPage) -> QVBoxLayout:
        line = page.departure
        if line is None:
            return column()
        what = self.tr("Écart au classement : {words}, coût {cost}.").format(words=line.words, cost=line.cost)
        if line.is_explained:
            why = self.tr("Règle : {rule}. Motif : {reason}").format(rule=line.rule, reason=line.reason)
            return column(6, Label(f"{what} {why}", "body", wrap=True))
        write = Button(self.tr("Écrire la règle et le motif…"), "primary", size="small")
        write.clicked.connect(self.departure_asked)
        shown = row(Badge(what, "warning"), 8, write, STRETCH)
        return column(6, shown)
