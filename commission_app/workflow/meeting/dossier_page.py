"""The dossier under debate as a page: the project first, then the marks, then what opposes them."""

from collections.abc import Iterator
from fractions import Fraction

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.flags import DEFAULT_THRESHOLDS
from commission_app.scoring.grid import Criterion, Section
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.departures import Departure, DepartureCost, departures_of
from commission_app.scoring.meeting.outcome import every_change
from commission_app.scoring.meeting.steps import asks_the_chair
from commission_app.scoring.ranking import RankedDossier
from commission_app.scoring.readings import Reading, spread
from commission_app.scoring.sheet import DossierSheet
from commission_app.texts import NO_BREAK_SPACE, count_fr, decimal_fr, note_fr, ordinal_fr
from commission_app.workflow.deliberation.status_words import LINE_WORDS, STATUS_WORDS
from commission_app.workflow.meeting.agenda_words import room_words
from commission_app.workflow.meeting.movements import told_effect
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.meeting.views import (
    ChangedLine,
    CriterionMarks,
    DepartureLine,
    Divergence,
    DossierPage,
    Dot,
    MemberMark,
    Passage,
    SectionLine,
    Side,
    VoiceLine,
)
from commission_app.workflow.meeting.words import mark_words

DEPARTS = {
    Departure.ENTERED: "retenu sous la ligne",
    Departure.LEFT_OUT: "non retenu malgré son rang",
    Departure.CHOSEN_AMONG_EQUALS: "retenu parmi des ex æquo à la ligne",
}


def dossier_page(sitting: Sitting, chosen: DossierId) -> DossierPage:
    """Return the page of a dossier."""
    state, row = sitting.state, _row(sitting, chosen)
    dossier = next(one for one in sitting.done.facts.dossiers if one.id == chosen)
    avis = state.avis.get(chosen)
    members = sitting.room.members
    places = state.on_agenda
    recommended = state.recommendations.get(chosen)
    return DossierPage(
        dossier=chosen,
        place=places.index(chosen) + 1 if chosen in places else 0,
        count=len(places),
        territory=dossier.territory.name,
        title=dossier.title,
        identity=identity(dossier),
        card=tuple((line.label, line.value) for line in dossier.card),
        rapporteur=dossier.rapporteur,
        note=note_fr(row.display),
        rank=rank_words(row),
        line=LINE_WORDS[row.line] if row.line else "",
        reasons=room_words(sitting, chosen),
        sections=tuple(_sections(sitting, row)),
        voices=tuple(_voices(sitting, row)),
        mean=row.result.note,
        divergences=tuple(_divergences(sitting, dossier)),
        criteria=tuple(_criteria(sitting, row)),
        changed=tuple(_changed(sitting, chosen)),
        outside=tuple(
            (members[member].name, members[member].institution) for member in _recused(sitting, chosen)
        ),
        voters=len(state.voters(chosen)),
        has_casting_vote=asks_the_chair(state, chosen, 0, 0),
        opinion=avis.opinion if avis else None,
        opinion_act=avis.act if avis else 0,
        vote=avis.vote if avis else None,
        recommendation=recommended.text if recommended else "",
        dissents=tuple(
            (members[one.member].name, one.text) for one in state.dissents if one.dossier == chosen
        ),
        departure=next((line for line in departure_lines(sitting) if line.dossier == chosen), None),
    )


def departure_lines(sitting: Sitting) -> Iterator[DepartureLine]:
    """Yield where the avis departs from the ranking, with the rule and the reason written so far."""
    for found in departures_of(sitting.state, sitting.ranking):
        written = sitting.state.departures.get(found.dossier)
        yield DepartureLine(
            found.dossier,
            sitting.territory(found.dossier),
            f"{ordinal_fr(found.rank)}, {DEPARTS[found.kind]}",
            points_fr(found),
            written.rule if written else "",
            written.reason if written else "",
        )


def points_fr(found: DepartureCost) -> str:
    """Write the cost of a departure."""
    return f"{decimal_fr(found.cost, 2)}{NO_BREAK_SPACE}{'point' if found.cost < 2 else 'points'}"


def identity(dossier: Dossier) -> str:
    """Write what a territory is, on one line."""
    territory = dossier.territory
    kind = {"commune": "Commune", "groupement": "Groupement"}.get(territory.kind, territory.kind)
    people = count_fr(territory.population, "habitant")
    return f"{kind}  ·  {territory.departement}  ·  {territory.density}  ·  {people}"


def rank_words(row: RankedDossier) -> str:
    """Write a rank, or why there is none."""
    if row.rank is None:
        return STATUS_WORDS[row.status]
    return f"{ordinal_fr(row.rank)}{' ex æquo' if row.is_tied else ''}"


def _row(sitting: Sitting, dossier: DossierId) -> RankedDossier:
    return next(row for row in sitting.ranking if row.dossier == dossier)


def _recused(sitting: Sitting, dossier: DossierId) -> list[MemberId]:
    known = sitting.state.recused | sitting.done.recused
    return sorted(member for member, of in known if of == dossier)


