"""What the application answers alone on the points of eligibility, before a person does (DOMAINE.md §5)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from commission_app.dossiers.places import places_of
from commission_app.scoring import eligibility as rules_of
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.eligibility import Answer, Candidate
from commission_app.scoring.ids import DossierId
from commission_app.workflow.preparation.candidacies.eligibility_file import EligibilityRules, read_rules
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Surroundings:
    """What every answer looks at beside the dossier itself: read once, for thousands of dossiers."""

    rules: EligibilityRules
    year: int  # of the embedded list of territories
    shared_codes: frozenset[str]  # borne by two candidacies at least
    kinds: frozenset[str]  # of the territories of all candidacies
    ineligible: Mapping[DossierId, str]  # the reason of each


def surroundings(session: SecretariatSession, known: Mapping[DossierId, Dossier]) -> Surroundings:
    """Read them. DSK-04 when the rules were damaged."""
    codes = Counter(one.territory.code for one in known.values() if one.territory.code)
    return Surroundings(
        read_rules(session.database),
        int(session.campaign.meeting[:4]),
        frozenset(code for code, count in codes.items() if count > 1),
        frozenset(one.territory.kind for one in known.values()),
        session.ineligible(),
    )


def found_alone(dossier: Dossier, received: str | None, around: Surroundings) -> dict[str, Answer]:
    """Return what the application can tell. Without a list or a deadline, it tells nothing of them."""
    candidates, rules = _candidates(dossier, around.year), around.rules
    is_listed, deadline = bool(rules.departements), rules.deadline
    in_list = rules_of.in_eligible_departement(candidates, rules.departements)
    as_group = rules_of.is_possible_group(dossier.territory.kind, candidates, rules.departements)
    alone = dossier.territory.kind != rules_of.GROUP
    return {
        "R1": in_list if is_listed else Answer.TO_CHECK,
        "R2": rules_of.is_possible_bearer(candidates),
        "R3": Answer.TO_CHECK if deadline is None else rules_of.is_in_time(received, deadline),
        "R13": as_group if is_listed or alone else Answer.TO_CHECK,
        **({"R14": Answer.NOT_APPLICABLE} if alone else {}),
        "R16": _only_candidacy(dossier, around),
    }


def _candidates(dossier: Dossier, year: int) -> tuple[Candidate, ...]:
    """Return the territory as the embedded list knows it; the members of a group are not in the index."""
    territory = dossier.territory
    if territory.kind == rules_of.GROUP:
        return ()
    place = places_of(year).of_code(territory.code)
    return (Candidate(territory.kind, None if place is None else place.departement),)


def _only_candidacy(dossier: Dossier, around: Surroundings) -> Answer:
    """Answer R16. The list does not say which EPCI a commune belongs to: then a person looks."""
    if dossier.territory.code in around.shared_codes:
        return Answer.NO
    is_plain = len(around.kinds) == 1 and rules_of.GROUP not in around.kinds
    return Answer.YES if is_plain else Answer.TO_CHECK
