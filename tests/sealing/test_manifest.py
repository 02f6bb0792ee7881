from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.sealing.canonical import decode, encode
from commission_app.sealing.documents import DossierDocument, read_document, write_document
from commission_app.sealing.manifest import dossier_document, read_dossier, read_manifest
from commission_app.sealing.signed_act import verify
from tests.sealing.exchange import (
    CONTENTS,
    MANIFEST,
    MANIFEST_ACT,
    SECRETARIAT,
    dossier_of,
    refusal,
)

Change = Callable[[dict[str, Any]], object]


def test_a_manifest_comes_back_from_its_signed_act() -> None:
    assert read_manifest(verify(MANIFEST_ACT, "lot", SECRETARIAT.key_set)) == MANIFEST


def test_what_is_not_given_is_left_out_and_comes_back() -> None:
    dossier = replace(dossier_of(MANIFEST.dossiers[0].id), rapporteur="m08", card=(), facts=())
    manifest = replace(MANIFEST, recovery=None, neutralised=(), calibration=(), dossiers=(dossier,))
    document = manifest.document()
    assert "recovery" not in document
    assert "alternate_of" not in document["members"][0]
    assert read_manifest(decode(encode(document))) == manifest


def test_a_dossier_has_the_same_shape_in_the_secretariats_own_records() -> None:
    for dossier in MANIFEST.dossiers:
        plain = write_document(dossier_document(dossier))
        assert read_dossier(read_document(plain, DossierDocument)) == dossier
        assert plain in MANIFEST.document()["dossiers"]


def test_a_manifest_knows_its_pieces_and_its_members() -> None:
    assert list(MANIFEST.pieces) == list(CONTENTS)
    assert MANIFEST.member(MemberId("m08")).name == "Claire Vasseur"
    with pytest.raises(KeyError):
        MANIFEST.member(MemberId("m09"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda lot: lot.update(roster="a" * 128), "ACT-02"),
        (lambda lot: lot.pop("phone"), "ACT-02"),
        (lambda lot: lot.update(v=2), "ACT-02"),
        (lambda lot: lot.update(type="fiche"), "ACT-02"),
        (lambda lot: lot.update(serial=0), "ACT-02"),
        (lambda lot: lot.update(serial="1"), "ACT-02"),
        (lambda lot: lot.update(serial=True), "ACT-02"),
        (lambda lot: lot.update(members="m07"), "ACT-02"),
        (lambda lot: lot["members"][0].update(role="chair"), "ACT-02"),
        (lambda lot: lot["secretariat"].update(sig="ssh-ed25519 AAAA"), "ACT-02"),
        (lambda lot: lot["secretariat"].update(extra="key"), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["pieces"][0].update(size=-1), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["pieces"][0].update(sha512="A" * 128), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["pieces"][0].update(sha512="a" * 127), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["pieces"][0].update(sha512="a" * 128 + "\n"), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["pieces"][0].update(text="guessed"), "ACT-02"),
        (lambda lot: lot["dossiers"][0]["facts"][0].update(page=0), "ACT-02"),
        (lambda lot: lot["grid"].update(sections=[]), "GRI-02"),
        (lambda lot: lot["grid"].pop("scale"), "GRI-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight="0"), "GRI-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight=None), "GRI-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight="1e999999999"), "GRI-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight="060"), "ACT-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight=60), "ACT-02"),
        (lambda lot: lot["grid"]["sections"][0].update(weight="120/2"), "ACT-02"),
        (lambda lot: lot["grid"].update(roster="a"), "ACT-02"),
        (lambda lot: lot["grid"]["scale"].update(minimum=0), "ACT-02"),
        (lambda lot: lot["grid"]["sections"][0]["criteria"][0].update(bonus="2"), "ACT-02"),
        (lambda lot: lot["members"][0].update(alternate_of=""), "ACT-02"),
        (lambda lot: lot["dossiers"][0].update(rapporteur=None), "ACT-02"),
    ],
)
def test_a_manifest_out_of_the_contract_is_refused(change: Change, code: str, tmp_path: Path) -> None:
    document = decode(encode(MANIFEST.document()))
    change(document)
    with refusal(code, tmp_path):
        read_manifest(document)
