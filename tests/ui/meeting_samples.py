"""A meeting under way for the tests of its page, and verbs that remember what was asked."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from commission_app.scoring.diversity import DEFAULT_TARGETS
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, PiecePath, Sha512
from commission_app.scoring.meeting.acts import Opinion, RulesAdopted, VarietyAdopted
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.sheet import Evidence
from commission_app.ui.secretariat.meeting.decision_window import DecisionVerbs
from commission_app.ui.secretariat.meeting.verbs import MeetingVerbs
from commission_app.workflow.meeting.deciding import DecisionLine, DecisionView
from commission_app.workflow.meeting.views import (
    ActLine,
    AgendaLine,
    ChangedLine,
    CriterionMarks,
    DepartureLine,
    Divergence,
    DossierPage,
    Dot,
    Gauge,
    MeetingView,
    MemberMark,
    Passage,
    Person,
    Seat,
    SectionLine,
    Side,
    VoiceLine,
)

D1, D2 = DossierId("d1"), DossierId("d2")
M1, M2, M3 = MemberId("m1"), MemberId("m2"), MemberId("m3")
DGCS, DSS, CNAF = InstitutionId("DGCS"), InstitutionId("DSS"), InstitutionId("CNAF")
RULES = RulesAdopted(2, 2, "institution", casting_vote=True, chair="Claire V.", chair_member=M1)
VARIETY = VarietyAdopted(("V2",), ("V3",), DEFAULT_TARGETS)
EVIDENCE = Evidence(PiecePath("d/0001/01.pdf"), Sha512("a" * 128), 5, "deux médiatrices")
PASSAGE = Passage("Lettre d’intention", EVIDENCE)
WHY = ("l’ordre dépend des pondérations voisines", "à 4 dixièmes de point de la ligne")
DIVERGENCE = Divergence(
    CriterionId("c1"),
    "Axe 3 — Réduire la non-demande",
    "Aller-vers",
    Side("Hélène L.", DSS, 1, "Le maillage ne suffit pas.", (PASSAGE,)),
    Side("Mathieu K.", CNAF, 5, "C’est exactement l’aller-vers.", ()),
)
PAGE = DossierPage(
    dossier=D1,
    place=1,
    count=2,
    territory="Vaubrelles-sous-Bois",
    title="Accueillir tous les enfants",
    identity="Commune  ·  93  ·  urbain  ·  52 000 habitants",
    card=(("Porteur", "Ville de Vaubrelles"), ("Total demandé à l’État", "506 000 €")),
    rapporteur="",
    note="75,37",
    rank="2ᵉ",
    line="dans les places",
    reasons=("à 4 dixièmes de point de la ligne",),
    sections=(
        SectionLine(
            "Axe 3 — Réduire la non-demande",
            "18 points",
            Fraction(18),
            Fraction(3, 5),
            (Dot("Hélène L.", DSS, Fraction(1, 5)), Dot("Mathieu K.", CNAF, Fraction(1))),
            is_divergent=True,
        ),
    ),
    voices=(
        VoiceLine(DGCS, (("Claire V.", True),), None),
        VoiceLine(DSS, (("Hélène L.", False),), Fraction(60)),
    ),
    mean=Fraction(7537, 100),
    divergences=(DIVERGENCE,),
    criteria=(
        CriterionMarks(CriterionId("c1"), "Aller-vers", (MemberMark(M2, "Hélène L.", 1),), None, False),
        CriterionMarks(CriterionId("c2"), "Précision", (), None, True),
    ),
    changed=(
        ChangedLine(
            "Hélène L.", DSS, "Aller-vers", "1", "3", "+2,4 points, rang 11 → 8", "La page 7 le montre."
        ),
    ),
    outside=(("Claire V.", DGCS),),
    voters=2,
    has_casting_vote=True,
    opinion=None,
    opinion_act=0,
    vote=None,
    recommendation="",
    dissents=(),
    departure=None,
)
VIEW = MeetingView(
    title="Séance du 10 juin 2021",
    phase=Phase.OPEN,
    rules=RULES,
    proposed_rules=RULES,
    rules_warning="",
    adoption=("2 places adoptées avant la présentation du classement, le 10 juin 2021 à 9 h 02.",),
    is_ranking_known=True,
    proposed_variety=VARIETY,
    maximum=5,
    seats=2,
    free=1,
    people=(
        Person(M1, "Claire V.", DGCS, is_there=True, is_outside=True),
        Person(M2, "Hélène L.", DSS, is_there=True),
        Person(M3, "Mathieu K.", CNAF, is_there=False),
    ),
    has_quorum=True,
    quorum="Quorum atteint : 2 votants, 2 requis",
    agenda=(
        AgendaLine(D1, "Vaubrelles-sous-Bois", "93", "debated", 2, "75,37", None, WHY),
        AgendaLine(D2, "Koungou", "976", "above", 1, "80,00", None, ()),
    ),
    dossier=PAGE,
    retained=(Seat(1, D2, "Koungou", "976 · urbain"),),
    reserve=(),
    gauges=(Gauge("Milieu", (("urbain", 1), ("rural", 0)), 0, "cible ruraux : 3"),),
    departements=(("93", 0), ("976", 1)),
    candidate_departement="93",
    departures=(),
    acts=(
        ActLine(2, "9 h 12", "Séance ouverte.", "Secrétariat", is_undone=False, can_be_undone=True),
        ActLine(1, "9 h 10", "Arrivée : Claire V.", "Secrétariat", is_undone=True, can_be_undone=False),
    ),
    ranking_change="",
    late=None,
    changed_marks=1,
    is_second_round=False,
    undecided=2,
)
ADVISED = replace(
    VIEW,
    dossier=replace(
        PAGE,
        opinion=Opinion.RETAIN,
        opinion_act=7,
        departure=DepartureLine(D1, PAGE.territory, "6ᵉ, retenu sous la ligne", "0,66 point", "", ""),
    ),
)
DECISION = DecisionView(
    is_avis_closed=True,
    authorities=("Secrétaire d’État", "Déléguée"),
    lines=(
        DecisionLine(
            D1,
            "Koungou",
            Opinion.RETAIN,
            (("Secrétaire d’État", Opinion.RETAIN, ""), ("Déléguée", Opinion.RESERVE, "Budget.")),
            None,
            is_disputed=True,
            reservations=(),
        ),
    ),
    pending=1,
    differences=0,
    is_final=False,
)


@dataclass
class Asked:
    """What the page asked, in order; `view` is what it is shown next."""

    view: MeetingView = VIEW
    asked: list[tuple[str, Any]] = field(default_factory=list)
    computed: int = 0  # effects of late fiches

    def _late_words(self, _late: object) -> str:
        self.computed += 1
        return "Les prendre en compte ne changerait aucun rang."

    def verbs(self) -> MeetingVerbs:
        """Return verbs that remember."""

        def remember(name: str) -> Any:
            return lambda *given: self.asked.append((name, given))

        def written(folder: Path, _report: object) -> tuple[Path, ...]:
            return (folder / "proces-verbal.pdf",)

        return MeetingVerbs(
            view=lambda _dossier, _is_anew: self.view,
            record=lambda fact: self.asked.append(("record", fact)),
            open_meeting=remember("open"),
            recuse=remember("recuse"),
            undo=remember("undo"),
            present_ranking=remember("ranking"),
            advise_together=remember("together"),
            open_piece=remember("piece"),
            set_aside=remember("set_aside"),
            declare_ineligible=remember("ineligible"),
            print_documents=written,
            decision=DecisionVerbs(
                lambda: DECISION,
                remember("begin"),
                remember("follow"),
                remember("choose"),
                remember("reserve"),
                remember("close"),
            ),
            late_words=self._late_words,
        )
