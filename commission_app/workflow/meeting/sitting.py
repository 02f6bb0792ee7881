"""The meeting under way: every act is folded, signed and kept at once, then seen in the view that follows.

A sitting is used by one thread at a time. It keeps the consolidation it deliberates on, and makes it again
only when something of it may have changed. Opened again after a crash, it stands at the same point: nothing
of it is anywhere but in the acts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.meeting import agenda as order
from commission_app.scoring.meeting.acts import (
    Act,
    Advised,
    AgendaSet,
    Called,
    Closed,
    CollegialMark,
    Fact,
    MarkChanged,
    Opened,
    Opinion,
    RankingShown,
    RecusedAtTable,
    RulesAdopted,
    SecondRound,
    Undone,
)
from commission_app.scoring.meeting.agenda_reasons import (
    Openness,
    Reason,
    agenda_reasons,
    largest_spread,
)
from commission_app.scoring.meeting.checks import check_words
from commission_app.scoring.meeting.departures import unexplained
from commission_app.scoring.meeting.fold import appended, fold
from commission_app.scoring.meeting.outcome import every_change
from commission_app.scoring.meeting.state import MeetingState
from commission_app.scoring.ranking import RankedDossier
from commission_app.scoring.readings import Mark, Reading
from commission_app.scoring.weight_variations import dominance, section_profiles, section_weights
from commission_app.scoring.without_reader import without_each_reader
from commission_app.scoring.zones import Zone, zones
from commission_app.texts import list_fr
from commission_app.workflow.deliberation.consolidate import Consolidated, compute, data_digest, facts_of
from commission_app.workflow.meeting.chain import DECISION, MEETING, chained, keep, room_of
from commission_app.workflow.meeting.movements import (
    ChangedMark,
    changed_marks,
    late_readings,
    ranked_at,
    readings_in,
)
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.secretariat.session import SecretariatSession

SECRETARIAT = "Secrétariat"
# After these the ranking is another one by the will of the commission: it is presented again with its reason.
_CHANGING = (CollegialMark, MarkChanged, SecondRound, RecusedAtTable, Undone)


class Sitting:
    """The meeting of one campaign over an open session."""

    def __init__(self, session: SecretariatSession) -> None:
        """Read what is kept. DEL-17 or SIG-01 when its acts no longer follow one another."""
        self.session = session
        self.room = room_of(session)
        kept = chained(session, MEETING)
        self.acts: list[Act[Any]] = [one.act for one in kept]
        self.head: str = kept[-1].sha512 if kept else ""
        self.state: MeetingState = fold(self.room, self.acts)
        self.done: Consolidated = compute(facts_of(session))
        self._zones: tuple[tuple[int, int], tuple[Mapping[DossierId, Zone], Openness]] | None = None
        self._reasons: tuple[tuple[int, int], Mapping[DossierId, tuple[Reason, ...]]] | None = None
        self._movements: tuple[tuple[int, int], tuple[ChangedMark, ...]] | None = None

    def refresh(self) -> None:
        """Compute the consolidation again: a fiche may have arrived meanwhile."""
        self.done = compute(facts_of(self.session))

    # -------------------------------------------------------------------------------------- what it stands on

    @property
    def ranking(self) -> tuple[RankedDossier, ...]:
        """The ranking, its line drawn at the seats that the commission adopted."""
        if self.seats == self.done.facts.campaign.rules.seats:
            return self.done.ranking
        return ranked_at(self.done.facts, self.done.results, self.seats)

    @property
    def seats(self) -> int:
        """The seats that the commission adopted, else those of the campaign."""
        return self.state.rules.seats if self.state.rules else self.done.facts.campaign.rules.seats

    @property
    def movements(self) -> tuple[ChangedMark, ...]:
        """What each mark changed in the debate moves; found once for a consolidation and its acts."""
        basis = (id(self.done), len(self.acts))
        if self._movements is None or self._movements[0] != basis:
            found = changed_marks(self.done, self.readings, self.acts, self.seats)
            self._movements = (basis, found)
        return self._movements[1]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The counted readings, as they were handed in."""
        return readings_in(self.done)

    @property
    def zones(self) -> Mapping[DossierId, Zone]:
        """Which dossiers need the time of the meeting."""
        return self._found()[0]

    @property
    def openness(self) -> Openness:
        """What makes a place open, or sure."""
        return self._found()[1]

    @property
    def reasons(self) -> Mapping[DossierId, tuple[Reason, ...]]:
        """Why each dossier is debated; found once for a consolidation and its acts."""
        basis = (id(self.done), len(self.acts))
        if self._reasons is None or self._reasons[0] != basis:
            self._reasons = (basis, self._find_reasons())
        return self._reasons[1]

    def _find_reasons(self) -> Mapping[DossierId, tuple[Reason, ...]]:
        agenda, ranking, panels = self.state.agenda, self.ranking, defaultdict[DossierId, list[Reading]](list)
        rows = {row.dossier: row for row in ranking}
        for reading in self.readings:
            panels[reading.dossier].append(reading)
        asked = {dossier: fact.member for dossier, fact in self.state.asked.items()}
        found, late = {}, self.late_dossiers
        for dossier in agenda.debated if agenda is not None else ():
            reasons = agenda_reasons(
                rows[dossier], ranking, self.seats, self.openness, late=late, asked=asked
            )
            gap = largest_spread(self.done.facts.campaign.grid, panels[dossier])
            found[dossier] = reasons if gap is None else (*reasons, gap)
        return found

    @property
    def late_dossiers(self) -> frozenset[DossierId]:
        """Dossiers of which a fiche changed what is known, once the ranking had first been presented."""
        first = next((act.fact for act in self.acts if isinstance(act.fact, RankingShown)), None)
        return frozenset() if first is None else late_readings(self.done, first)

    def _found(self) -> tuple[Mapping[DossierId, Zone], Openness]:
        """Find zones once for a consolidation and its seats."""
        basis = (id(self.done), self.seats)
        if self._zones is None or self._zones[0] != basis:
            self._zones = (basis, self._find_zones())
        return self._zones[1]

    def _find_zones(self) -> tuple[Mapping[DossierId, Zone], Openness]:
        campaign, ranking = self.done.facts.campaign, self.ranking
        seats = self.seats
        rules = replace(campaign.rules, seats=seats)
        ranked = {row.dossier: row.result for row in ranking if row.rank is not None}
        if not ranked:
            return {}, Openness()
        without = without_each_reader(campaign.grid, rules, ranking, self.readings)
        profiles = section_profiles(campaign.grid, ranked)
        bounds = dominance(section_weights(campaign.grid), profiles).bounds
        return zones(ranking, without, bounds, seats), Openness(without.dossiers, bounds)

    def state_after(self, number: int) -> MeetingState:
        """Return where the meeting stood after an act."""
        return fold(self.room, self.acts[:number])

    @property
    def is_ranking_current(self) -> bool:
        """Whether the ranking that was presented still is the ranking."""
        return self.state.ranking is None or self.state.ranking.results == data_digest(self.done)

    # ------------------------------------------------------------------------------------------------- acts

    def record(self, fact: Fact, author: str = "") -> int:
        """Fold, sign and keep one act; return its number. Nothing is kept of one that is refused."""
        was_current = self.is_ranking_current
        self._check(fact)
        with self._whole():
            number = self._append(fact, author)
            if isinstance(fact, _CHANGING):
                self.refresh()
                if was_current and not self.is_ranking_current:
                    self._present(_reason(fact), author)
        return number

    def present_ranking(self, reason: str = "", author: str = "") -> None:
        """Present the ranking and settle the agenda on it. DEC-01 without a reason after the first time."""
        self.refresh()
        self._present(reason, author)

    def open(self, *, is_second_call: bool = False, author: str = "") -> None:
        """Open the meeting on the ranking as it is. DEL-02, DEL-03, DEL-09."""
        with self._whole():
            self._append(Opened(is_second_call), author)
            if self.state.ranking is None:
                self.present_ranking(author=author)
            for dossier in self.state.undecided[:1]:
                self._append(Called(dossier), author)

    def recuse(self, member: MemberId, dossier: DossierId, reason: str, author: str = "") -> None:
        """Let a member leave the room for a dossier; the reason stays in the register. DEC-01, DEL-14."""
        if not reason.strip():
            raise AppError("DEC-01")
        with self._whole():
            keep_away(self.session, member, dossier, reason.strip())
            self.record(RecusedAtTable(member, dossier), author)

    def advise_together(self, opinion: Opinion, dossiers: tuple[DossierId, ...], author: str = "") -> None:
        """Give the same avis by consensus on several dossiers, all or none."""
        with self._whole():
            for dossier in dossiers:
                self._append(Advised(dossier, opinion), author)

    def undo(self, number: int, author: str = "") -> None:
        """Make an act count no more. DEL-11."""
        self.record(Undone(number), author)

    # ---------------------------------------------------------------------------------------------- details

    def _check(self, fact: Fact) -> None:
        """Refuse what the state alone cannot see: another mark than the fiche's, a ranking that changed."""
        if isinstance(fact, MarkChanged):
            person = self.room.members.get(fact.member)
            if fact.before is None or fact.before != self.mark_of(fact.member, fact.dossier, fact.criterion):
                raise AppError("DEL-18", name=person.name if person else fact.member)
        if isinstance(fact, CollegialMark):
            result = self.done.results.get(fact.dossier)
            open_ones = () if result is None else (*result.unmarked, *result.collegial)
            if fact.criterion not in open_ones:
                raise AppError("DEL-19")
        if isinstance(fact, Undone) and self.session.database.acts.of_kind(DECISION):
            raise AppError("DEL-11")  # the authorities decide on this avis
        if isinstance(fact, RulesAdopted) and self.state.ranking is not None:
            check_words(fact.reason)
        if isinstance(fact, Closed):
            if not self.is_ranking_current:
                raise AppError("DEL-16")
            if missing := unexplained(self.state, self.ranking):
                raise AppError("DEL-15", names=list_fr([self.territory(dossier) for dossier in missing]))

    def mark_of(self, member: MemberId, dossier: DossierId, criterion: CriterionId) -> Mark | None:
        """Return the mark of a member, as they changed it in the debate if they did; None without one."""
        changed = every_change(self.state).get((member, dossier, criterion))
        if changed is not None:
            return changed
        found = (one for one in self.readings if (one.reader, one.dossier) == (member, dossier))
        return next((reading.marks.get(criterion) for reading in found), None)

    def territory(self, dossier: DossierId) -> str:
        """Return the name of the territory of a dossier."""
        return next(one.territory.name for one in self.done.facts.dossiers if one.id == dossier)

    def _present(self, reason: str, author: str) -> None:
        done = self.done
        sheets: tuple[Sha512, ...] = tuple(sorted(sheet.sha512 for sheet in done.facts.sheets))
        shown = RankingShown(data_digest(done), sheets, tuple(sorted(done.recused)), reason)
        with self._whole():
            self._append(shown, author)
            wanted = order.agenda(self.ranking, self.zones, self.state.recused)
            wanted = order.with_debate(wanted, self.state.asked)
            if self.state.agenda is None or set(self.state.on_agenda) != set(_every(wanted)):
                self._append(wanted, author)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Keep everything of a block, or nothing: in the database and here alike."""
        before = list(self.acts), self.head, self.state, self.done
        try:
            with self.session.database.transaction():
                yield
        except BaseException:
            self.acts, self.head, self.state, self.done = before
            raise

    def _next(self, fact: Fact, author: str) -> Act[Any]:
        now = self.session.desk.now().isoformat(timespec="seconds")
        return Act(len(self.acts) + 1, now, author.strip() or SECRETARIAT, fact)

    def _append(self, fact: Fact, author: str) -> int:
        act = self._next(fact, author)
        state = appended(self.room, self.acts, act)
        self.head = keep(self.session, MEETING, act, self.head)
        self.acts.append(act)
        self.state = state
        return act.number


def _every(agenda: AgendaSet) -> tuple[DossierId, ...]:
    return (*agenda.debated, *agenda.above, *agenda.below)


def _reason(fact: Fact) -> str:
    words = {
        CollegialMark: "Une note collégiale est donnée en séance.",
        RecusedAtTable: "Un déport est déclaré en séance.",
        Undone: "Un acte de la séance est annulé.",
    }
    return words.get(type(fact), "Des notes changées en séance sont officielles, ou ne le sont plus.")
