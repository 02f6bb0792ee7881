"""Every way to spoil an archive and write it again: only what its parts say of one another betrays it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.sealing.identity import Secrets
from commission_app.sealing.register import RetainedSheet, sign_register
from commission_app.sealing.rotation import write_rotation
from commission_app.sealing.signed_act import digest
from commission_app.workflow.deliberation.archive import verify_archive
from commission_app.workflow.deliberation.archive_parts import _check_journal
from commission_app.workflow.receiving.closing import last_register
from tests.workflow.archives import Change, Entries, entries_of, plain, spoiled, texts_of
from tests.workflow.received import M01, Ready, refused

# --------------------------------------------------------------------------------------- the texts spoiled


def edited(entries: Entries, edit: Callable[[dict[str, dict[str, str]]], object], place: int = 0) -> None:
    name = texts_of(entries)[place]
    texts = json.loads(entries[name])
    edit(texts)
    entries[name] = canonical_json(texts)


def swap(entries: Entries) -> None:
    first, second, *_ = texts_of(entries)
    entries[first], entries[second] = entries[second], entries[first]


def move_one(entries: Entries) -> None:
    """Put a text of one fiche beside those of another, under its true digest."""
    first, second, *_ = texts_of(entries)
    taken, rest = json.loads(entries[first]), json.loads(entries[second])
    one = next(iter(taken))
    rest[one] = taken[one]
    entries[second] = canonical_json(rest)


def add_one(texts: dict[str, dict[str, str]]) -> None:
    salted = bytes(32) + b"de trop"
    texts[digest(salted)] = {"salt": "00" * 32, "kind": "remark", "text": "de trop"}


def put_other_words(texts: dict[str, dict[str, str]]) -> None:
    next(iter(texts.values()))["text"] = "Très mauvais."


def call_it_otherwise(texts: dict[str, dict[str, str]]) -> None:
    for text in texts.values():
        text["kind"] = "reason" if text["kind"] == "remark" else "remark"


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: edited(entries, put_other_words),
        lambda entries: edited(entries, add_one),
        lambda entries: edited(entries, call_it_otherwise),
        swap,
        move_one,
        lambda entries: entries.update({texts_of(entries)[0]: b""}),
        lambda entries: entries.update({texts_of(entries)[0]: b"[]"}),
    ],
    ids=["altered", "added", "of another kind", "swapped", "moved", "empty", "no texts"],
)
def test_texts_that_are_not_those_of_their_fiche_are_refused(archive: Path, change: Change) -> None:
    with refused("ARC-07"):
        verify_archive(spoiled(archive, change))


# ---------------------------------------------------------------------------------------- the acts spoiled


def fiche_with(entries: Entries, before: bytes, after: bytes) -> None:
    """Change the act of a fiche and file it, with its texts and card, under the digest of its new bytes."""
    name = next(name for name, data in entries.items() if name.startswith("fiches/") and before in data)
    stem = name.removesuffix(".acte")
    act = entries.pop(name).replace(before, after, 1)
    entries[f"fiches/{digest(act)}.acte"] = act
    for kind in ("textes", "carte"):
        entries[f"fiches/{digest(act)}.{kind}"] = entries.pop(f"{stem}.{kind}")


def test_one_mark_changed_is_refused(archive: Path) -> None:
    entries = entries_of(archive)
    name = next(name for name in entries if name.endswith(".acte") and b'"mark":2' in entries[name])
    with refused("SIG-01"):
        verify_archive(
            spoiled(
                archive, lambda held: held.update({name: held[name].replace(b'"mark":2', b'"mark":5', 1)})
            )
        )
    with refused("SIG-01"):
        verify_archive(spoiled(archive, lambda held: fiche_with(held, b'"mark":2', b'"mark":5')))


def test_a_fiche_taken_out_is_missed(archive: Path) -> None:
    def take_out(entries: Entries) -> None:
        stem = texts_of(entries)[0].removesuffix(".textes")
        for kind in ("acte", "textes", "carte"):
            entries.pop(f"{stem}.{kind}")

    # Whichever it is: one of the list (ARC-06), or one that came since, and counts in the ranking (ARC-04).
    with pytest.raises(AppError, match=r"ARC-0[46]"):
        verify_archive(spoiled(archive, take_out))


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries.update({"notes.txt": b""}),
        lambda entries: entries.update({"fiches/a.acte": b""}),
        lambda entries: entries.pop("registre.json"),
        lambda entries: entries.pop("lisezmoi.txt"),
        lambda entries: entries.update({f"fiches/{'a' * 128}.carte": b""}),
        lambda entries: entries.update({"rotations/2.acte": b""}),
    ],
    ids=["unknown", "no digest", "no registry", "no readme", "card of nothing", "rotation out of order"],
)
def test_an_archive_with_more_or_less_than_expected_is_refused(archive: Path, change: Change) -> None:
    with refused("ARC-02"):
        verify_archive(spoiled(archive, change))


def without_the_first_member(entries: Entries) -> None:
    campaign = json.loads(entries["campagne.json"])
    del campaign["members"][0]
    entries["campagne.json"] = canonical_json(campaign)


def test_a_fiche_of_somebody_who_is_not_of_the_campaign_is_refused(archive: Path) -> None:
    with refused("FIC-04"):
        verify_archive(spoiled(archive, without_the_first_member))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'"round":1', b'"round":' + b"1" * 5_000, "GRI-01"),
        (b'"title":"', b'"title":"\\ud800', "GRI-01"),
        (b'"weight":"', b'"weight":"1e99999999', "GRI-02"),
        (b'"thresholds":[]', b'"thresholds":[{"minimum":"1e999999999","target":"note"}]', "CAM-02"),
    ],
    ids=["digits", "half a pair", "exponent", "exponent of a threshold"],
)
def test_a_campaign_made_to_exhaust_its_reader_is_refused(
    archive: Path, before: bytes, after: bytes, code: str
) -> None:
    def change(entries: Entries) -> None:
        assert before in entries["campagne.json"]
        entries["campagne.json"] = entries["campagne.json"].replace(before, after, 1)

    with refused(code):
        verify_archive(spoiled(archive, change))


def event_of(levels: int) -> bytes:
    """Return a journal of one event, whole, that holds so many lists in one another."""
    deep = b"[" * levels + b"]" * levels
    body = canonical_json({"seq": 1, "prev": "", "facts": 0}).replace(b":0", b":" + deep)
    return b'[{"digest":"' + digest(body).encode() + b'",' + body[1:] + b"]"


def test_a_journal_as_deep_as_can_be_decoded_is_read_or_refused() -> None:
    """Writing an event again takes a little more depth than reading it."""
    refusals = []
    for levels in range(600, 1_000):
        try:
            _check_journal({"journal.json": event_of(levels)})
        except AppError as error:
            refusals.append(error.code)
    assert {"ARC-03", "ARC-05"} >= set(refusals) >= {"ARC-03"}


# ---------------------------------------------------------------------------------------- the list spoiled


def signed_again(written: Ready, secrets: Secrets | None = None, **changes: object) -> Change:
    """Put in the archive a list with other fields, signed by the secretariat or by somebody else."""
    with written.prepared.secretariat() as session:
        kept = last_register(session)
        assert kept is not None
        register = replace(kept.register, **changes)  # type: ignore[arg-type]  # fields of a register
        act = sign_register(register, secrets or session.secrets)
    return lambda entries: entries.update({"annuaire.acte": act})


def member_secrets(written: Ready) -> Secrets:
    with written.prepared.member("m02", written.lot) as session:
        return session.secrets


def test_a_list_that_the_secretariat_did_not_sign_is_refused(written: Ready, archive: Path) -> None:
    stranger = Secrets.new(lambda count: bytes(range(count)))
    for secrets in (stranger, member_secrets(written)):
        with refused("ARC-03"):
            verify_archive(spoiled(archive, signed_again(written, secrets)))
    with refused("ARC-03"):
        verify_archive(spoiled(archive, lambda held: held.update({"annuaire.acte": held["lots/L1-v1.acte"]})))


def test_a_list_of_another_campaign_is_refused(written: Ready, archive: Path) -> None:
    with refused("ARC-03"):
        verify_archive(spoiled(archive, signed_again(written, campaign=CampaignId("autre"))))


def test_a_list_that_names_a_false_fiche_is_refused(written: Ready, archive: Path) -> None:
    with written.prepared.secretariat() as session:
        kept = last_register(session)
    assert kept is not None
    true = kept.register.sheets
    false = RetainedSheet(M01, Sha512("a" * 128))
    other = RetainedSheet(true[0].member, true[1].sha512)  # of another member
    for sheets in ((*true, false), (other,)):
        with refused("ARC-06"):
            verify_archive(spoiled(archive, signed_again(written, sheets=sheets)))
    nobody = tuple(replace(member, keys=()) for member in kept.register.members)
    with refused("ARC-06"):
        verify_archive(spoiled(archive, signed_again(written, members=nobody)))


# --------------------------------------------------------------------------------------------- key changes


def test_the_list_and_the_lots_hold_after_the_keys_changed(written: Ready, archive: Path) -> None:
    """Signed by the former keys, which the archive names beside those in force."""
    new = Secrets.new(lambda count: bytes(range(count)))
    with written.prepared.secretariat() as session:
        old, campaign = session.secrets, session.campaign.id

    def turn(entries: Entries, act: bytes | None) -> None:
        registry = json.loads(entries["registre.json"])
        registry["secretariat"].append(new.key_set.document())
        entries["registre.json"] = canonical_json(registry)
        if act is not None:
            entries["rotations/1.acte"] = act

    declared = write_rotation(campaign, old, new.key_set)
    lines = plain(verify_archive(spoiled(archive, lambda held: turn(held, declared))).lines)
    assert "1 changement des clés du secrétariat, dont 1 déclaré par les clés d’avant" in lines
    lines = plain(verify_archive(spoiled(archive, lambda held: turn(held, None))).lines)
    assert "1 changement des clés du secrétariat, dont 0 déclaré par les clés d’avant" in lines
    for false in (
        write_rotation(campaign, new, old.key_set),
        write_rotation(CampaignId("autre"), old, new.key_set),
        declared.replace(b'"v":1', b'"v":2', 1),
    ):
        with refused("ARC-03"):
            verify_archive(spoiled(archive, lambda held, act=false: turn(held, act)))  # type: ignore[misc]  # bound
    with refused("ARC-03"):  # keys that nobody is said to have
        verify_archive(spoiled(archive, lambda held: held.update({"rotations/1.acte": declared})))


# -------------------------------------------------------------------------------------- one form, one name


def spaced(entries: Entries) -> None:
    entries["campagne.json"] = entries["campagne.json"].replace(b",", b", ", 1)


def twice(entries: Entries) -> None:
    dossiers = json.loads(entries["dossiers.json"])
    entries["dossiers.json"] = canonical_json([*dossiers, dossiers[0]])


def renamed(entries: Entries) -> None:
    name = next(name for name in entries if name.startswith("lots/"))
    entries[name.replace("-v", "-v9")] = entries.pop(name)


@pytest.mark.parametrize("change", [spaced, twice, renamed])
def test_a_document_in_another_form_or_under_another_name_is_refused(archive: Path, change: Change) -> None:
    with refused("ARC-03"):
        verify_archive(spoiled(archive, change))
