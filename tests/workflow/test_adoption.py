"""Rules adopted with their variety: in force on every screen, marked when late, and found in the archive."""

import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from commission_app.printing.decision_pdf import decision_pdf
from commission_app.printing.method_pdf import method_pdf
from commission_app.scoring.diversity import DEFAULT_TARGETS, Force
from commission_app.scoring.ids import CampaignId
from commission_app.scoring.meeting.acts import Act, Arrived, Presence, RulesAdopted, VarietyAdopted
from commission_app.sealing.chained_act import read_chain, sign_chained
from commission_app.sealing.signed_act import sign
from commission_app.workflow.deliberation import portfolio
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import consolidation_view
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.portfolio_views import Purse
from commission_app.workflow.deliberation.publish import synthesis_print
from commission_app.workflow.meeting.adoption import adoption_words, variety_in_force, variety_words
from commission_app.workflow.meeting.chain import SHAPES
from commission_app.workflow.meeting.minutes import minutes_of
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.papers.decision import decision_print
from commission_app.workflow.papers.method import method_print
from commission_app.workflow.papers.moment import moment_of
from commission_app.workflow.preparation.settings.parameters import meeting_rules_of, variety_of
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.printing.reading import text_of
from tests.workflow import second_program
from tests.workflow.consolidated import NOW
from tests.workflow.received import M01, M02, Ready, received, refused

VARIETY = VarietyAdopted(("V2",), ("V5",), DEFAULT_TARGETS, budget=2_000_000)
LATE = "adoptées après classement"


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def told(words: tuple[str, ...]) -> str:
    return plain(" ".join(words))


def test_each_rule_of_variety_is_written_with_its_force_and_its_numbers() -> None:
    assert [plain(words) for words in variety_words(VARIETY)] == [
        "Urbain et rural, ferme : au moins 3 ruraux et 3 urbains.",
        "Outre-mer, cible : au moins 1 territoire ultramarin, si une candidature recevable l’est.",
        "Enveloppe, ferme : au plus 2 000 000 € demandés à l’État par les dossiers retenus.",
    ]
    assert variety_words(replace(VARIETY, firm=(), targets=(), budget=None)) == ("Aucune règle de variété.",)
    assert variety_words(None) == ()


def test_adoption_is_dated_marked_when_late_and_says_what_no_act_adopts() -> None:
    rules = RulesAdopted(3, 2, "institution", casting_vote=True, chair="Présidente")
    early = plain(adoption_words(rules, NOW, is_late=False))
    assert early.startswith(
        "3 places adoptées avant la présentation du classement, le 28 juin 2021 à 9 h 12."
    )
    assert "sans acte d’adoption" in early
    late = plain(adoption_words(replace(rules, variety=VARIETY, reason="Oubli."), NOW, is_late=True))
    assert late == f"3 places et règles de variété {LATE}, le 28 juin 2021 à 9 h 12. Motif : Oubli."


def opened(session: SecretariatSession) -> Sitting:
    """Open the meeting of two members on the rules that the settings propose."""
    sitting = Sitting(session)
    proposed = meeting_rules_of(session.database, session.campaign)
    sitting.record(replace(proposed, seats=1, quorum=2, chair="Mme P."))
    for member in (M01, M02):
        sitting.record(Arrived(member, Presence.ROOM))
    sitting.open()
    return sitting


@pytest.fixture
def seated(ready: Ready) -> Ready:
    received(ready.prepared, ready.fiches.values())
    return ready


