"""Before the call closes: who is invited to apply, and who answered.

The communes and the EPCI of the retained départements come from the embedded lists. A candidacy that was
received is an answer, recognised by its code; any other is ticked by a person.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

import msgspec

from commission_app.dossiers.places import Place, Places, places_of
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.sealing.salted_texts import well_formed
from commission_app.texts import count_fr, date_fr, folded, integer_fr, typeset
from commission_app.workflow.preparation.candidacies.eligibility_file import read_rules
from commission_app.workflow.preparation.departements.indicators import departement_names
from commission_app.workflow.preparation.departements.invitations_file import (
    LetterFile,
    Territories,
    TerritoryFile,
    read_letter,
    read_territories,
    write_letter,
    write_territories,
)
from commission_app.workflow.secretariat.session import SecretariatSession

LONGEST_WHERE: Final = 200
LONGEST_WORD: Final = 600  # signs: a letter stays on one page
TYPED_DAY: Final = "%d/%m/%Y"


class Standing(Enum):
    """Where a territory is, between the invitation and its answer."""

    TO_INVITE = "to_invite"
    WAITING = "waiting"
    ANSWERED = "answered"
    CANDIDATE = "candidate"


@dataclass(frozen=True)
class TerritoryLine:
    """One commune or EPCI of the retained départements."""

    code: str
    name: str
    kind: str
    departement: str
    departement_name: str
    population: int
    density: str
    basin: str
    email: str
    invited: date | None
    answered: date | None  # as it was ticked
    candidacy: DossierId | None
    standing: Standing  # a candidacy says more than a tick
    searched: str  # its names and code, as they are searched

    @property
    def standing_words(self) -> str:
        """Where it is, in words."""
        match self.standing:
            case Standing.CANDIDATE:
                return f"Candidature reçue ({self.candidacy})"
            case Standing.ANSWERED:
                return f"A répondu le {day_words(self.answered)}"
            case Standing.WAITING:
                return "Sans réponse"
            case Standing.TO_INVITE:
                return "À inviter"


@dataclass(frozen=True)
class InvitationsView:
    """The list, and what the letter says beside it."""

    lines: tuple[TerritoryLine, ...]
    departements: tuple[str, ...]  # codes
    letter: LetterFile
    deadline: str | None  # end of the deposits, ISO 8601 local minute
    counts: Mapping[Standing, int]
    summary: str  # of the whole list, in words
    has_basins: bool  # some were imported


def invitations(session: SecretariatSession) -> InvitationsView:
    """Return the territories of the retained départements; none before some are."""
    rules = read_rules(session.database)
    departements = tuple(sorted(rules.departements))
    kept = read_territories(session.database, departements)
    candidates = _candidates(session)
    names = departement_names()
    lines = tuple(
        _line(place, kept.get(place.code, NOTHING), candidates.get(place.code), names)
        for place in places_known(session).in_departements(rules.departements)
    )
    ordered = tuple(sorted(lines, key=lambda line: (line.departement, line.kind == "commune", line.code)))
    counts = Counter(line.standing for line in ordered)
    return InvitationsView(
        ordered,
        departements,
        read_letter(session.database),
        rules.deadline,
        {one: counts[one] for one in Standing},
        _summary(ordered, departements, counts),
        any(line.basin for line in ordered),
    )


def say_invited(session: SecretariatSession, codes: Collection[str], day: date | None) -> None:
    """Keep the day at which territories were invited; None: they were not. INV-06, INV-07."""
    _change(
        session,
        codes,
        day,
        lambda one: msgspec.structs.replace(one, invited=_iso(day)),
        "territories_invited",
    )


def say_answered(session: SecretariatSession, codes: Collection[str], day: date | None) -> None:
    """Keep the day at which territories answered, by another way than a candidacy. INV-06, INV-07, INV-09."""
    candidates, places = _candidates(session), places_known(session)
    for code in codes:
        place = places.of_code(code)
        if place is not None and place.code in candidates:
            raise AppError("INV-09", territory=place.name)
    _change(
        session,
        codes,
        day,
        lambda one: msgspec.structs.replace(one, answered=_iso(day)),
        "territories_answered",
    )


def write_letter_details(session: SecretariatSession, where: str, word: str) -> None:
    """Keep where candidacies are deposited and a word to add to the letter."""
    letter = LetterFile(well_formed(where).strip()[:LONGEST_WHERE], well_formed(word).strip()[:LONGEST_WORD])
    if letter != read_letter(session.database):
        with session.database.transaction():
            write_letter(session.database, letter)
            session.log("invitation_letter_changed", {})


def day_of(typed: str) -> date:
    """Return the day typed as « 12/04/2021 ». INV-08 for another form."""
    try:
        return datetime.strptime("".join(typed.split()), TYPED_DAY).date()  # noqa: DTZ007 - a day of the calendar
    except ValueError as error:
        raise AppError("INV-08") from error


def end_of_deposits(view: InvitationsView) -> datetime | None:
    """Return when candidacies are no longer taken, as far as it is settled."""
    return None if view.deadline is None else datetime.fromisoformat(view.deadline)


def day_words(day: date | None) -> str:
    """Return a day in words; nothing for none."""
    return "" if day is None else date_fr(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - same


def chosen_lines(view: InvitationsView, codes: Iterable[str] | None = None) -> tuple[TerritoryLine, ...]:
    """Return the lines of some codes, all of them without a choice. INV-01, INV-06, INV-07."""
    if not view.departements:
        raise AppError("INV-01")
    if codes is None:
        return view.lines
    wanted = set(codes)
    if not wanted:
        raise AppError("INV-07")
    unknown = wanted - {line.code for line in view.lines}
    if unknown:
        raise AppError("INV-06", value=min(unknown))
    return tuple(line for line in view.lines if line.code in wanted)


NOTHING: Final = TerritoryFile()


def places_known(session: SecretariatSession) -> Places:
    """Return the communes and the EPCI of the year of the campaign."""
    return places_of(int(session.campaign.meeting[:4]))


def _candidates(session: SecretariatSession) -> dict[str, DossierId]:
    """Return the candidacy of each territory that applied alone; a group does not say who its members are."""
    places = places_known(session)
    found = ((places.of_code(one.territory.code), one.id) for one in session.dossiers() if one.territory.code)
    return {place.code: dossier for place, dossier in found if place is not None}


def _summary(
    lines: Sequence[TerritoryLine], departements: Sequence[str], counts: Mapping[Standing, int]
) -> str:
    communes = sum(line.kind == "commune" for line in lines)
    invited = sum(line.invited is not None for line in lines)
    said = (
        count_fr(len(departements), "département"),
        count_fr(communes, "commune"),
        f"{integer_fr(len(lines) - communes)} EPCI",
        count_fr(invited, "territoire invité", "territoires invités"),
        count_fr(counts[Standing.ANSWERED] + counts[Standing.CANDIDATE], "réponse"),
        f"dont {count_fr(counts[Standing.CANDIDATE], 'candidature')}",
    )
    return typeset("  ·  ".join(said))


def _line(
    place: Place, kept: TerritoryFile, candidacy: DossierId | None, names: Mapping[str, str]
) -> TerritoryLine:
    name = place.name.replace("'", "’")
    departement = names.get(place.departement, place.departement)
    return TerritoryLine(
        code=place.code,
        name=name,
        kind=place.kind,
        departement=place.departement,
        departement_name=departement,
        population=place.population,
        density=place.density,
        basin=kept.basin,
        email=kept.email,
        invited=None if kept.invited is None else date.fromisoformat(kept.invited),
        answered=None if kept.answered is None else date.fromisoformat(kept.answered),
        candidacy=candidacy,
        standing=_standing(kept, candidacy),
        searched=folded(f"{name} {place.code} {departement} ({place.departement}) {kept.basin}"),
    )


def _standing(kept: TerritoryFile, candidacy: DossierId | None) -> Standing:
    if candidacy is not None:
        return Standing.CANDIDATE
    if kept.answered is not None:
        return Standing.ANSWERED
    return Standing.TO_INVITE if kept.invited is None else Standing.WAITING


def _change(
    session: SecretariatSession,
    codes: Collection[str],
    day: date | None,
    change: Callable[[TerritoryFile], TerritoryFile],
    kind: str,
) -> None:
    """Change what is kept of some territories, département by département, all or none."""
    rules, places = read_rules(session.database), places_known(session)
    if not rules.departements:
        raise AppError("INV-01")
    if not codes:
        raise AppError("INV-07")
    by_departement: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        place = places.of_code(code)
        if place is None or place.departement not in rules.departements:
            raise AppError("INV-06", value=code)
        by_departement[place.departement].append(place.code)
    with session.database.transaction():
        for departement, own in sorted(by_departement.items()):
            kept = read_territories(session.database, (departement,))
            changed = {**kept, **{code: change(kept.get(code, NOTHING)) for code in own}}
            write_territories(session.database, departement, without_empty(changed))
        session.log(kind, {"count": sum(map(len, by_departement.values())), "day": _iso(day) or ""})


def without_empty(kept: Mapping[str, TerritoryFile]) -> Territories:
    """Return what says something, in the order of codes: nothing is kept of the others."""
    return {code: one for code, one in sorted(kept.items()) if one != NOTHING}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
