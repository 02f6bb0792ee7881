"""What the panel asks of the workflow, bound to one session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Conclusion
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.workflow.preparation.candidacies import (
    candidate_letters,
    candidate_texts,
    eligibility,
    finances,
    project_card,
)
from commission_app.workflow.preparation.candidacies.candidate_texts import CandidateTexts
from commission_app.workflow.preparation.candidacies.eligibility import EligibilityView
from commission_app.workflow.preparation.candidacies.eligibility_file import (
    EligibilityRules,
    WrittenAnswer,
    read_rules,
)
from commission_app.workflow.preparation.candidacies.finances import FinancesView
from commission_app.workflow.preparation.candidacies.project_card import ProjectCard
from commission_app.workflow.secretariat.contested import Contested, contested_facts
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class DossierFile:
    """All that the panel shows of one dossier."""

    territory: str
    deposited: str  # as the import tells it, in words; empty when it does not
    eligibility: EligibilityView
    rules: EligibilityRules
    card: ProjectCard
    facts: tuple[RecordedFact, ...]
    finances: FinancesView
    criteria: tuple[tuple[CriterionId, str], ...]
    tags: tuple[str, ...]  # of Annexe 1
    contested: tuple[Contested, ...] = ()  # by members, in the fiches received


@dataclass(frozen=True)
class EligibilityVerbs:
    """Each writes at once."""

    read: Callable[[DossierId], DossierFile]
    answer: Callable[[DossierId, str, WrittenAnswer], None]
    received: Callable[[DossierId, str], None]  # as it was typed; empty: not known
    settle: Callable[[DossierId, Conclusion, str, str], None]
    rules: Callable[[str, str], None]  # départements and deadline, as they were typed
    type_figure: Callable[[DossierId, str, str], None]  # a figure and its text; empty: not known
    write_card: Callable[[DossierId, ProjectCard], None]
    record_facts: Callable[[DossierId, Sequence[RecordedFact]], None]
    letters: Mapping[str, Callable[[DossierId, Path], Path]]  # to the candidate, by name, into a folder
    texts: Callable[[], CandidateTexts]
    write_texts: Callable[[CandidateTexts], None]


def eligibility_verbs(session: SecretariatSession) -> EligibilityVerbs:
    """Bind the verbs of the workflow to one session."""

    def read(dossier: DossierId) -> DossierFile:
        view = eligibility.eligibility(session, dossier)
        found = next(one for one in session.dossiers() if one.id == dossier)
        criteria = tuple((one.id, one.label) for one in session.campaign.grid.criteria)
        return DossierFile(
            found.territory.name,
            project_card.deposit_words(found),
            view,
            read_rules(session.database),
            project_card.card_of(found),
            found.facts,
            finances.finances(session, dossier),
            criteria,
            project_card.known_tags(),
            contested_facts(session).get(dossier, ()),
        )

    def received(dossier: DossierId, typed: str) -> None:
        minute = eligibility.minute_of(typed) if typed.strip() else None
        eligibility.say_received(session, dossier, minute)

    def rules(departements: str, deadline: str) -> None:
        codes = frozenset(code.strip().upper() for code in departements.split(",") if code.strip())
        minute = eligibility.minute_of(deadline) if deadline.strip() else None
        kept = read_rules(session.database)  # whether a piece may be added is settled in « Campagne »
        eligibility.settle_rules(session, replace(kept, departements=codes, deadline=minute))

    return EligibilityVerbs(
        read,
        partial(eligibility.answer_point, session),
        received,
        partial(eligibility.settle, session),
        rules,
        partial(finances.type_figure, session),
        partial(project_card.write_card, session),
        partial(project_card.record_facts, session),
        {
            "acknowledge": partial(candidate_letters.write_acknowledgment, session),
            "request": partial(candidate_letters.write_request, session),
            "refuse": partial(candidate_letters.write_ineligibility, session),
        },
        partial(candidate_texts.candidate_texts, session),
        partial(candidate_texts.write_candidate_texts, session),
    )