def test_adopted_rules_of_variety_are_those_that_every_page_reads(seated: Ready) -> None:
    with seated.prepared.secretariat() as session:
        sitting = opened(session)
        settled = variety_of(session.database)
        assert variety_in_force(sitting.state.rules, settled) == settled
        assert sitting.state.rules is not None
        other = replace(VARIETY, numbers=replace(DEFAULT_TARGETS, rural=2))
        sitting.record(replace(sitting.state.rules, variety=other, reason="Moins de ruraux."))
        rules = {rule.id: rule for rule in portfolio.start(session).rules}
        assert (rules["V2"].is_active, rules["V2"].force) == (True, Force.FIRM)
        assert (rules["V3"].is_active, rules["V5"].is_active) == (False, True)
        begun = portfolio.start(session)
        assert begun.targets.rural == 2
        assert begun.money[Purse.ASKED].ceiling == 2_000_000
        targets = plain(" ".join(gauge.target for gauge in meeting_view(sitting).gauges))
        assert "règle ferme ruraux : 2" in targets


def test_rules_changed_after_the_ranking_are_marked_wherever_they_show(seated: Ready, tmp_path: Path) -> None:
    with seated.prepared.secretariat() as session:
        sitting = opened(session)
        assert sitting.state.rules is not None
        changed = replace(sitting.state.rules, seats=2, variety=VARIETY)
        with refused("DEC-01"):
            sitting.record(changed)
        sitting.record(replace(changed, reason="Une place de plus."))
        moment = moment_of(session)
        view = consolidation_view(sitting.done, session)
        exact, book = export_consolidation(session, sitting.done, tmp_path)
        assert exact.exists()
        found = {
            "screen": told(meeting_view(sitting).adoption),
            "acts": plain(meeting_view(sitting).acts[0].sentence),
            "minutes": told(minutes_of(sitting).opening),
            "selection": plain(portfolio.start(session).adoption),
            "method": plain(text_of(method_pdf(method_print(moment)))),
            "decision": plain(text_of(decision_pdf(decision_print(moment)))),
            "synthesis": told(synthesis_print(session, sitting.done, view).rules),
            "export": plain(workbook_text(book)),
        }
        archive = tmp_path / "archive.zip"
        write_session_archive(session, archive)
    found["archive"] = told(verify_archive(archive).lines)
    for where, words in found.items():
        assert LATE in words, where
        assert "Une place de plus." in words or where == "archive", where
        assert "au moins 3 ruraux et 3 urbains" in words or where == "selection", where
    status, second = second_program.run(str(archive))
    assert (status, f"Règles : places et règles de variété {LATE}" in plain(second)) == (0, True), second


def test_both_programs_say_that_rules_came_before_the_ranking(seated: Ready, tmp_path: Path) -> None:
    with seated.prepared.secretariat() as session:
        opened(session)
        write_session_archive(session, tmp_path / "archive.zip")
    words = "adoptées avant la présentation du classement"
    assert words in told(verify_archive(tmp_path / "archive.zip").lines)
    assert words in plain(second_program.run(str(tmp_path / "archive.zip"))[1])


def test_rules_of_an_earlier_version_are_written_and_read_as_they_were(seated: Ready) -> None:
    rules = RulesAdopted(3, 2, "institution", casting_vote=True, chair="Mme P.")
    campaign = CampaignId("essai")
    with seated.prepared.secretariat() as session:
        act: Act[RulesAdopted] = Act(1, "2021-06-28T09:00:00+00:00", "Secrétariat", rules)
        former = sign_chained("seance", campaign, act, "", session.secrets)
        assert b"variety" not in former
        assert b"reason" not in former
        (read,) = read_chain("seance", campaign, [former], session.key_sets, SHAPES["seance"])
        assert read.act == act
        said = {"type": "seance", "v": 1, "campaign": campaign, "number": 1, "prev": "", "at": act.at}
        fact = msgspec.to_builtins(rules) | {"variety": None, "reason": ""}  # the same rules, told twice over
        said |= {"author": act.author, "kind": "rules_adopted", "fact": fact}
        twice = sign(said, session.secrets.signing)
        with refused("ACT-02"):
            read_chain("seance", campaign, [twice], session.key_sets, SHAPES["seance"])


def workbook_text(book: Path) -> str:
    """Return every text of a workbook."""
    with zipfile.ZipFile(book) as archive:
        return archive.read("xl/sharedStrings.xml").decode()
