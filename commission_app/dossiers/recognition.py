"""Which territory applies: what the index says, else what the embedded places know, else a question."""

import re
from dataclasses import replace

from commission_app.dossiers.index import IndexedCandidacy
from commission_app.dossiers.places import Place, Places, grouping
from commission_app.dossiers.questions import Answers, Choice, Question
from commission_app.scoring.dossier import Territory
from commission_app.texts import count_fr

MOST_CHOICES = 8
TYPED = "Code Insee ou SIREN ; plusieurs, séparés par des espaces, pour un groupement"


def recognise(
    found: IndexedCandidacy, places: Places, answers: Answers
) -> tuple[IndexedCandidacy, Question | None]:
    """Return a candidacy with its territory, or the question that settles it."""
    if found.kind and found.departement and found.density and found.population:
        return found, None
    answer = answers.get(territory_id(found), "")
    chosen = [places.of_code(code) for code in re.split(r"[\s,;]+", answer.strip()) if code]
    known = tuple(place for place in chosen if place is not None)
    if known and len(known) == len(chosen):
        return _completed(found, known[0].territory if len(known) == 1 else grouping(known)), None
    likely, is_sure = _likely(found, places)
    if is_sure and not chosen:
        return _completed(found, likely[0].territory), None
    return found, _question(found, likely, unknown=answer)


def territory_id(found: IndexedCandidacy) -> str:
    """Return the identifier of the question about a territory."""
    return f"territoire:{found.id}"


def _likely(found: IndexedCandidacy, places: Places) -> tuple[tuple[Place, ...], bool]:
    """Return the places that may be the territory, and whether the first one is.

    A number that no commune or grouping has is a union's or an association's: where it sits proves nothing.
    """
    own = places.of_code(found.code) if found.code else None
    if own is not None:
        return (own,), True
    others = [places.of_code(code) for code in found.other_codes]
    told = tuple(dict.fromkeys(place for place in others if place is not None))
    named = places.named(found.territory or found.applicant, found.departement)
    likely = tuple(dict.fromkeys((*told, *named)))
    is_sure = not found.code and len(told or named) == 1
    return likely[:MOST_CHOICES], is_sure


def _completed(found: IndexedCandidacy, territory: Territory) -> IndexedCandidacy:
    return replace(
        found,
        applicant=found.applicant or territory.name,
        kind=found.kind or territory.kind,
        territory=found.territory or territory.name,
        departement=found.departement or territory.departement,
        density=found.density or territory.density,
        population=found.population or str(territory.population),
        code=territory.code,
    )


def _question(found: IndexedCandidacy, likely: tuple[Place, ...], *, unknown: str) -> Question:
    who = found.applicant or found.id
    words = f"Dossier {found.id} : quel est le territoire de « {who} » ?"
    if unknown:
        words += f" « {unknown} » n’est le code d’aucune commune ni d’aucun EPCI."
    choices = tuple(
        Choice(
            place.code,
            f"{place.name} ({place.departement}) · {count_fr(place.population, 'habitant')}",
        )
        for place in likely
    )
    return Question(territory_id(found), words, choices, TYPED)
