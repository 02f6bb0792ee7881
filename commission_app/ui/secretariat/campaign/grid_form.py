"""The grid as a whole, or one of its sections: names, how criteria are marked, motives, labels."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Grid, Scale, Tag
from commission_app.scoring.grid_edit import with_scale, with_section
from commission_app.scoring.ids import SectionId
from commission_app.texts import typeset
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.secretariat.campaign.grid_fields import MORE_LINES, GridField, lines_of
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.segmented import Segmented


class SectionForm(QWidget):
    """The section chosen in the draft: its name; it weighs what its criteria do."""

    def __init__(self, draft: GridDraft) -> None:
        super().__init__()
        self._draft = draft
        self._title = Label("", "section_title", wrap=True)
        self.name = GridField(
            draft,
            self.tr("Nom de la section"),
            lambda text: with_section(draft.grid, self._section, text),
            empty=self.tr("Ce nom ne peut pas être vide ; celui d’avant reste en place."),
        )
        meaning = self.tr("Elle pèse ce que pèsent ensemble ses critères.")
        self.setLayout(column(self._title, 8, self.name, Label(typeset(meaning), "mention", wrap=True)))

    def show_section(self) -> None:
        """Show the section that is chosen."""
        section = next(one for one in self._draft.grid.sections if one.id == self._section)
        self._title.setText(typeset(section.label))
        self.name.show_text(section.label, is_editable=self._draft.is_editable)

    @property
    def _section(self) -> SectionId:
        if self._draft.section is None:
            raise RuntimeError("no section is chosen")
        return self._draft.section


class GridForm(QWidget):
    """The grid as a whole; made for one scale, whose levels it names."""

    def __init__(self, draft: GridDraft, proposed: Sequence[Scale]) -> None:
        """Take the scales of the templates, one of levels and one of one point at least."""
        super().__init__()
        self._draft = draft
        grid = draft.grid
        empty = self.tr("Ce texte ne peut pas être vide ; celui d’avant reste en place.")
        self.title = GridField(
            draft, self.tr("Titre de la grille"), lambda text: replace(draft.grid, title=text), empty=empty
        )
        self.version = GridField(
            draft, self.tr("Version"), lambda text: replace(draft.grid, version=text), empty=empty
        )
        scales = (grid.scale, *proposed)
        self._levels = next(scale for scale in scales if scale.maximum > 1)
        self._point = next(scale for scale in scales if scale.maximum == 1)
        kinds = (
            self.tr("Note de 0 à {maximum}").format(maximum=self._levels.maximum),
            self.tr("Oui ou non, un point"),
        )
        self.kind = Segmented(self.tr("Comment chaque critère est noté"), kinds)
        self.kind.choose(int(grid.scale.maximum == 1))
        self.kind.chosen.connect(self._rescale)
        self.levels = [
            GridField(
                draft,
                self.tr("Nom du niveau {level}").format(level=level),
                partial(self._named, level),
                empty=empty,
            )
            for level in range(grid.scale.maximum + 1)
        ]
        self.motives = GridField(
            draft,
            self.tr("Motifs de « non évaluable », un par ligne"),
            lambda text: replace(draft.grid, not_assessable_reasons=lines_of(text)),
            height=MORE_LINES,
            empty=self.tr("Il faut un motif au moins ; ceux d’avant restent en place."),
        )
        self.tags = GridField(
            draft, self.tr("Étiquettes des dossiers, une par ligne"), self._tagged, height=MORE_LINES
        )
        kind = column(Label(self.tr("Chaque critère reçoit"), "field"), 4, row(self.kind, STRETCH), 12)
        whole = column(Label(self.tr("Toute la grille"), "section_title"), 8, self.title, self.version)
        whole.addLayout(kind)
        for field in (*self.levels, self.motives, self.tags):
            whole.addWidget(field)
        self.setLayout(whole)

    def show_grid(self) -> None:
        """Show the grid as the draft holds it."""
        grid, is_editable = self._draft.grid, self._draft.is_editable
        self.kind.setEnabled(is_editable)
        self.title.show_text(grid.title, is_editable=is_editable)
        self.version.show_text(grid.version, is_editable=is_editable)
        for field, label in zip(self.levels, grid.scale.labels, strict=True):
            field.show_text(label, is_editable=is_editable)
        self.motives.show_text("\n".join(grid.not_assessable_reasons), is_editable=is_editable)
        self.tags.show_text("\n".join(tag.label for tag in grid.tags), is_editable=is_editable)

    def _rescale(self, kind: int) -> None:
        self._draft.put(with_scale(self._draft.grid, self._point if kind else self._levels))

    def _named(self, level: int, text: str) -> Grid:
        scale = self._draft.grid.scale
        labels = list(scale.labels)
        labels[level] = text
        return replace(self._draft.grid, scale=Scale(scale.maximum, tuple(labels)))

    def _tagged(self, text: str) -> Grid:
        """Keep the identifier of each label whose words stay; a new one takes the next number."""
        grid = self._draft.grid
        known = {tag.label: tag.id for tag in grid.tags}
        taken, tags = set(known.values()), list[Tag]()
        for label in dict.fromkeys(lines_of(text)):
            fresh = next(name for number in range(1, 1000) if (name := f"T{number:02}") not in taken)
            taken.add(known.get(label, fresh))
            tags.append(Tag(known.get(label, fresh), label))
        return replace(grid, tags=tuple(tags))
