"""The questions of the meeting: each gathers what an act needs, and records it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import (
    DebateAsked,
    Departed,
    Dissented,
    Opinion,
    ProxyGiven,
    Recommended,
    SecondRound,
)
from commission_app.scoring.meeting.state import Phase
from commission_app.texts import count_fr
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.mark_question import ask_mark
from commission_app.ui.secretariat.meeting.questions import ActQuestion, ask, line_field, text_field
from commission_app.ui.secretariat.meeting.vote_question import VoteQuestion
from commission_app.ui.widgets import question
from commission_app.workflow.meeting.views import DossierPage, MeetingView
from commission_app.workflow.meeting.words import OPINIONS

if TYPE_CHECKING:
    from commission_app.ui.secretariat.meeting.meeting_page import MeetingPage

INELIGIBLE = "-"


class Asking:
    """Asks over the page; nothing is recorded when the person gives up."""

    def __init__(self, page: "MeetingPage") -> None:
        self._page = page

    def ask_vote(self, proposal: Opinion | None) -> None:
        """Put an avis to the vote."""
        page = self._dossier
        if page is None or not self._is_open:
            return
        asked = VoteQuestion(self._page, page, proposal)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._page.record(asked.vote())

    def ask_mark(self) -> None:
        """Note another mark after the debate."""
        page, view = self._dossier, self._page.view
        if page is None or view is None:
            return
        if (fact := ask_mark(self._page, page, view.maximum)) is not None:
            self._page.record(fact)

    def ask_recusal(self) -> None:
        """Let a member leave the room for this dossier."""
        page, view = self._dossier, self._page.view
        if page is None or view is None:
            return
        who = ChoiceField(self._there(view))
        asked = ActQuestion(
            self._page,
            self._page.tr("Déport déclaré en séance"),
            self._page.tr(
                "La personne quitte la salle pour ce dossier : ni ses notes ni sa voix n’y comptent. Un avis "
                "déjà donné est à reprendre. Le motif reste au registre ; le procès-verbal dit la sortie."
            ),
            self._page.tr("Inscrire le déport"),
            [(self._page.tr("Qui"), who), (self._page.tr("Motif"), line_field())],
            icon="user-x",
        )
        dossier = page.dossier
        ask(
            asked,
            lambda member, reason: self._page.do(
                lambda: self._page.verbs.recuse(MemberId(member), dossier, reason)
            ),
        )

    def ask_recommendation(self) -> None:
        """Write the recommendations for the finalisation."""
        page = self._dossier
        if page is None:
            return
        asked = ActQuestion(
            self._page,
            self._page.tr("Recommandations pour la finalisation"),
            self._page.tr("Elles accompagnent l’avis, et remplacent celles déjà écrites."),
            self._page.tr("Inscrire"),
            [(self._page.tr("Recommandations"), text_field(page.recommendation))],
            icon="message-square-text",
            may_be_empty=True,
        )
        dossier = page.dossier
        ask(asked, lambda text: self._page.record(Recommended(dossier, text)))

    def ask_dissent(self) -> None:
        """Mention the disagreement of a member."""
        page, view = self._dossier, self._page.view
        if page is None or view is None:
            return
        asked = ActQuestion(
            self._page,
            self._page.tr("Désaccord à mentionner"),
            self._page.tr("Tout membre peut demander que son désaccord figure au procès-verbal."),
            self._page.tr("Inscrire"),
            [
                (self._page.tr("Qui"), ChoiceField(self._there(view))),
                (self._page.tr("Désaccord, dans ses mots"), text_field()),
            ],
        )
        dossier = page.dossier
        ask(asked, lambda member, text: self._page.record(Dissented(MemberId(member), dossier, text)))

    def ask_departure(self) -> None:
        """Write why the avis departs from the ranking."""
        page = self._dossier
        if page is None or page.departure is None:
            return
        line = page.departure
        asked = ActQuestion(
            self._page,
            self._page.tr("Écart au classement — {territory}").format(territory=page.territory),
            self._page.tr("{words} : cet avis coûte {cost} à la somme des notes retenues.").format(
                words=line.words, cost=line.cost
            ),
            self._page.tr("Inscrire"),
            [
                (self._page.tr("Règle suivie"), line_field(line.rule)),
                (self._page.tr("Motif"), text_field(line.reason)),
            ],
        )
        dossier = page.dossier
        ask(asked, lambda rule, reason: self._page.record(Departed(dossier, rule, reason)))

    def ask_chair(self) -> None:
        """Record an act of the chair on this dossier, under a name and with a reason."""
        page, view = self._dossier, self._page.view
        if page is None or view is None:
            return
        what = [("", self._page.tr("Déclarer le dossier irrecevable"))]
        what += [
            (person.member, self._page.tr("Écarter la lecture de {name}").format(name=person.name))
            for person in view.people
        ]
        choices = ChoiceField([(key or INELIGIBLE, words) for key, words in what])
        chair = view.rules.chair if view.rules else ""
        asked = ActQuestion(
            self._page,
            self._page.tr("Acte de la présidence — {territory}").format(territory=page.territory),
            self._page.tr("Il change le classement, qui sera à présenter de nouveau à la commission."),
            self._page.tr("Inscrire l’acte"),
            [
                (self._page.tr("Acte"), choices),
                (self._page.tr("Qui décide"), line_field(chair)),
                (self._page.tr("Motif"), text_field()),
            ],
        )
        dossier, verbs = page.dossier, self._page.verbs

        def act(key: str, name: str, reason: str) -> None:
            if key == INELIGIBLE:
                self._page.do(lambda: verbs.declare_ineligible(dossier, name, reason), is_anew=True)
            else:
                self._page.do(lambda: verbs.set_aside(MemberId(key), dossier, name, reason), is_anew=True)

        ask(asked, act)

    def ask_proxy(self, giver: str) -> None:
        """Choose who carries the voice of an absent member."""
        view = self._page.view
        if view is None:
            return
        name = next(person.name for person in view.people if person.member == giver)
        asked = ActQuestion(
            self._page,
            self._page.tr("Mandat de {name}").format(name=name),
            self._page.tr("Une personne présente porte sa voix ; chacune n’en porte qu’une."),
            self._page.tr("Inscrire le mandat"),
            [(self._page.tr("À qui"), ChoiceField(self._there(view)))],
        )
        ask(asked, lambda holder: self._page.record(ProxyGiven(MemberId(giver), MemberId(holder))))

    def ask_ranking(self) -> None:
        """Present another ranking, with its reason."""
        asked = ActQuestion(
            self._page,
            self._page.tr("Présenter le nouveau classement"),
            self._page.tr("Les avis déjà donnés restent ; relisez ceux dont le rang a changé."),
            self._page.tr("Présenter"),
            [(self._page.tr("Motif"), text_field())],
        )
        ask(asked, lambda reason: self._page.do(lambda: self._page.verbs.present_ranking(reason)))

    def ask_round(self, is_official: bool) -> None:  # noqa: FBT001 - a slot
        """Let the commission say which round is official."""
        what = self._page.tr("Déclarer officielles les notes changées en séance")
        if not is_official:
            what = self._page.tr("Revenir aux notes du premier tour")
        asked = ActQuestion(
            self._page,
            what,
            self._page.tr(
                "Le classement est recalculé et présenté de nouveau ; les deux tours restent visibles."
            ),
            self._page.tr("Inscrire"),
            [(self._page.tr("Motif"), text_field())],
        )
        ask(asked, lambda reason: self._page.record(SecondRound(is_official, reason)))

    def ask_together(self, opinion: Opinion, dossiers: tuple[DossierId, ...]) -> None:
        """Give the same avis on what is not debated."""
        what = self._page.tr("{opinion} : {count} ?").format(
            opinion=OPINIONS[opinion], count=count_fr(len(dossiers), self._page.tr("dossier"))
        )
        meaning = self._page.tr(
            "Un avis par consensus est inscrit pour chacun. Chacun peut encore être débattu."
        )
        if question.ask(self._page, what, meaning, self._page.tr("Inscrire ces avis")):
            self._page.do(lambda: self._page.verbs.advise_together(opinion, dossiers))

    def ask_debate(self, dossier: str) -> None:
        """Put on the agenda a dossier that is proposed with others, at the wish of a member."""
        view = self._page.view
        line = None if view is None else next((one for one in view.agenda if one.dossier == dossier), None)
        if view is None or line is None:
            return
        asked = ActQuestion(
            self._page,
            self._page.tr("Débattre de {territory}").format(territory=line.territory),
            self._page.tr("Le dossier rejoint ceux dont on débat, après eux ; sa note ne change pas."),
            self._page.tr("Mettre à l’ordre du jour"),
            [
                (self._page.tr("Qui le demande"), ChoiceField(self._there(view))),
                (self._page.tr("Motif"), text_field()),
            ],
        )
        where = line.dossier
        ask(asked, lambda who, reason: self._page.record(DebateAsked(MemberId(who), where, reason)))

    def ask_close(self) -> None:
        """Close the meeting."""
        view = self._page.view
        if view is None:
            return
        counts = self._page.tr("{retained}, {reserve} en liste complémentaire").format(
            retained=count_fr(
                len(view.retained), self._page.tr("dossier retenu"), self._page.tr("dossiers retenus")
            ),
            reserve=len(view.reserve),
        )
        what = self._page.tr("Clore la séance ?")
        meaning = self._page.tr(
            "{counts}. Cette liste devient l’avis de la commission, transmis à l’autorité."
        )
        if question.ask(self._page, what, meaning.format(counts=counts), self._page.tr("Clore la séance")):
            self._page.close_meeting()

    @property
    def _dossier(self) -> DossierPage | None:
        return None if self._page.view is None else self._page.view.dossier

    @property
    def _is_open(self) -> bool:
        return self._page.view is not None and self._page.view.phase is Phase.OPEN

    @staticmethod
    def _there(view: MeetingView) -> list[tuple[str, str]]:
        return [
            (person.member, f"{person.name} ({person.institution})")
            for person in view.people
            if person.is_there and not person.is_outside
        ]
