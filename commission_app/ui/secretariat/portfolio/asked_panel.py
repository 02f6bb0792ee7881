"""What is read of the selection: the seats, with a slider, the rules, an envelope, dossiers to try."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.scoring.diversity import Force
from commission_app.ui.secretariat.analysis.weight_slider import Track
from commission_app.ui.secretariat.portfolio.envelope_panel import EnvelopePanel, ReadAmount
from commission_app.ui.secretariat.portfolio.tried_panel import TriedPanel
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Slot, column, row
from commission_app.workflow.deliberation.portfolio_views import Asked, PortfolioStart


class AskedPanel(QWidget):
    """`changed` says that something else is asked. A reading again keeps what was chosen."""

    changed = Signal()

    def __init__(self, read_amount: ReadAmount) -> None:
        super().__init__()
        self.tried, self.envelopes = TriedPanel(), EnvelopePanel(read_amount)
        self.tried.changed.connect(self.changed)
        self.envelopes.changed.connect(self.changed)
        self.seats: Track | None = None
        self.boxes: dict[str, CheckLine] = {}
        self._value = Label("", "strong")
        self._slider, self._rules = Slot(), Slot()
        words = self.tr(
            "Le trait marque le nombre de la commission, sinon celui de la campagne. Rien n’est écrit."
        )
        self.setLayout(
            column(
                row(Label(self.tr("Places"), "panel_title"), STRETCH, self._value),
                4,
                self._slider,
                2,
                Label(words, "mention", wrap=True),
                18,
                Label(self.tr("Règles lues"), "panel_title"),
                8,
                self._rules,
                16,
                self.tried,
                16,
                self.envelopes,
            )
        )

    def show_start(self, start: PortfolioStart, default: Asked) -> None:
        """Show what may be asked."""
        chosen = self.asked() if self.seats is not None else default
        self.seats = Track(start.seats, len(start.ranking.rows), self.tr("Nombre de places"))
        self.seats.setMinimum(1)
        self.seats.setValue(chosen.seats)
        self.seats.valueChanged.connect(self._say)
        self.seats.valueChanged.connect(self.changed)
        self._slider.fill(column(self.seats))
        self.boxes = {}
        parts: list[Item] = []
        forces = {"ferme": self.tr("ferme"), "cible": self.tr("cible")}
        for rule in start.rules:
            box = CheckLine(f"{rule.label} ({forces[rule.force.value]})")
            is_firm = rule.is_active and rule.force is Force.FIRM
            box.setChecked(is_firm or rule.id in chosen.rules)
            box.setEnabled(not is_firm)  # it binds every proposal: the campaign says so
            box.toggled.connect(self.changed)
            self.boxes[rule.id] = box
            parts += [box, 2]
        self._rules.fill(column(*parts))
        self.tried.show_start(start)
        self.envelopes.show_start(start)
        self._say()

    def asked(self) -> Asked:
        """Return what is asked now."""
        seats = self.seats.value() if self.seats is not None else 0
        rules = tuple(rule for rule, box in self.boxes.items() if box.isChecked())
        tried, envelopes = self.tried, self.envelopes.envelopes()
        return Asked(seats, rules, tried.imposed(), tried.excluded(), envelopes)

    def _say(self) -> None:
        if self.seats is not None:
            self._value.setText(str(self.seats.value()))
            self.seats.setAccessibleDescription(str(self.seats.value()))
