"""The journal told in French: every event by its people and territories, every alteration by its number."""

import json
import re
from collections.abc import Mapping

import pytest

from commission_app.cli.main import run
from commission_app.errors import Fact
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.store.records import JournalEntry
from commission_app.workflow.deliberation.archive import write_session_archive
from commission_app.workflow.deliberation.decisions import exclude_reading
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.preparation.campaign import declare_ineligible, keep_away
from commission_app.workflow.progress import no_progress
from commission_app.workflow.proofs import member_proofs
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.computers import computers, readmit_computer, withdraw_computers
from commission_app.workflow.secretariat.journal_events import Names, names_of
from commission_app.workflow.secretariat.journal_view import JournalView, journal_view
from commission_app.workflow.secretariat.journal_words import ILLEGIBLE, SENTENCES, UNKNOWN, sentence_of
from commission_app.workflow.secretariat.recovery import export_recovery
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import BEGINNING, Prepared, make_desk
from tests.workflow.received import M01, M02, M03, Ready, received

NAMES = Names(
    {MemberId("m01"): "Agnès B. (DGCS)"}, {DossierId("001-villeneuve"): "dossier « Villeneuve » (31)"}
)
EVERY_FACT: Mapping[str, Fact] = {
    "member": "m01", "dossier": "001-villeneuve", "serial": 2, "seq": 3, "dossiers": 4, "pieces": 5,
    "letters": 6, "sheets": 7, "bytes": 8_000, "lot": "L1", "name": "Campagne 2021", "file": "f.fiche",
    "code": "FIC-06", "verdict": "accepted", "reason": "planned", "author": "La présidente",
    "act": "ab" * 64, "sha512": "ab" * 64, "key": "cd" * 16, "old": "cd" * 16, "new": "ef" * 16,
    "grid": "ab" * 64, "manifest": "ab" * 64, "register": "ab" * 64, "root": "ab" * 64, "vault": "cd" * 8,
    "decision": "ab" * 64, "what": "undone", "number": 2,
    "first": "Anne Morel", "second": "Bruno Petit", "settler": "Claire Roux", "differences": 2,
    "letter": "request", "due": "2021-06-25", "points": "R9", "volumes": 3, "readings": 3, "faults": 1,
    "version": 2, "changed": 3, "again": 1,
    "setting": "Places", "before": "10", "after": "12", "members": 5, "institutions": 3,
    "departements": 15, "point": "4", "answer": "oui", "conclusion": "recevable", "facts": 2,
    "giver": "Anne Morel", "receiver": "Bruno Petit", "entries": 6,
    "seats": 15, "columns": 2, "title": "Taux", "departement": "62", "count": 3, "codes": "02, 62, 976",
    "day": "2021-05-03", "basins": 4, "emails": 7,
}  # fmt: skip
IDENTIFIER = re.compile(r"\b(m\d\d|\d{3}-[a-z]|[0-9a-f]{16,})")


def event(kind: str, facts: Mapping[str, Fact] = EVERY_FACT) -> JournalEntry:
    return JournalEntry(1, BEGINNING, kind, "secretariat", facts, "", "")


