"""The register of a close and the decisions of the chair: who may sign them, and what they cannot say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commission_app.scoring.ids import CampaignId, InstitutionId, MemberId, Sha512
from commission_app.sealing.decision import Exclusion, read_exclusion, sign_exclusion
from commission_app.sealing.identity import Secrets
from commission_app.sealing.register import (
    Register,
    RegisteredMember,
    RetainedSheet,
    read_register,
    sign_register,
)
from commission_app.sealing.signed_act import sign
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes

FORMER = Secrets.new(DrawnBytes("former keys"))
TRUSTED = (FORMER.key_set, x.SECRETARIAT.key_set)
CLOSED = datetime(2021, 6, 25, 18, 2, tzinfo=UTC)
FICHE, OTHER = Sha512("a" * 128), Sha512("b" * 128)
REGISTER = Register(
    x.CAMPAIGN,
    2,
    CLOSED,
    (
        RegisteredMember(x.M07, "Désirée Delaunay", InstitutionId("CNAF"), (x.MEMBER.key_set,), 1),
        RegisteredMember(x.M08, "Claire Vasseur", InstitutionId("DGCS"), (), 0),
    ),
    (RetainedSheet(x.M07, FICHE),),
)
EXCLUSION = Exclusion(x.CAMPAIGN, x.M07, x.D1, FICHE, "La présidente", "Double saisie reconnue.", CLOSED)


@pytest.mark.parametrize("secrets", [x.SECRETARIAT, FORMER])
def test_a_register_comes_back_under_the_keys_in_force_or_former_ones(secrets: Secrets) -> None:
    assert read_register(sign_register(REGISTER, secrets), x.CAMPAIGN, TRUSTED) == REGISTER
    assert read_exclusion(sign_exclusion(EXCLUSION, secrets), x.CAMPAIGN, TRUSTED) == EXCLUSION


def test_a_register_knows_the_fiches_of_each_member() -> None:
    assert REGISTER.sheets_of(x.M07) == {FICHE}
    assert REGISTER.sheets_of(x.M08) == frozenset()


@pytest.mark.parametrize("secrets", [x.FALSE_SECRETARIAT, x.MEMBER], ids=["false secretariat", "member"])
def test_what_the_secretariat_did_not_sign_is_refused(secrets: Secrets, tmp_path: Path) -> None:
    with x.refusal("SIG-01", tmp_path):
        read_register(sign_register(REGISTER, secrets), x.CAMPAIGN, TRUSTED)
    with x.refusal("SIG-01", tmp_path):
        read_exclusion(sign_exclusion(EXCLUSION, secrets), x.CAMPAIGN, TRUSTED)
    with x.refusal("SIG-01", tmp_path):
        read_register(sign_register(REGISTER, x.SECRETARIAT), x.CAMPAIGN, ())


def test_what_is_of_another_campaign_or_kind_is_refused(tmp_path: Path) -> None:
    register, decision = sign_register(REGISTER, x.SECRETARIAT), sign_exclusion(EXCLUSION, x.SECRETARIAT)
    with x.refusal("SIG-01", tmp_path):
        read_register(register, CampaignId("autre"), TRUSTED)
    with x.refusal("SIG-01", tmp_path):
        read_exclusion(decision, CampaignId("autre"), TRUSTED)
    with x.refusal("SIG-01", tmp_path):
        read_register(decision, x.CAMPAIGN, TRUSTED)
    with x.refusal("SIG-01", tmp_path):
        read_exclusion(register, x.CAMPAIGN, TRUSTED)
    with x.refusal("ACT-01", tmp_path):
        read_register(b"bonjour", x.CAMPAIGN, TRUSTED)


def test_a_register_altered_after_its_signature_is_refused(tmp_path: Path) -> None:
    act = sign_register(REGISTER, x.SECRETARIAT)
    for before, after in ((FICHE.encode(), OTHER.encode()), (b'"serial":2', b'"serial":3')):
        with x.refusal("SIG-01", tmp_path):
            read_register(act.replace(before, after), x.CAMPAIGN, TRUSTED)


@pytest.mark.parametrize(
    "register",
    [
        replace(REGISTER, sheets=REGISTER.sheets * 2),
        replace(REGISTER, sheets=(*REGISTER.sheets, RetainedSheet(x.M08, FICHE))),
        replace(REGISTER, members=REGISTER.members * 2),
        replace(REGISTER, sheets=(RetainedSheet(MemberId("m99"), FICHE),)),
        replace(REGISTER, sheets=(RetainedSheet(x.M07, Sha512("a")),)),
        replace(REGISTER, serial=0),
    ],
    ids=["fiche twice", "fiche of two members", "member twice", "fiche of nobody", "no digest", "no serial"],
)
def test_a_register_that_contradicts_itself_is_refused(register: Register, tmp_path: Path) -> None:
    with x.refusal("ACT-02", tmp_path):
        read_register(sign_register(register, x.SECRETARIAT), x.CAMPAIGN, TRUSTED)


@pytest.mark.parametrize(
    "change",
    [
        lambda act: act.update(at="hier"),
        lambda act: act.update(at=act["at"] + "\0"),
        lambda act: act.update(at=act["at"].replace("T", "t")),
        lambda act: act.update(at=act["at"][:10]),
        lambda act: act.update(roster="a"),
        lambda act: act.pop("members"),
        lambda act: act["members"][0]["keys"][0].update(enc="age1"),
    ],
    ids=["no date", "date and NUL", "date otherwise", "day alone", "unknown field", "no members", "no key"],
)
def test_a_register_out_of_the_contract_is_refused(
    change: Callable[[dict[str, Any]], object], tmp_path: Path
) -> None:
    document = REGISTER.document()
    change(document)
    with x.refusal("ACT-02", tmp_path):
        read_register(sign(document, x.SECRETARIAT.signing), x.CAMPAIGN, TRUSTED)
