"""The rules of variety as fields: the force of each, its numbers, and the budget if there is one."""

from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.scoring.diversity import DiversityTargets
from commission_app.scoring.meeting.acts import VarietyAdopted
from commission_app.ui import theme
from commission_app.ui.secretariat.meeting.questions import number_field
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.segmented import Segmented
from commission_app.workflow.meeting.adoption import TITLES, variety_fields

MOST, WIDTH = 999_999_999, 110
OFF, TARGET, FIRM = range(3)


class VarietyForm(QWidget):
    """`changed` follows each gesture; a number left empty counts as none."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.forces: dict[str, Segmented] = {}
        self.numbers: dict[str, QLineEdit] = {}
        self.budget = self._number(self.tr("Enveloppe demandée à l’État (€), s’il y en a une"))
        whole = column(spacing=4)
        for rule, numbers in variety_fields():
            force = Segmented(TITLES[rule], [self.tr("Sans règle"), self.tr("Cible"), self.tr("Ferme")])
            force.chosen.connect(self._follow)
            self.forces[rule] = force
            whole.addLayout(column(8, row(Label(TITLES[rule], "strong"), STRETCH, force)))
            for name, label in numbers:
                self.numbers[name] = self._number(label)
                whole.addLayout(row(Label(label, "body"), STRETCH, self.numbers[name]))
        title = Label(self.budget.accessibleName(), "strong")
        whole.addLayout(column(8, row(title, STRETCH, self.budget)))
        self.setLayout(whole)

    def show_variety(self, variety: VarietyAdopted) -> None:
        """Show rules of variety."""
        for rule, force in self.forces.items():
            force.choose(FIRM if rule in variety.firm else TARGET if rule in variety.targets else OFF)
        for name, number in asdict(variety.numbers).items():
            self.numbers[name].setText(str(number))
        self.budget.setText("" if variety.budget is None else str(variety.budget))
        self._follow()

    def variety(self) -> VarietyAdopted:
        """Return what the fields say."""
        chosen = {rule: force.choice() for rule, force in self.forces.items()}
        budget = self.budget.text().strip()
        return VarietyAdopted(
            tuple(rule for rule, force in chosen.items() if force == FIRM),
            tuple(rule for rule, force in chosen.items() if force == TARGET),
            DiversityTargets(**{name: int(field.text() or 0) for name, field in self.numbers.items()}),
            int(budget) if budget else None,
        )

    def _number(self, name: str) -> QLineEdit:
        field = number_field(MOST)
        field.setAccessibleName(name)
        field.setFixedWidth(theme.scaled(WIDTH))
        field.textChanged.connect(lambda _: self.changed.emit())
        return field

    def _follow(self, *_: object) -> None:
        """Let the numbers of a rule that is off rest."""
        for rule, numbers in variety_fields():
            for name, _label in numbers:
                self.numbers[name].setEnabled(self.forces[rule].choice() != OFF)
        self.changed.emit()
