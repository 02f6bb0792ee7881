"""The territories of the retained départements: invited, followed up, exported, written to."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from commission_app.scoring.dossier import Territory
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.workflow.preparation.candidacies.eligibility import settle_rules
from commission_app.workflow.preparation.candidacies.eligibility_file import EligibilityRules
from commission_app.workflow.preparation.departements.contacts import read_contacts, take_contacts
from commission_app.workflow.preparation.departements.invitation_papers import export_list, print_invitations
from commission_app.workflow.preparation.departements.invitations import (
    Standing,
    TerritoryLine,
    day_of,
    invitations,
    say_answered,
    say_invited,
    write_letter_details,
)
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.journal_events import names_of
from commission_app.workflow.secretariat.journal_words import sentence_of
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.workbook import csv_text
from tests.workflow.campaigns import Prepared
from tests.workflow.told import refuses

BELFORT, GRAND_BELFORT = "90010", "200069052"  # in the smallest of the départements
DAY = date(2021, 4, 12)


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        settle_rules(opened, EligibilityRules(frozenset({"90"}), "2021-06-09T18:00"))
        yield opened


def line(session: SecretariatSession, code: str) -> TerritoryLine:
    return next(one for one in invitations(session).lines if one.code == code)


def candidacy_of(session: SecretariatSession, code: str, kind: str) -> None:
    """Give the first dossier the territory of a code."""
    record = session.database.campaign.dossiers()[0]
    territory = Territory("Belfort", kind, code, "90", "urbain", 46_000)
    dossier = replace(session.dossiers()[0], territory=territory)
    document = msgspec.json.encode(write_document(dossier_document(dossier)))
    session.database.campaign.put_dossier(replace(record, document=document))


def test_nobody_is_invited_before_departements_are_retained(session: SecretariatSession) -> None:
    settle_rules(session, EligibilityRules())
    assert invitations(session).lines == ()
    refuses("INV-01", say_invited, session, [BELFORT], DAY)
    refuses("INV-01", export_list, session, None, Path("l.xlsx"))


def test_the_communes_and_the_epci_of_the_list_are_followed_day_by_day(session: SecretariatSession) -> None:
    view = invitations(session)
    assert {one.kind for one in view.lines} == {"commune", "EPCI"}
    assert all(one.departement == "90" for one in view.lines)
    assert view.lines[0].kind == "EPCI"
    say_invited(session, [BELFORT, GRAND_BELFORT], DAY)
    assert line(session, BELFORT).standing is Standing.WAITING
    say_answered(session, [BELFORT], date(2021, 5, 3))
    belfort = line(session, BELFORT)
    assert (belfort.standing, belfort.invited) == (Standing.ANSWERED, DAY)
    assert "3 mai 2021" in belfort.standing_words.replace("\N{NO-BREAK SPACE}", " ")
    view = invitations(session)
    assert (view.counts[Standing.WAITING], view.counts[Standing.ANSWERED]) == (1, 1)
    say_answered(session, [BELFORT], None)
    say_invited(session, [BELFORT, GRAND_BELFORT], None)
    assert invitations(session).counts[Standing.TO_INVITE] == len(view.lines)


def test_a_gesture_on_a_territory_elsewhere_changes_nothing_at_all(session: SecretariatSession) -> None:
    events = len(session.database.journal.entries())
    refuses("INV-06", say_invited, session, [BELFORT, "02691"], DAY)
    refuses("INV-07", say_invited, session, [], DAY)
    assert line(session, BELFORT).invited is None
    assert len(session.database.journal.entries()) == events


@pytest.mark.parametrize(("code", "kind"), [(BELFORT, "commune"), (f"{GRAND_BELFORT}00012", "EPCI")])
def test_a_candidacy_is_recognised_as_an_answer_by_itself(
    session: SecretariatSession, code: str, kind: str
) -> None:
    candidacy_of(session, code, kind)
    known = code[:9] if kind == "EPCI" else code
    assert line(session, known).standing is Standing.CANDIDATE
    refuses("INV-09", say_answered, session, [known], DAY)


def test_priority_basins_come_in_as_a_column_all_or_none(session: SecretariatSession, tmp_path: Path) -> None:
    say_invited(session, [BELFORT], DAY)
    good, bad = tmp_path / "bassins.csv", tmp_path / "faux.csv"
    good.write_text(f"code;bassin;courriel\n{BELFORT};Nord\n{GRAND_BELFORT};;a@b.fr\n", encoding="cp1252")
    read = read_contacts(session, good, no_progress)
    assert (read.basins, read.emails, read.problems) == (1, 1, ())
    take_contacts(session, read)
    belfort = line(session, BELFORT)
    assert (belfort.basin, belfort.invited) == ("Nord", DAY)
    assert invitations(session).has_basins
    bad.write_text(f"code;bassin\n{BELFORT};Sud\n99999;Est\n", encoding="utf-8")
    wrong = read_contacts(session, bad, no_progress)
    assert len(wrong.problems) == 1
    refuses("INV-03", take_contacts, session, wrong)
    assert line(session, BELFORT).basin == "Nord"
    good.write_text(f"code;bassin\n{GRAND_BELFORT};Sud\n", encoding="utf-8")
    take_contacts(session, read_contacts(session, good, no_progress))
    assert (line(session, BELFORT).basin, line(session, GRAND_BELFORT).email) == ("", "a@b.fr")


def test_the_list_leaves_as_a_workbook_or_a_csv_that_runs_nothing_and_replaces_nothing(
    session: SecretariatSession, tmp_path: Path
) -> None:
    workbook = export_list(session, None, tmp_path / "liste.xlsx")
    assert workbook.read_bytes().startswith(b"PK")
    text = export_list(session, [BELFORT], tmp_path / "liste.csv").read_text("utf-8-sig")
    titles, row = csv.reader(io.StringIO(text), delimiter=";")
    assert (titles[0], row[0], row[1]) == ("Code", BELFORT, "Belfort")
    refuses("ARC-08", export_list, session, None, workbook)
    refuses("INV-07", export_list, session, [], tmp_path / "autre.xlsx")
    assert "'=HYPERLINK" in csv_text([("=HYPERLINK(1)", 3, None)]).decode("utf-8-sig")


def test_the_letters_are_written_by_departement_or_not_at_all(
    session: SecretariatSession, tmp_path: Path
) -> None:
    write_letter_details(session, "par courriel", "Une réunion se tient le 3 mai.")
    steps: list[str] = []
    (file,) = print_invitations(
        session, [BELFORT, GRAND_BELFORT], tmp_path, lambda _done, _total, step: steps.append(step)
    )
    assert file.name == "invitations_90.pdf"
    assert steps == [file.name, ""]
    refuses("ARC-08", print_invitations, session, [BELFORT], tmp_path, no_progress)
    names = names_of(session)
    said = [sentence_of(entry, names) for entry in session.database.journal.entries()]
    assert any("2 lettres" in words.replace("\N{NO-BREAK SPACE}", " ") for words in said)


def test_a_day_is_typed_as_people_write_it() -> None:
    assert day_of(" 12/04/2021 ") == DAY
    refuses("INV-08", day_of, "demain")
