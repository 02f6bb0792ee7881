"""« Bonjour …, est-ce bien vous ? »: who the lot is for, before anything is kept on the computer."""

from PySide6.QtCore import Signal

from commission_app.texts import count_fr, date_time_fr
from commission_app.ui.widgets.avatar import Avatar
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, column, row
from commission_app.workflow.member.views import Greeting


class GreetingPanel(Card):
    """The greeting and its two answers."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, greeting: Greeting) -> None:
        super().__init__()
        hello = self.tr("Bonjour {name}").format(name=greeting.name)
        question = self.tr("{institution} — est-ce bien vous ?").format(institution=greeting.institution_name)
        self.yes = Button(self.tr("Oui, c’est moi"), "primary", size="large")
        self.yes.clicked.connect(self.confirmed)
        self.no = Button(self.tr("Non, ce n’est pas moi"), size="large")
        self.no.clicked.connect(self.refused)
        self.setAccessibleName(f"{hello}. {question}")
        lines = [
            (self.tr("Campagne"), greeting.campaign),
            (self.tr("À lire et noter"), count_fr(greeting.dossiers, self.tr("dossier"))),
            (self.tr("Fiche à remettre avant le"), date_time_fr(greeting.deadline)),
        ]
        facts = column(spacing=8)
        for name, value in lines:
            facts.addLayout(
                row(Label(name, "body", tint="mention"), STRETCH, Label(value, "field", tint="title"))
            )
        phone = self.tr("Secrétariat de la commission : {phone}").format(phone=greeting.phone)
        words = column(Label(hello, "screen_title"), 2, Label(question, "long", wrap=True))
        who = row(Avatar(greeting.name, greeting.institution, 44), words, spacing=16)
        who.setStretch(1, 1)
        self.setLayout(
            column(
                who,
                18,
                Line(),
                14,
                facts,
                14,
                Line(),
                14,
                row(IconLabel("phone", "mention", 15), Label(phone, "body"), STRETCH, spacing=8),
                22,
                row(self.no, STRETCH, self.yes, spacing=8),
                margins=(28, 26, 28, 24),
            )
        )