def forge(session: SecretariatSession, statement: str, *values: object) -> None:
    """Do what somebody with the key and a database tool could: take the triggers off and write."""
    with session.database._transactions.writing() as connection:
        for trigger in ("journal_is_never_changed", "journal_is_never_shortened"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql(statement, values)


def told(view: JournalView) -> list[str]:
    """Return the sentences with ordinary spaces, the oldest first."""
    return [plain(line.sentence) for line in reversed(view.lines)]


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def seen(prepared: Prepared, statement: str = "", *values: object) -> JournalView:
    with prepared.secretariat() as session:
        if statement:
            forge(session, statement, *values)
        return journal_view(session)


def test_a_campaign_is_told_from_its_creation_to_its_lots(prepared: Prepared) -> None:
    prepared.seal()
    assert told(seen(prepared)) == [
        "La campagne « Campagne générée n° 7 (fictive) » est créée.",
        "Les candidatures sont importées : 3 dossiers, 6 pièces.",
        "Un code d’ouverture est attribué à Fabien Kergal (DGCS).",
        "Un code d’ouverture est attribué à Cécile Orsal (DSS).",
        "Un code d’ouverture est attribué à Hugo Tessier (ANCT).",
        "3 lettres sont écrites pour porter les codes d’ouverture.",
        "La grille est figée : elle ne change plus sans un acte motivé.",
        "Le lot L1 est scellé, version 1 : 110 Ko de pièces.",
    ]


def test_fiches_and_decisions_are_told_by_people_and_territories(ready: Ready) -> None:
    prepared, first = ready.prepared, ready.fiches["m01"]
    (prepared.folder / "note.fiche").write_bytes(b"rien")
    received(prepared, [first, first, prepared.folder / "note.fiche"])
    with prepared.secretariat() as session:
        dossier = session.dossiers()[0]
        place = f"dossier « {dossier.territory.name} » ({dossier.territory.departement})"
        before = len(session.database.journal.entries())
        keep_away(session, M02, dossier.id, "un lien de famille")
        declare_ineligible(session, dossier.id, "hors délai")
        (sheet,) = session.database.sheets.all()
        exclude_reading(session, sheet.act_sha512, dossier.id, "La présidente", "un lien\nappris en séance")
        withdraw_computers(session, M01)
        readmit_computer(session, M01, computers(session, M01)[0].key)
        close_reception(session)
        write_session_archive(session, prepared.folder / "seance.zip")
        export_recovery(session, prepared.recovery_code, prepared.folder)
        sentences = told(journal_view(session))
    assert sentences[before - 3 : before] == [
        "La fiche n° 1 remise par Fabien Kergal (DGCS) est retenue.",
        "La fiche n° 1 remise par Fabien Kergal (DGCS) arrive une nouvelle fois, identique : rien ne change.",
        "Le fichier « note.fiche » est refusé (pas une fiche).",
    ]
    assert sentences[before:] == [
        f"Un déport est inscrit pour Cécile Orsal (DSS) sur le {place}.",
        f"Le {place} est déclaré irrecevable, motif : « hors délai ».",
        (
            f"La présidente écarte par décision la lecture du {place} par Fabien Kergal (DGCS), "
            "motif : « un lien appris en séance »."
        ),
        (
            "Un ordinateur utilisé par Fabien Kergal (DGCS) est déclaré perdu ou volé : "
            "aucune nouvelle fiche n’en est acceptée."
        ),
        (
            "Un nouveau code d’ouverture, le n° 2, est attribué à Fabien Kergal (DGCS) : "
            "il remplace le précédent."
        ),
        "Un ordinateur utilisé par Fabien Kergal (DGCS), déclaré perdu ou volé, est retrouvé et repris.",
        "La réception est close, liste n° 1 : 1 fiche retenue.",
        "L’archive de séance est écrite.",
        "Une copie de secours.age est écrite, à garder avec le pli de secours.",
    ]


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_kind_is_one_sentence_without_identifier_nor_digest(kind: str) -> None:
    sentence = sentence_of(event(kind), NAMES)
    assert sentence not in (UNKNOWN, ILLEGIBLE)
    assert not IDENTIFIER.search(sentence)
    assert re.fullmatch(r"[A-ZL3-6].*[^.]\.", sentence)
    assert not re.search(r" [;:!?»]|« |'", sentence)


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("sheet_received", {"verdict": "replaces"}, "retenue à la place de la précédente"),
        ("sheet_received", {"verdict": "older"}, "gardée sans compter"),
        ("sheet_received", {"verdict": "to_confirm"}, "d’un autre ordinateur"),
        ("sheet_received", {"verdict": "fork"}, "contredit"),
        ("sheet_refused", {"code": "FIC-14"}, "rien n’en est retenu"),
        ("keys_changed", {"reason": "compromised"}, "n’étaient plus sûres"),
        ("recusal", {"member": "m99"}, "un membre absent de la campagne"),
        ("recusal", {"dossier": "999"}, "dossier absent de la campagne"),
    ],
)
def test_a_sentence_follows_its_facts(kind: str, facts: dict[str, Fact], words: str) -> None:
    assert words in sentence_of(event(kind, {**EVERY_FACT, **facts}), NAMES)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [("recusal", {}), ("sheet_received", {**EVERY_FACT, "verdict": "lost"}), ("lot_sealed", {"lot": "L1"})],
)
def test_an_event_whose_facts_are_not_its_own_has_a_calm_sentence(kind: str, facts: dict[str, Fact]) -> None:
    assert sentence_of(event(kind, facts), NAMES) == ILLEGIBLE


