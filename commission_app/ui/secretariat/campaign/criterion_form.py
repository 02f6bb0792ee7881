"""One criterion of the grid: its name, its question, its weight, its anchors, what to look for."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Criterion, Grid
from commission_app.scoring.grid_edit import typed_weight, with_criterion
from commission_app.texts import exact_fr, typeset
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.secretariat.campaign.grid_fields import FEW_LINES, MORE_LINES, GridField, lines_of
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import column


class CriterionForm(QWidget):
    """Shows the criterion chosen in the draft; made for one scale, whose levels it names."""

    def __init__(self, draft: GridDraft) -> None:
        super().__init__()
        self._draft = draft
        empty = self.tr("Ce texte ne peut pas être vide ; celui d’avant reste en place.")
        self._title = Label("", "section_title", wrap=True)
        self.name = GridField(draft, self.tr("Nom"), self._renamed, empty=empty)
        self.question = GridField(
            draft, self.tr("Question posée aux membres"), self._asked, height=FEW_LINES, empty=empty
        )
        self.weight = GridField(draft, self.tr("Poids"), self._weighed)
        self.anchors = [
            GridField(
                draft,
                self.tr("Repère du niveau {level} · {name}").format(level=level, name=name),
                partial(self._anchored, level),
                height=FEW_LINES,
                empty=empty,
            )
            for level, name in enumerate(draft.grid.scale.labels)
        ]
        self.hints = GridField(
            draft, self.tr("À chercher dans le dossier, un par ligne"), self._hinted, height=MORE_LINES
        )
        fields = (self.name, self.question, self.weight, *self.anchors, self.hints)
        self.setLayout(column(self._title, 8, *fields))

    def show_criterion(self) -> None:
        """Show the criterion that is chosen, as the draft holds it."""
        criterion, is_editable = self._criterion, self._draft.is_editable
        self._title.setText(typeset(f"{criterion.id} — {criterion.label}"))
        self.name.show_text(criterion.label, is_editable=is_editable)
        self.question.show_text(criterion.question, is_editable=is_editable)
        if not self._is_typed(self.weight.text(), criterion):
            self.weight.show_text(exact_fr(criterion.weight), is_editable=is_editable)
        self.weight.set_editable(is_editable=is_editable)
        for field, anchor in zip(self.anchors, criterion.anchors, strict=True):
            field.show_text(anchor, is_editable=is_editable)
        self.hints.show_text("\n".join(criterion.evidence_hints), is_editable=is_editable)

    @property
    def _criterion(self) -> Criterion:
        if self._draft.criterion is None:
            raise RuntimeError("no criterion is chosen")
        return self._draft.grid.by_id[self._draft.criterion]

    @staticmethod
    def _is_typed(text: str, criterion: Criterion) -> bool:
        """Tell whether a field says the same weight in another way, as « 4,0 » being typed."""
        return text.replace(",", ".").rstrip("0").rstrip(".") == str(criterion.weight)

    def _put(self, criterion: Criterion) -> Grid:
        return with_criterion(self._draft.grid, criterion)

    def _renamed(self, text: str) -> Grid:
        return self._put(replace(self._criterion, label=text))

    def _asked(self, text: str) -> Grid:
        return self._put(replace(self._criterion, question=text))

    def _weighed(self, text: str) -> Grid:
        return self._put(replace(self._criterion, weight=typed_weight(text, self._criterion.id)))

    def _anchored(self, level: int, text: str) -> Grid:
        anchors = list(self._criterion.anchors)
        anchors[level] = text
        return self._put(replace(self._criterion, anchors=tuple(anchors)))

    def _hinted(self, text: str) -> Grid:
        return self._put(replace(self._criterion, evidence_hints=lines_of(text)))