def _sections(sitting: Sitting, row: RankedDossier) -> Iterator[SectionLine]:
    grid, members = sitting.done.facts.campaign.grid, sitting.room.members
    whole = sum((section.weight for section in grid.sections), Fraction(0))
    readings = _readings(sitting, row.dossier)
    for section in grid.sections:
        points, mean = 100 * section.weight / whole, row.result.sections[section.id]
        dots = [
            Dot(members[member].name, members[member].institution, value / grid.scale.maximum)
            for member, own in row.result.individuals.items()
            if (value := own.sections.get(section.id)) is not None
        ]
        yield SectionLine(
            section.label,
            f"{decimal_fr(points, 0 if points.denominator == 1 else 1)} points",
            points,
            None if mean is None else mean / grid.scale.maximum,
            tuple(dots),
            any(
                spread(readings, criterion.id) >= DEFAULT_THRESHOLDS.criterion
                for criterion in section.criteria
            ),
        )


def _voices(sitting: Sitting, row: RankedDossier) -> Iterator[VoiceLine]:
    members = sitting.room.members.values()
    recused = set(_recused(sitting, row.dossier))
    for institution in sitting.done.facts.campaign.institutions:
        own = [member for member in members if member.institution == institution.id]
        totals = [
            figures.total
            for member in own
            if (figures := row.result.individuals.get(member.id)) is not None and figures.total is not None
        ]
        yield VoiceLine(
            institution.id,
            tuple((member.name, member.id in recused) for member in own),
            sum(totals, Fraction(0)) / len(totals) if totals else None,
        )


def _changed(sitting: Sitting, dossier: DossierId) -> Iterator[ChangedLine]:
    """Yield the marks of a dossier changed in the debate, each with what it moves."""
    labels = {criterion.id: criterion.label for criterion in sitting.done.facts.campaign.grid.criteria}
    for one in sitting.movements:
        if one.fact.dossier == dossier:
            author = sitting.room.members[one.fact.member]
            yield ChangedLine(
                author.name,
                author.institution,
                labels[one.fact.criterion],
                mark_words(one.fact.before),
                mark_words(one.fact.after),
                told_effect(one, is_official=sitting.state.is_second_round),
                one.fact.reason,
            )


def _readings(sitting: Sitting, dossier: DossierId) -> tuple[Reading, ...]:
    return tuple(reading for reading in sitting.readings if reading.dossier == dossier)


def _divergences(sitting: Sitting, dossier: Dossier) -> Iterator[Divergence]:
    """Yield the criteria to discuss: those that move the note most come first."""
    readings = _readings(sitting, dossier.id)
    found: list[tuple[Fraction, Section, Criterion]] = []
    for section in sitting.done.facts.campaign.grid.sections:
        inside = sum((criterion.weight for criterion in section.criteria), Fraction(0))
        for criterion in section.criteria:
            gap = spread(readings, criterion.id)
            if gap >= DEFAULT_THRESHOLDS.criterion:
                found.append((gap * section.weight * criterion.weight / inside, section, criterion))
    for _, section, criterion in sorted(found, key=lambda one: -one[0]):
        marked = [one for one in readings if isinstance(one.marks.get(criterion.id), int)]
        low = min(marked, key=lambda one: _first_to_speak(sitting, one, criterion, is_lowest=True))
        high = min(marked, key=lambda one: _first_to_speak(sitting, one, criterion, is_lowest=False))
        yield Divergence(
            criterion.id,
            section.label,
            criterion.label,
            _side(sitting, dossier, low, criterion),
            _side(sitting, dossier, high, criterion),
        )


def _first_to_speak(
    sitting: Sitting, reading: Reading, criterion: Criterion, *, is_lowest: bool
) -> tuple[int, bool]:
    """Order readers by their mark, then those who said why before the others."""
    mark = reading.marks[criterion.id]
    level = mark if isinstance(mark, int) else 0
    entry = _sheet(sitting, reading.reader, reading.dossier).entry(criterion.id)
    return level if is_lowest else -level, not entry.is_justified


def _side(sitting: Sitting, dossier: Dossier, reading: Reading, criterion: Criterion) -> Side:
    entry = _sheet(sitting, reading.reader, dossier.id).entry(criterion.id)
    titles = {piece.path: piece.title for piece in dossier.pieces}
    mark = reading.marks[criterion.id]
    return Side(
        sitting.room.members[reading.reader].name,
        reading.institution,
        mark if isinstance(mark, int) else 0,
        entry.remark.strip(),
        tuple(Passage(titles.get(one.piece, ""), one) for one in entry.evidence),
    )


def _sheet(sitting: Sitting, member: MemberId, dossier: DossierId) -> DossierSheet:
    standing = sitting.done.merged.standings.get((member, dossier))
    return standing.closed if standing is not None and standing.closed is not None else DossierSheet()


def _criteria(sitting: Sitting, row: RankedDossier) -> Iterator[CriterionMarks]:
    readings, changes = _readings(sitting, row.dossier), every_change(sitting.state)
    members = sitting.room.members
    collegial = sitting.state.collegial
    for criterion in sitting.done.facts.campaign.grid.criteria:
        settled = collegial.get((row.dossier, criterion.id))
        marks = tuple(
            MemberMark(
                one.reader,
                members[one.reader].name,
                one.marks.get(criterion.id),
                changes.get((one.reader, row.dossier, criterion.id)),
            )
            for one in readings
        )
        yield CriterionMarks(
            criterion.id,
            criterion.label,
            marks,
            settled.mark if settled else None,
            criterion.id in row.result.unmarked or criterion.id in row.result.collegial,
        )
