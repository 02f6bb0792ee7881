"""A grid marked on paper, entered by two agents: what they may enter, what is kept, what they agree on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from commission_app.scoring.double_entry import Answer, Part, Subject
from commission_app.scoring.draft import ClosingEdit, EntryEdit, RecusalEdit
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import EMPTY_ENTRY, Entry, Recusal
from commission_app.sealing import paper_act
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.sheets_read import read_record
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.receiving import paper_entry, paper_fiche
from commission_app.workflow.receiving.paper_entry import (
    abandon_entries,
    begin_entry,
    check_codes,
    end_entry,
    record_edit,
    reopen_entry,
)
from commission_app.workflow.receiving.paper_fiche import paper_view, record_paper, settle
from commission_app.workflow.receiving.paper_store import papers_of
from commission_app.workflow.receiving.paper_views import Codes, Stage
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.papered import FIRST, SECOND, SEEN, THIRD, both_enter, enter, put, recorded, sheet_of
from tests.workflow.received import M01, M03, Ready, received
from tests.workflow.told import last_sentence, refuses


@pytest.fixture
def session(ready: Ready) -> Iterator[SecretariatSession]:
    """The secretariat, whose lots are sealed and who received nothing yet."""
    with ready.prepared.secretariat() as opened:
        yield opened


@pytest.fixture
def dossier(session: SecretariatSession) -> DossierId:
    """A dossier of the campaign."""
    return session.dossiers()[0].id


def first_criterion(session: SecretariatSession) -> CriterionId:
    campaign = session.campaign
    silent = campaign.not_marked_by(campaign.member_by_id[M03].institution)
    return next(c.id for c in campaign.grid.criteria if c.id not in silent)


# ------------------------------------------------------------------------------------------ the two entries


def test_two_agents_who_read_the_same_make_a_fiche_that_counts(session: SecretariatSession) -> None:
    sha512 = recorded(session, M03, 4)
    done = compute(facts_of(session))
    assert {sheet.sha512 for sheet in done.facts.sheets} == {sha512}
    assert all(result.readers == 1 for result in done.results.values())
    told = last_sentence(session)
    assert FIRST in told
    assert SECOND in told
    assert "ne différaient en rien" in told


def test_the_reception_says_in_plain_sight_who_entered_it(session: SecretariatSession) -> None:
    recorded(session, M03, 4)
    view = reception(session)
    (file,) = view.files
    assert (file.title, file.file) == ("Saisie par le secrétariat", "Grille papier n° 1")
    assert f"saisie par {FIRST}, puis par {SECOND}" in file.meaning
    progress = next(member for member in view.members if member.member == M03)
    assert (progress.state, progress.is_in) == ("papier n° 1", True)
    assert progress.dossiers_closed == progress.dossiers_due


def test_an_entry_begun_shows_in_the_reception(session: SecretariatSession) -> None:
    begin_entry(session, M03, FIRST)
    states = {member.member: member.state for member in reception(session).members}
    assert states[M03] == "saisie papier à finir"


def test_nothing_of_the_first_entry_shows_while_the_second_is_made(
    session: SecretariatSession, dossier: DossierId
) -> None:
    enter(session, M03, FIRST, 4, [dossier])
    end_entry(session, M03, FIRST)
    opened = begin_entry(session, M03, SECOND)
    view = paper_view(session, M03)
    assert (opened.number, opened.sheet.readings) == (2, {})
    assert view.stage is Stage.SECOND
    assert view.differences == ()
    assert SEEN not in repr(view)


def test_what_was_typed_is_there_after_a_crash_between_the_two_entries(
    ready: Ready,
) -> None:
    with ready.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        enter(session, M03, FIRST, 4, [dossier])
    with ready.prepared.secretariat() as session:  # nothing was closed in order: each edit was kept at once
        opened = begin_entry(session, M03, FIRST.upper())
        assert opened.number == 1
        assert opened.sheet.reading(dossier).entry(first_criterion(session)).mark == 4
        end_entry(session, M03, FIRST)
    with ready.prepared.secretariat() as session:
        assert paper_view(session, M03).stage is Stage.SECOND
        assert begin_entry(session, M03, SECOND).number == 2


def test_a_partial_grid_is_shown_and_does_not_count(session: SecretariatSession, dossier: DossierId) -> None:
    criterion = first_criterion(session)
    for agent in (FIRST, SECOND):
        begin_entry(session, M03, agent)
        put(session, M03, agent, (dossier, criterion), Entry(0, remark=SEEN))
        record_edit(session, M03, agent, ClosingEdit(dossier, before=False, after=True))
        end_entry(session, M03, agent)
    (outcome,) = paper_view(session, M03).outcome
    assert "en blanc" in outcome.state
    record_paper(session, M03, "")
    done = compute(facts_of(session))
    standing = done.merged.standings[M03, dossier]
    assert standing.closed is None
    assert standing.provisional is not None
    assert standing.provisional.entry(criterion).mark == 0
    assert [c for c, entry in standing.provisional.entries.items() if entry.mark == 0] == [criterion]


def test_an_unsigned_grid_stays_open(session: SecretariatSession, dossier: DossierId) -> None:
    for agent in (FIRST, SECOND):
        enter(session, M03, agent, 4, [dossier])
        record_edit(session, M03, agent, ClosingEdit(dossier, before=True, after=False))
        end_entry(session, M03, agent)
    (outcome,) = paper_view(session, M03).outcome
    assert outcome.state == "Lecture à clore : grille non signée."


def test_a_recusal_written_on_the_paper_is_a_recusal(session: SecretariatSession, dossier: DossierId) -> None:
    for agent, reason in ((FIRST, "Ma sœur y travaille"), (SECOND, "ma sœur y travaille.")):
        begin_entry(session, M03, agent)
        record_edit(session, M03, agent, RecusalEdit(dossier, None, Recusal("personal", reason)))
        end_entry(session, M03, agent)
    assert paper_view(session, M03).differences == ()  # the words are the same
    record_paper(session, M03, "")
    assert compute(facts_of(session)).merged.recused == {(M03, dossier)}


# ------------------------------------------------------------------------------------------ the differences


def differing(session: SecretariatSession, dossier: DossierId) -> CriterionId:
    """Let two agents differ on one mark and on one remark of the same criterion."""
    criterion = first_criterion(session)
    for agent, mark, remark in ((FIRST, 4, "Bien"), (SECOND, 1, "Rien")):
        enter(session, M03, agent, 3, [dossier])
        put(session, M03, agent, (dossier, criterion), Entry(mark, remark=remark))
        end_entry(session, M03, agent)
    return criterion


def test_each_difference_is_looked_up_on_the_paper(session: SecretariatSession, dossier: DossierId) -> None:
    criterion = differing(session, dossier)
    view = paper_view(session, M03)
    assert [(line.first, line.second, line.settled) for line in view.differences] == [
        (f"4 · {view.grid.scale.labels[4]}", f"1 · {view.grid.scale.labels[1]}", None),
        ("Bien", "Rien", None),
    ]
    refuses("SAI-17", record_paper, session, M03, THIRD)
    mark, remark = (Subject(dossier, part, criterion) for part in (Part.MARK, Part.REMARK))
    settle(session, M03, mark, Answer(mark=2))
    assert paper_view(session, M03).left == 1
    refuses("SAI-17", record_paper, session, M03, THIRD)
    settle(session, M03, remark, Answer(text="Bien"))
    refuses("SAI-01", record_paper, session, M03, " ")
    record_paper(session, M03, THIRD)
    (record,) = papers_of(session, M03)
    kept = read_record(session, record)
    assert kept.sheet.reading(dossier).entry(criterion) == Entry(2, remark="Bien")
    assert kept.paper is not None
    assert (kept.paper.settled, kept.paper.settler) == ((mark, remark), THIRD)
    assert last_sentence(session).endswith(f"2\N{NO-BREAK SPACE}différences levées par {THIRD}.")


def test_what_was_looked_up_can_be_taken_back(session: SecretariatSession, dossier: DossierId) -> None:
    criterion = differing(session, dossier)
    subject = Subject(dossier, Part.MARK, criterion)
    settle(session, M03, subject, Answer(mark=2))
    settle(session, M03, subject, None)
    assert paper_view(session, M03).left == 2
    refuses("MAR-03", settle, session, M03, subject, Answer(mark=9))
    refuses("CAM-04", settle, session, M03, replace(subject, part=Part.SIGNED), Answer(is_signed=True))


def test_entries_of_other_dossiers_are_told_without_what_they_say(session: SecretariatSession) -> None:
    one, two, *_ = (known.id for known in session.dossiers())
    enter(session, M03, FIRST, 4, [one, two])
    end_entry(session, M03, FIRST)
    enter(session, M03, SECOND, 1, [one])
    end_entry(session, M03, SECOND)
    view = paper_view(session, M03)
    assert view.stage is Stage.UNEVEN
    assert view.uneven == (
        f"{session.dossier(two).territory.name} ({session.dossier(two).territory.departement})",
    )
    assert view.differences == ()
    refuses("SAI-16", record_paper, session, M03, THIRD)
    reopen_entry(session, M03, SECOND)
    enter(session, M03, SECOND, 4, [two])
    end_entry(session, M03, SECOND)
    assert paper_view(session, M03).stage is Stage.COMPARED
    refuses("SAI-09", reopen_entry, session, M03, FIRST)


def test_entries_abandoned_leave_room_for_others(session: SecretariatSession, dossier: DossierId) -> None:
    enter(session, M03, FIRST, 4, [dossier])
    refuses("SAI-05", begin_entry, session, M03, SECOND)
    abandon_entries(session, M03)
    assert "abandonnées" in last_sentence(session)
    assert begin_entry(session, M03, SECOND).number == 1
    abandon_entries(session, M03)


# ------------------------------------------------------------------------------------------ what is refused


def test_the_same_agent_twice_is_refused_however_they_type_their_name(
    session: SecretariatSession, dossier: DossierId
) -> None:
    enter(session, M03, FIRST, 4, [dossier])
    end_entry(session, M03, FIRST)
    for name in (FIRST, "  agnes   BLIN ", "Agnès-Blin"):
        refuses("SAI-04", begin_entry, session, M03, name)
    refuses("SAI-18", record_paper, session, M03, "")


def test_neither_the_member_nor_one_who_has_not_handed_in_enters(
    session: SecretariatSession, dossier: DossierId
) -> None:
    names = {member.id: member.name for member in session.campaign.members}
    refuses("SAI-01", begin_entry, session, M03, "   ")
    refuses("SAI-02", begin_entry, session, M03, names[M03].upper())
    refuses("SAI-03", begin_entry, session, M03, names[M01])
    recorded(session, M01, 2)
    assert begin_entry(session, M03, names[M01]).number == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"campaign": "autre-campagne"}, "SAI-10"),
        ({"grid": "0BADC0DE"}, "SAI-11"),
        ({"dossier": "d999"}, "SAI-12"),
    ],
)
def test_a_paper_of_another_campaign_grid_or_dossier_is_refused(
    session: SecretariatSession, dossier: DossierId, change: dict[str, str], code: str
) -> None:
    grid = session.campaign.grid
    codes = Codes(session.campaign.id, dossier, f"{grid.version} · {grid.digest[:8].upper()}")
    assert check_codes(session, M03, codes) == dossier
    assert check_codes(session, M03, replace(codes, grid=grid.digest[:8], dossier=dossier.upper())) == dossier
    refuses(code, check_codes, session, M03, replace(codes, **change))


def test_a_dossier_that_the_member_left_is_refused(session: SecretariatSession, dossier: DossierId) -> None:
    grid = session.campaign.grid
    codes = Codes(session.campaign.id, dossier, grid.digest[:8])
    both_enter(session, M03, 4, [dossier])
    keep_away(session, M03, dossier, "un lien")  # it came after both entries
    refuses("SAI-13", check_codes, session, M03, codes)
    refuses("SAI-13", record_paper, session, M03, "")
    assert papers_of(session, M03) == ()
    abandon_entries(session, M03)
    begin_entry(session, M03, FIRST)
    refuses("SAI-13", record_edit, session, M03, FIRST, ClosingEdit(dossier, before=False, after=True))


def test_a_mark_that_the_grid_does_not_have_is_refused(
    session: SecretariatSession, dossier: DossierId
) -> None:
    criterion = first_criterion(session)
    begin_entry(session, M03, FIRST)
    for entry in (Entry(6), Entry(-1), Entry("NE"), Entry("NE", "parce que")):
        refuses("MAR-03", record_edit, session, M03, FIRST, EntryEdit(dossier, criterion, EMPTY_ENTRY, entry))
    unknown = EntryEdit(dossier, CriterionId("Z9"), EMPTY_ENTRY, Entry(3))
    refuses("SAI-14", record_edit, session, M03, FIRST, unknown)
    refuses("SAI-12", record_edit, session, M03, FIRST, replace(unknown, dossier=DossierId("d999")))
    refuses("SAI-08", record_edit, session, M03, SECOND, unknown)
    assert sheet_of(session, M03, FIRST).readings == {}


def test_an_entry_with_nothing_in_it_is_not_ended(session: SecretariatSession, dossier: DossierId) -> None:
    begin_entry(session, M03, FIRST)
    refuses("SAI-15", end_entry, session, M03, FIRST)
    put(session, M03, FIRST, (dossier, first_criterion(session)), Entry(3))
    put(session, M03, FIRST, (dossier, first_criterion(session)), EMPTY_ENTRY)
    refuses("SAI-15", end_entry, session, M03, FIRST)
    refuses("SAI-18", record_paper, session, M03, "")


def test_an_entry_that_is_ended_changes_no_more(session: SecretariatSession, dossier: DossierId) -> None:
    both_enter(session, M03, 3, [dossier])
    edit = ClosingEdit(dossier, before=True, after=False)
    refuses("SAI-09", record_edit, session, M03, FIRST, edit)
    refuses("SAI-09", begin_entry, session, M03, FIRST)
    refuses("SAI-05", begin_entry, session, M03, THIRD)


def test_what_no_act_can_hold_is_refused_and_the_rest_stays(
    session: SecretariatSession, dossier: DossierId, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_entry(session, M03, FIRST)
    put(session, M03, FIRST, (dossier, first_criterion(session)), Entry(3))
    monkeypatch.setattr(paper_entry, "MAX_ENTRY_BYTES", 2000)
    long = EntryEdit(dossier, first_criterion(session), Entry(3), Entry(3, remark="a" * 3000))
    refuses("SAI-19", record_edit, session, M03, FIRST, long)
    assert sheet_of(session, M03, FIRST).reading(dossier).entry(first_criterion(session)) == Entry(3)


# ------------------------------------------------------------------- beside what the member handed in


def test_a_paper_that_says_otherwise_than_a_fiche_makes_neither_count(ready: Ready) -> None:
    received(ready.prepared, [ready.fiches["m01"]])  # 2 everywhere
    with ready.prepared.secretariat() as session:
        one, two, three = (known.id for known in session.dossiers())
        assert "a aussi remis une fiche" in paper_view(session, M01).warning
        recorded(session, M01, 4, [one])
        done = compute(facts_of(session))
        assert done.merged.forks == {(M01, one)}
        assert done.results[one].readers == 0
        assert done.results[two].readers == done.results[three].readers == 1
        titles = {file.title for file in reception(session).files}
        assert titles == {"Versions contradictoires"}


def test_a_fiche_that_says_otherwise_than_a_paper_makes_neither_count(ready: Ready) -> None:
    with ready.prepared.secretariat() as session:
        recorded(session, M01, 4)
    received(ready.prepared, [ready.fiches["m01"]])
    with ready.prepared.secretariat() as session:
        assert len(compute(facts_of(session)).merged.forks) == 3


def test_a_paper_that_says_the_same_as_a_fiche_changes_nothing(ready: Ready) -> None:
    received(ready.prepared, [ready.fiches["m01"]])
    with ready.prepared.secretariat() as session:
        before = compute(facts_of(session)).results
        recorded(session, M01, 2)
        done = compute(facts_of(session))
        assert (done.results, done.merged.forks) == (before, frozenset())


def test_a_second_paper_takes_the_place_of_the_first_where_it_speaks(session: SecretariatSession) -> None:
    one, two, *_ = (known.id for known in session.dossiers())
    recorded(session, M03, 4, [one, two])
    assert "1 grille papier enregistrée déjà" in paper_view(session, M03).warning.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    recorded(session, M03, 1, [one])
    done = compute(facts_of(session))
    marks = {
        dossier: {entry.mark for entry in done.merged.standings[M03, dossier].closed.entries.values()}  # type: ignore[union-attr]  # closed, as the next line says
        for dossier in (one, two)
    }
    assert marks == {one: {1}, two: {4}}
    assert done.merged.forks == frozenset()


def test_nothing_is_kept_when_what_was_signed_would_not_be_read_again(
    session: SecretariatSession, dossier: DossierId, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_enter(session, M03, 3, [dossier])
    signing = paper_act.sign_paper

    def wrongly(*given: object) -> tuple[bytes, bytes]:
        act, texts = signing(*given)  # type: ignore[arg-type]  # handed on as they come
        return act.replace(b'"mark":3', b'"mark":4', 1), texts

    monkeypatch.setattr(paper_fiche, "sign_paper", wrongly)
    refuses("SIG-01", record_paper, session, M03, "")
    assert papers_of(session, M03) == ()
    assert paper_view(session, M03).stage is Stage.COMPARED
