"""« Analyse »: what surrounds the official ranking, computed from it and changing nothing of it."""

from fractions import Fraction

import pytest

from commission_app.errors import Cancelled
from commission_app.scoring.flags import FlagKind
from commission_app.scoring.ids import SectionId
from commission_app.scoring.zones import Zone
from commission_app.workflow.deliberation.analysis import analyse, begin, refine, start, try_weights
from commission_app.workflow.deliberation.analysis_views import Analysis
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.progress import no_progress
from tests.workflow.consolidated import NOW, Marks, consolidated, disputed, published, steady
from tests.workflow.received import Ready, received


def analysed(marks: Marks) -> Analysis:
    return analyse(begin(consolidated(marks), NOW), no_progress)


def test_readers_who_agree_leave_nothing_to_debate() -> None:
    found = analysed(lambda _member, dossier, _criterion: max(0, 5 - dossier))
    assert found.agreement.alpha == 1
    assert found.agreement.gap_same == 0
    assert [row.zone for row in found.rows[:5]] == [Zone.SAFE] * 3 + [Zone.OUT] * 2
    assert all(not row.movers for row in found.rows)
    assert all(reader.effect == 0 for reader in found.readers)


def test_a_place_that_hangs_on_one_reader_is_said_to() -> None:
    found = analysed(disputed)
    third = next(row for row in found.rows if row.dossier == "D02")
    fourth = next(row for row in found.rows if row.dossier == "D03")
    assert third.zone is fourth.zone is Zone.OPEN
    first = found.readers[0]
    assert first.entering == ("Commune D03",)
    assert first.leaving == ("Commune D02",)
    assert all(reader.entering == reader.leaving == () for reader in found.readers[1:])
    assert third.movers == fourth.movers == ("Membre 0",)
    for row in (third, fourth):
        told = [signal.sentence for signal in row.signals]
        assert "Sa place parmi les 3 changerait sans les notes de Membre 0." in told


def test_shares_are_of_the_weightings_and_fill_the_seats() -> None:
    found = analysed(disputed)
    assert sum((row.share for row in found.rows), Fraction(0)) == pytest.approx(3, abs=0.001)
    assert all(0 <= row.share <= 1 for row in found.rows)


def test_ranks_around_the_line_are_made_exact_inside_their_bounds() -> None:
    begun = begin(consolidated(disputed), NOW)
    bounds = analyse(begun, no_progress)
    steps: list[tuple[int, int]] = []
    exact = refine(begun, bounds, lambda done, total, _step: steps.append((done, total)))
    assert exact.is_refined
    assert not bounds.is_refined
    assert all(row.is_exact for row in exact.rows)
    for before, after in zip(bounds.rows, exact.rows, strict=True):
        assert before.best <= after.best <= after.worst <= before.worst
        assert before.zone is after.zone
    waited = sum(not row.is_exact for row in bounds.rows)
    assert steps == [(done, waited) for done in range(waited + 1)]


def test_the_same_data_give_the_same_figures() -> None:
    assert analysed(disputed) == analysed(disputed)
    assert analysed(disputed).seed != analysed(steady).seed


def test_signals_say_what_was_seen_in_one_sentence_each() -> None:
    found = analysed(
        lambda member, dossier, criterion: 5 if member == 0 else disputed(member, dossier, criterion)
    )
    kinds = {signal.kind for row in found.rows for signal in row.signals}
    assert {FlagKind.CRITERION_SPREAD, FlagKind.TOTAL_SPREAD, FlagKind.ATYPICAL_READER} <= kinds
    sentences = [signal.sentence for row in found.rows for signal in row.signals]
    assert "Critère a1 : les notes vont de 0 à 5." in sentences
    assert "Les totaux des membres s’étendent sur 100,0 points." in sentences
    assert all(sentence.endswith(".") for sentence in sentences)
    uniform = [signal.sentence for reader in found.readers for signal in reader.signals]
    assert any(sentence.startswith("Membre 0 donne une même note") for sentence in uniform)


def test_a_reader_is_placed_against_the_group_on_the_scale_of_the_grid() -> None:
    found = analysed(lambda member, dossier, _criterion: min(5, max(0, 4 - dossier) + (member == 0)))
    first, second = found.readers[:2]
    assert first.average > second.average
    assert first.effect is not None
    assert second.effect is not None
    assert first.effect > 0 > second.effect
    assert 0 <= first.average <= 5


def test_an_analysis_may_be_interrupted_between_its_steps() -> None:
    def stop(done: int, _total: int, _step: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        analyse(begin(consolidated(disputed), NOW), stop)


def test_weights_tried_leave_the_ranking_as_it_is() -> None:
    begun = begin(consolidated(disputed), NOW)
    before = begun.rows
    official = try_weights(begun, {SectionId(name): weight for name, weight in published().items()})
    assert official is not None
    assert official.ranks == {row.dossier: row.rank for row in before}
    other = try_weights(begun, {SectionId("A"): Fraction(1), SectionId("B"): Fraction(0)})
    assert other is not None
    assert other.ranks != official.ranks
    assert begun.rows == before
    assert begun.last_seat == "D02"


def test_it_is_read_from_the_fiches_received_and_provisional_while_some_are_missing(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        begun = start(session)
        found = analyse(begun, no_progress)
        assert compute(facts_of(session)) == begun.done
    assert len(begun.provisional) == 1
    assert begun.provisional[0].startswith("1\N{NO-BREAK SPACE}fiche attendue")
    assert [row.dossier for row in found.rows] == [row.dossier for row in begun.rows]
    assert {reader.reader for reader in found.readers} == {"m01", "m02"}
    assert found.agreement.common is None
