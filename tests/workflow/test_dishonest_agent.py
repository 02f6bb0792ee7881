"""An agent of the secretariat, who holds its keys and the codes, signs what a true one never would.

A lot of theirs must do nothing on a member's computer but be refused; an archive of theirs must not hold.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.grid import canonical_json
from commission_app.sealing.signed_act import claimed, digest, sign
from commission_app.workflow.deliberation.archive import verify_archive
from commission_app.workflow.deliberation.archive_parts import check_archive
from commission_app.workflow.deliberation.consolidate import compute, results_document
from commission_app.workflow.member.open_bundle import enter, greet
from commission_app.workflow.progress import no_progress
from tests.workflow.archives import Entries, spoiled
from tests.workflow.campaigns import Prepared, files_under, lot_of, make_desk
from tests.workflow.forgeries import M01, Forge
from tests.workflow.received import Ready, again, refused


@pytest.mark.parametrize(
    "said",
    [
        {"lot": "../../../../échappé"},
        {"lot": "a/b"},
        {"lot": ""},
        {"lot": "L" * 300},
        {"lot": "CON\x00"},
        {"deadline": "bientôt"},
        {"deadline": "2021-06-25T18:00\x00"},
        {"meeting": "2021-02-30T10:00"},
        {"recovery": "age1pq1x"},
        {"recovery": "age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm"},
    ],
    ids=lambda said: " ".join(f"{name} {value[:12]!r}" for name, value in said.items()),
)
def test_a_lot_that_would_go_out_of_its_folder_or_stop_the_application_is_refused(
    prepared: Prepared, said: dict[str, Any]
) -> None:
    lot, code = lot_of(prepared.seal(), "m01"), prepared.letters[M01].code
    Forge(prepared).resign(lot, lambda document: document.update(said))
    before = files_under(prepared.folder)
    with refused("ACT-02"):
        greet(lot, code)
    with refused("ACT-02"):
        enter(make_desk(prepared.folder / "m01"), lot, code, no_progress)
    assert files_under(prepared.folder) == before


@pytest.mark.parametrize("name", ["members", "institutions", "dossiers"])
def test_a_lot_that_says_something_twice_is_refused(prepared: Prepared, name: str) -> None:
    lot, code = lot_of(prepared.seal(), "m01"), prepared.letters[M01].code

    def repeat(document: dict[str, Any]) -> None:
        first = document[name][0]
        document[name].append({**first, "pieces": []} if "pieces" in first else first)

    Forge(prepared).resign(lot, repeat)
    with refused("ACT-02"):
        greet(lot, code)


def of_campaign(change: Callable[[dict[str, Any]], object]) -> Callable[[Entries], None]:
    """Change the campaign of an archive, and the results that follow from it as the agent would."""

    def spoil(entries: Entries) -> None:
        campaign = json.loads(entries["campagne.json"])
        change(campaign)
        entries["campagne.json"] = canonical_json(campaign)
        agree(entries)

    return spoil


def agree(entries: Entries) -> None:
    """Write the results that the other parts give."""
    facts = check_archive(entries).facts
    entries["resultats.json"] = canonical_json(results_document(compute(facts)))


def heavier(campaign: dict[str, Any]) -> None:
    campaign["grid"]["sections"][0]["weight"] = "97"


def neutralised(campaign: dict[str, Any]) -> None:
    first = campaign["grid"]["sections"][0]["criteria"][0]["id"]
    campaign["neutralised"].append({"institution": campaign["members"][0]["institution"], "criterion": first})


def moved(campaign: dict[str, Any]) -> None:
    campaign["members"][0]["institution"] = campaign["members"][1]["institution"]


@pytest.mark.parametrize("change", [heavier, neutralised, moved])
def test_an_archive_whose_rules_are_not_those_on_which_members_marked_is_refused(
    archive: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(AppError) as refusal:
        verify_archive(spoiled(archive, of_campaign(change)))
    assert sentences(refusal.value).code == "ARC-09"


def out_of_scale(fiche: dict[str, Any]) -> None:
    fiche["dossiers"][0]["entries"][0]["mark"] = 6


def out_of_grid(fiche: dict[str, Any]) -> None:
    fiche["dossiers"][0]["entries"][0]["criterion"] = "Z9"


def on_no_lot(fiche: dict[str, Any]) -> None:
    fiche["lots"] = []


def with_a_hole(fiche: dict[str, Any]) -> None:
    del fiche["dossiers"][0]["entries"][0]


@pytest.mark.parametrize(
    ("change", "code"),
    [(out_of_scale, "FIC-10"), (out_of_grid, "FIC-10"), (on_no_lot, "FIC-06"), (with_a_hole, "FIC-12")],
)
def test_a_fiche_that_no_reception_would_take_is_refused_in_an_archive_too(
    written: Ready, archive: Path, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    """A member signed it with their own keys, an agent put it there; its texts are said to be withheld."""
    with again(written.prepared, "m01") as session:
        keys = session.secrets.signing
        last = session.handed()[-1].act_sha512

    def add(entries: Entries) -> None:
        fiche = claimed(entries[f"fiches/{last}.acte"])
        fiche.update(seq=fiche["seq"] + 1, prev=[last])
        change(fiche)
        act = sign(fiche, keys)
        entries[f"fiches/{digest(act)}.acte"] = act
        entries[f"fiches/{digest(act)}.carte"] = entries[f"fiches/{last}.carte"]
        agree(entries)

    with refused(code):
        verify_archive(spoiled(archive, add))
