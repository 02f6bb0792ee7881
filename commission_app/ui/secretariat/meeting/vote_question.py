"""A vote: for, against, abstention; blocked while the sum is not the number of voters."""

from PySide6.QtWidgets import QWidget

from commission_app.scoring.meeting.acts import Opinion, Side, Voted
from commission_app.texts import count_fr
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import number_field
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import row
from commission_app.ui.widgets.question import Question
from commission_app.workflow.meeting.views import DossierPage
from commission_app.workflow.meeting.words import OPINIONS


class VoteQuestion(Question):
    """Three counts; the side of the chair is asked only when voices are equal."""

    def __init__(self, parent: QWidget, page: DossierPage, proposal: Opinion | None) -> None:
        self._page = page
        self.counts = [number_field(999) for _ in range(3)]
        names = (self.tr("Pour"), self.tr("Contre"), self.tr("Abstentions"))
        for name, field in zip(names, self.counts, strict=True):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
        counts = QWidget()
        counts.setLayout(row(*self.counts, spacing=8))
        self._proposal = ChoiceField(
            [(opinion.value, OPINIONS[opinion]) for opinion in Opinion], proposal.value if proposal else ""
        )
        casting = [
            ("pour", self.tr("La présidence vote pour")),
            ("contre", self.tr("La présidence vote contre")),
        ]
        self.casting = ChoiceField(casting)
        self._sum = Label("", "strong")
        voters = count_fr(page.voters, self.tr("votant"))
        fields: list[tuple[str, QWidget]] = [
            (self.tr("Proposition"), self._proposal),
            (self.tr("Pour, contre, abstentions"), counts),
            (self.tr("Total"), self._sum),
        ]
        if page.has_casting_vote:
            fields.append((self.tr("Voix prépondérante, si les voix sont partagées"), self.casting))
        super().__init__(
            parent,
            self.tr("Vote sur {territory}").format(territory=page.territory),
            self.tr("{voters} pour ce dossier. La somme des voix doit être ce nombre.").format(voters=voters),
            self.tr("Enregistrer le vote"),
            fields=tuple(fields),
        )
        for field in self.counts:
            field.textChanged.connect(self._allow)
        self._proposal.chosen.connect(self._allow)
        self.casting.chosen.connect(self._allow)
        self._allow()
        self.counts[0].setFocus()

    def vote(self) -> Voted:
        """Return the vote as it is typed."""
        votes_for, against, abstentions = (int(field.text() or 0) for field in self.counts)
        is_asked = self._page.has_casting_vote and votes_for == against
        sides: dict[str, Side] = {"pour": "pour", "contre": "contre"}
        side = sides.get(self.casting.choice(), "") if is_asked else ""
        return Voted(
            self._page.dossier,
            Opinion(self._proposal.choice()),
            votes_for,
            against,
            abstentions,
            side,
        )

    def _allow(self, *_: object) -> None:
        counts = [int(field.text() or 0) for field in self.counts]
        is_whole = sum(counts) == self._page.voters
        said = self.tr("{given} sur {voters}").format(
            given=sum(counts), voters=count_fr(self._page.voters, self.tr("votant"))
        )
        self._sum.setText(said)
        self._sum.set_tint("success" if is_whole else "warning")
        is_tie = self._page.has_casting_vote and counts[0] == counts[1] and is_whole
        self.casting.setEnabled(is_tie)
        is_settled = not is_tie or bool(self.casting.choice())
        self.confirm.setEnabled(is_whole and is_settled and bool(self._proposal.choice()))
