"""Every kind of document against PDF/UA-1 and PDF/A-3a, by veraPDF's own engine."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commission_app.printing.blank_grid_pdf import BlankGridPrint, blank_grid_pdf
from commission_app.printing.calculation_pdf import calculation_pdf
from commission_app.printing.candidacy_pdf import candidacy_letter
from commission_app.printing.candidate_letters_pdf import TITLES, candidate_letter_pdf
from commission_app.printing.chair_letter_pdf import chair_letter_pdf
from commission_app.printing.decision_pdf import decision_pdf
from commission_app.printing.emergency_pdf import emergency_pdf
from commission_app.printing.guide_pdf import guide_pdf
from commission_app.printing.invitation_pdf import invitations_pdf
from commission_app.printing.letters_pdf import letter_pdf
from commission_app.printing.method_pdf import method_pdf
from commission_app.printing.minutes_pdf import attendance_pdf, lists_pdf, minutes_pdf
from commission_app.printing.passage_pdf import passage_pdf
from commission_app.printing.ranking_pdf import ranking_pdf
from commission_app.printing.reply_pdf import reply_pdf
from commission_app.printing.sheet_pdf import sheet_pdf
from commission_app.printing.stage_one_pdf import stage_one_pdf
from commission_app.printing.synthesis_pdf import synthesis_pdf
from commission_app.scoring.ids import CampaignId
from tests.printing.samples import calculation, emergency, letter, ranking, register, sheet, synthesis
from tests.printing.test_candidacy import LETTER
from tests.printing.test_candidate_letters import letter as candidate
from tests.printing.test_chair_letter import LETTER as CHAIR
from tests.printing.test_decided import DECISION, METHOD, PASSAGE, REPLY
from tests.printing.test_departements import INVITATION, NOTE, RECIPIENTS
from tests.printing.test_guide import GUIDE
from tests.printing.test_minutes import MINUTES

pytestmark = pytest.mark.external

HOSTILE = "<img src='x'/> 😀 مرحبا \x00 e\u0301 " + "mot " * 800


def documents() -> Iterator[tuple[str, bytes]]:
    yield "letter", letter_pdf(letter())
    yield "emergency", emergency_pdf(emergency())
    yield "chair", chair_letter_pdf(CHAIR)
    yield "sheet", sheet_pdf(sheet())
    yield "sheet_hostile", sheet_pdf(sheet(remark=HOSTILE))
    fiche = sheet()
    blank = BlankGridPrint(
        campaign=fiche.campaign,
        campaign_id=CampaignId("ami-2021"),
        member=fiche.member,
        institution="CNAF",
        dossier=fiche.dossiers[0],
        position=2,
        grid=fiche.grid,
        neutralised=fiche.neutralised,
        date=fiche.date,
    )
    yield "blank_grid", blank_grid_pdf(blank)
    yield "ranking", ranking_pdf(ranking())
    yield "ranking_many", ranking_pdf(ranking(count=120, members=20))
    yield "ranking_empty", ranking_pdf(replace(ranking(), rows=(), provisional=()))
    yield "calculation", calculation_pdf(calculation())
    yield "calculation_provisional", calculation_pdf(calculation(provisional=(HOSTILE,)))
    yield "synthesis", synthesis_pdf(synthesis())
    yield "synthesis_final", synthesis_pdf(replace(synthesis(), is_project=False, departures=()))
    yield "synthesis_closed", synthesis_pdf(replace(synthesis(), register=register(40, since=1)))
    yield "minutes", minutes_pdf(MINUTES)
    yield "attendance", attendance_pdf(MINUTES)
    yield "lists", lists_pdf(replace(MINUTES, is_final=True))
    yield "decision", decision_pdf(DECISION)
    yield "decision_bare", decision_pdf(replace(DECISION, authorities=(), differences=(), disagreements=()))
    yield "passage", passage_pdf(PASSAGE)
    yield "passage_hostile", passage_pdf(replace(PASSAGE, summary=(HOSTILE,), finances=(HOSTILE,)))
    yield "reply", reply_pdf(REPLY)
    yield "reply_hostile", reply_pdf(replace(REPLY, taken=None, outcome="open", recommendation=HOSTILE))
    for kind in TITLES:
        yield f"candidate_{kind}", candidate_letter_pdf(candidate(kind, reason=HOSTILE, is_project=True))
    yield "method", method_pdf(METHOD)
    yield "stage_one", stage_one_pdf(NOTE)
    bare = replace(NOTE, retained_at=None, additions=((HOSTILE,) * 3,), indicators=())
    yield "stage_one_bare", stage_one_pdf(replace(bare, rows=(replace(NOTE.rows[0], figures=()),)))
    yield "invitations", invitations_pdf(INVITATION, RECIPIENTS)
    date = datetime(2021, 6, 2, tzinfo=UTC)
    yield "candidacy", candidacy_letter(LETTER, title="Lettre", banner="DOCUMENT FICTIF", date=date)
    yield "guide", guide_pdf(GUIDE)
    yield "candidacy_empty", candidacy_letter("", title="Lettre", banner="DOCUMENT FICTIF", date=date)


def test_every_document_is_accessible_and_archivable(check_pdf: Path, tmp_path: Path) -> None:
    files = []
    for name, pdf in documents():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(pdf)
    done = subprocess.run([check_pdf, "ua1,3a", *files], capture_output=True, timeout=600, check=False)
    verdicts = done.stdout.decode()
    assert done.returncode == 0, verdicts + done.stderr.decode()
    assert verdicts.count("PASS") == 2 * len(files)