def test_an_event_of_another_version_has_a_calm_sentence(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        session.log("tea_served", {"sugar": 2})
        view = journal_view(session)
    assert view.lines[0].sentence == UNKNOWN
    assert view.check.is_intact


def test_a_file_name_cannot_disturb_a_screen(prepared: Prepared) -> None:
    facts = {**EVERY_FACT, "file": "a\x1b[2J\u202eb\nc"}
    assert "« a [2J b c »" in plain(sentence_of(event("sheet_refused", facts), NAMES))


def test_the_latest_event_comes_first_with_its_moment_and_its_author(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        view, entries = journal_view(session), session.database.journal.entries()
        assert view.head == session.database.journal.head()
        assert names_of(session).members[M03] == "Hugo Tessier (ANCT)"
    assert [line.sequence for line in view.lines] == [6, 5, 4, 3, 2, 1]
    assert [line.at for line in reversed(view.lines)] == [entry.at for entry in entries]
    assert plain(view.lines[0].moment) == "10 juin 2021 à 9 h 00"
    assert {line.author for line in view.lines} == {"Secrétariat"}
    assert view.lines[0].digest == view.head


def test_an_intact_journal_asks_for_nothing(prepared: Prepared) -> None:
    view = seen(prepared)
    assert (view.check.is_intact, view.check.entries, view.check.broken_at) == (True, 6, None)
    assert plain(view.check.sentence) == (
        "Le journal est d’une seule pièce : 6 événements, aucun n’a été changé ni retiré jusqu’au dernier."
    )
    assert view.check.advice == "Il n’y a rien à faire."
    assert all(line.is_vouched for line in view.lines)


def test_a_changed_event_is_named_and_what_follows_is_not_vouched_for(prepared: Prepared) -> None:
    view = seen(prepared, """UPDATE journal SET facts = '{"member":"m02"}' WHERE sequence = 3""")
    assert (view.check.is_intact, view.check.broken_at) == (False, 3)
    assert view.check.sentence == "L’événement n° 3 a été changé ou retiré après coup."
    assert view.check.advice.startswith("N’effacez rien")
    assert [line.is_vouched for line in reversed(view.lines)] == [True, True, False, False, False, False]


def test_a_removed_event_is_named_by_the_number_that_is_missing(prepared: Prepared) -> None:
    view = seen(prepared, "DELETE FROM journal WHERE sequence = 2")
    assert view.check.sentence == "L’événement n° 2 a été changé ou retiré après coup."
    assert [line.sequence for line in view.lines] == [6, 5, 4, 3, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET facts = '{' WHERE sequence = 4",
        "UPDATE journal SET facts = '3' WHERE sequence = 4",
        "UPDATE journal SET at = 'hier' WHERE sequence = 4",
        "UPDATE journal SET kind = CAST(x'ff' AS TEXT) WHERE sequence = 4",
        "UPDATE journal SET digest = CAST(x'ff' AS TEXT) WHERE sequence = 4",
    ],
)
def test_an_event_that_no_longer_reads_spoils_its_own_line_only(prepared: Prepared, statement: str) -> None:
    view = seen(prepared, statement)
    lost = view.lines[2]
    assert (lost.sequence, lost.at, lost.moment) == (4, None, "date illisible")
    assert lost.sentence == "Un événement qui ne se lit plus."
    assert view.check.broken_at == 4
    assert told(view)[4] == "Un code d’ouverture est attribué à Hugo Tessier (ANCT)."


@pytest.mark.parametrize(
    "facts", ['{"member":["m01"]}', '{"member":NaN}', '{"member":"\\ud800"}', '{"member":null,"serial":{}}']
)
def test_facts_of_a_strange_form_are_found_changed(prepared: Prepared, facts: str) -> None:
    view = seen(prepared, "UPDATE journal SET facts = ? WHERE sequence = 3", facts)
    assert view.check.broken_at == 3
    assert "absent de la campagne" in view.lines[3].sentence


def test_an_emptied_journal_is_not_taken_for_an_intact_one(prepared: Prepared) -> None:
    view = seen(prepared, "DELETE FROM journal")
    assert (view.check.is_intact, view.check.entries, view.check.broken_at) == (False, 0, 1)
    assert (view.lines, view.head) == ((), "")


def test_events_cut_off_at_the_end_show_only_beside_a_receipt(ready: Ready) -> None:
    prepared = ready.prepared
    with prepared.secretariat() as session:
        accept_sheets(session, [ready.fiches["m01"]], no_progress)
        (receipt,) = write_receipts(session, prepared.folder / "accuses")
        whole = journal_view(session)
    with resume(make_desk(prepared.folder / "m01"), code=prepared.letters[M01].code) as member:
        take_receipt(member, receipt.file)
        proof = member_proofs(member).receipt
    assert proof is not None
    assert proof.journal in {line.digest for line in whole.lines}
    cut = seen(prepared, "DELETE FROM journal WHERE sequence > ?", whole.check.entries - 2)
    assert (cut.check.is_intact, cut.check.entries) == (True, whole.check.entries - 2)
    assert proof.journal not in {line.digest for line in cut.lines}
    assert "ne voit ni les événements coupés à la fin" in cut.does_not_prove
    assert "accusés de réception" in cut.does_not_prove
    assert cut.proves.startswith("Chaque événement porte la marque de celui qui le précède")


def test_the_command_line_tells_the_oldest_first_and_answers_by_its_exit_code(
    prepared: Prepared, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prepared.folder)
    (prepared.folder / "code.txt").write_text(prepared.recovery_code)
    words = ["journal", "--desk", "secretariat", "--code-file", "code.txt", "--no-keyring"]
    assert run(words) == 0
    lines = plain(capsys.readouterr().out).splitlines()
    assert re.fullmatch(r" +1  10 juin 2021 à 9 h 00  La campagne « .* » est créée\.", lines[0])
    assert "6 événements" in lines[7]
    seen(prepared, "UPDATE journal SET at = 'hier' WHERE sequence = 5")
    assert run([*words, "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["intact"], document["entries"], document["broken_at"]) == (False, 6, 5)
    assert [found["sequence"] for found in document["events"]] == [1, 2, 3, 4, 5, 6]
    assert document["events"][0]["at"].startswith("2021-06-10T09:00:")
    assert document["events"][4]["at"] is None
