"""The reception is closed and each member is answered: what exposes a fiche withheld, forged or replaced."""

from pathlib import Path

import pytest

from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.sealing.receipt import Receipt, read_receipt
from commission_app.sealing.register import read_register
from commission_app.workflow.member.hand_in import hand_in, handed_in
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception, last_register, standing
from commission_app.workflow.receiving.receipts import closing_lines, take_receipt
from commission_app.workflow.secretariat.computers import (
    confirm_computer,
    readmit_computer,
    withdraw_computers,
)
from commission_app.workflow.secretariat.letters import print_letter, replace_code
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, make_desk, mark_all
from tests.workflow.received import M01, M02, M03, Ready, again, handed, receipts_of, received, refused, told

NOT_MINE = (
    "Une fiche que vous n’avez pas faite sur cet ordinateur figure à votre nom : appelez le secrétariat si "
    "vous n’en avez remis ni d’un autre ordinateur ni sur papier."
)
WITHOUT = "Votre dernière fiche ne figure pas dans la liste arrêtée : appelez le secrétariat."
ABOARD = "figure dans la liste arrêtée le 10 juin 2021"


@pytest.fixture
def prepared(ready: Ready) -> Prepared:
    return ready.prepared


@pytest.fixture
def lot(ready: Ready) -> Path:
    return ready.lot


def elsewhere(prepared: Prepared, lot: Path, mark: int = 5) -> tuple[Path, str]:
    """Hand in from another computer of m01."""
    desk = make_desk(prepared.folder / "portable")
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, mark)
        return hand_in(session, prepared.folder / "fiches", no_progress).file, session.secrets.key_set.id


# ----------------------------------------------------------------------------------------------- the close


def test_a_close_settles_members_computers_codes_and_fiches(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    received(prepared, fiches.values())
    with prepared.secretariat() as session:
        assert standing(session).text == "La réception n’est pas close."
        closed = close_reception(session)
        kept = last_register(session)
        assert kept is not None
        assert (closed.serial, closed.register) == (1, kept.sha512)
        assert [(sheet.member, sheet.version) for sheet in closed.sheets] == [(M01, 1), (M02, 1)]
        found = read_register(kept.act, session.campaign.id, [session.secrets.key_set])
        assert [(m.id, len(m.keys), m.code_serial) for m in found.members] == [
            (M01, 1, 1), (M02, 1, 1), (M03, 0, 1),
        ]  # fmt: skip
        event = session.database.journal.entries()[-1]
        assert (event.kind, dict(event.facts)) == (
            "reception_closed",
            {"serial": 1, "sheets": 2, "register": closed.register},
        )


def test_a_reception_closed_again_changes_only_if_something_came(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    received(prepared, [fiches["m01"]])
    with prepared.secretariat() as session:
        first = close_reception(session)
        assert close_reception(session) == first
        assert standing(session).is_current
        assert "1 fiche retenue" in standing(session).text.replace("\N{NO-BREAK SPACE}", " ")
    received(prepared, [fiches["m02"]])
    with prepared.secretariat() as session:
        since = standing(session)
        assert (since.since, since.is_current, since.closed) == (1, False, first)
        assert "depuis" in since.text
        second = close_reception(session)
        assert (second.serial, len(second.sheets)) == (2, 2)
        assert standing(session).is_current


def test_a_code_replaced_after_the_close_is_told(prepared: Prepared, fiches: dict[str, Path]) -> None:
    received(prepared, fiches.values())
    with prepared.secretariat() as session:
        close_reception(session)
        replace_code(session, M02)
        assert (standing(session).since, standing(session).is_current) == (0, False)
        assert close_reception(session).serial == 2


def test_a_fiche_of_a_computer_nobody_confirmed_is_not_retained(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    own = fiches["m01"]
    other, key = elsewhere(prepared, lot)
    received(prepared, [own, other])
    with prepared.secretariat() as session:
        (before,) = close_reception(session).sheets
        confirm_computer(session, M01, key)
        (after,) = close_reception(session).sheets  # it takes the place of the older computer's
        assert after.sha512 != before.sha512


# ---------------------------------------------------------------------------------------------- the receipts


def test_receipts_grow_and_overwrite_nothing(prepared: Prepared, fiches: dict[str, Path]) -> None:
    received(prepared, fiches.values())
    first, second = receipts_of(prepared), receipts_of(prepared)
    assert set(first) == set(second) == {M01, M02}  # nothing came from m03
    assert len({*first.values(), *second.values()}) == 4
    assert all(file.stem.endswith("_n1") for file in first.values())
    assert all(file.stem.endswith("_n2") for file in second.values())
    taken = first[M01].with_name(first[M01].name.replace("_n1", "_n3"))
    taken.write_bytes(b"something else")
    assert receipts_of(prepared)[M01] != taken
    assert taken.read_bytes() == b"something else"


def test_an_older_receipt_is_refused_and_the_same_again_is_fine(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    received(prepared, fiches.values())
    first, second = receipts_of(prepared)[M01], receipts_of(prepared)[M01]
    assert told(prepared, "m01", second) == told(prepared, "m01", second)
    with refused("ACC-04"):
        told(prepared, "m01", first)


def test_a_receipt_of_another_member_is_refused(prepared: Prepared, fiches: dict[str, Path]) -> None:
    received(prepared, fiches.values())
    with refused("ACC-02"):
        told(prepared, "m01", receipts_of(prepared)[M02])
    with refused("ACC-02"):
        told(prepared, "m01", fiches["m01"])  # sealed to the secretariat
    with refused("ACC-01"):
        told(prepared, "m01", prepared.folder / "absent.accuse")


def test_a_verdict_follows_what_became_of_the_computer(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    own = fiches["m01"]
    other, key = elsewhere(prepared, lot)
    assert received(prepared, [own, other]) == [Verdict.ACCEPTED, Verdict.TO_CONFIRM]
    code = prepared.letters[M01].code
    desk = make_desk(prepared.folder / "portable")
    with enter(desk, lot, code, no_progress) as session:
        assert take_receipt(session, receipts_of(prepared)[M01])[0].endswith(
            "en attente d’une confirmation du secrétariat"
        )
    with prepared.secretariat() as secretariat:
        confirm_computer(secretariat, M01, key)
    with enter(desk, lot, code, no_progress) as session:
        assert take_receipt(session, receipts_of(prepared)[M01])[0] == "Fiche n° 1 reçue et retenue"
    assert told(prepared, "m01", receipts_of(prepared)[M01]) == (
        "Fiche n° 1 reçue, remplacée depuis", NOT_MINE,
    )  # fmt: skip


def test_a_fiche_withdrawn_before_it_was_confirmed_is_said_to_be_refused(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    other, _ = elsewhere(prepared, lot)
    received(prepared, [fiches["m01"], other])
    with prepared.secretariat() as session:
        withdraw_computers(session, M01)
        letter = print_letter(session, M01, prepared.folder / "lettres")
    file = receipts_of(prepared)[M01]
    with refused("ACC-02"):  # a computer declared stolen reads nothing more
        told(prepared, "m01", file)
    assert [(line.verdict, line.code) for line in read_with(prepared, file, letter.code).lines] == [
        ("accepted", ""), ("refused", "FIC-16"),
    ]  # fmt: skip


def read_with(prepared: Prepared, file: Path, code: str) -> Receipt:
    """Read the receipt of m01 with a code alone."""
    with prepared.secretariat() as session:
        return read_receipt(
            file.read_bytes(),
            [HybridIdentity.from_seed(derive(parse_code(code)).read_seed)],
            secretariat=session.secrets.key_set,
            campaign=session.campaign.id,
            member=M01,
            file=file.name,
        )


def test_a_refused_fiche_is_told_to_its_author(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    """Refused while its computer was declared lost, then taken back."""
    received(prepared, fiches.values())
    second = handed(prepared, lot, {"m01": 4})["m01"]
    with again(prepared, "m01") as member:
        key = member.secrets.key_set.id
    with prepared.secretariat() as session:
        withdraw_computers(session, M01)
    assert received(prepared, [second]) == [Verdict.REFUSED]
    with prepared.secretariat() as session:
        readmit_computer(session, M01, key)
    lines = told(prepared, "m01", receipts_of(prepared)[M01])
    assert set(lines) == {
        "Fiche n° 1 reçue et retenue",
        "Fiche n° 2 refusée : appelez le secrétariat",
    }
    assert received(prepared, [second]) == [Verdict.REPLACES]
    assert "Fiche n° 2 reçue et retenue" in told(prepared, "m01", receipts_of(prepared)[M01])


def test_a_fiche_refused_in_the_name_of_somebody_frightens_nobody(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    """Anybody can put a name on a card: a line about a fiche that was not retained says nothing."""
    received(prepared, [fiches["m01"]])
    with prepared.secretariat() as session:
        replace_code(session, M01)
    other, _ = elsewhere(prepared, lot)
    assert received(prepared, [other]) == [Verdict.REFUSED]
    assert told(prepared, "m01", receipts_of(prepared)[M01]) == ("Fiche n° 1 reçue et retenue",)


def test_a_computer_reads_its_receipt_after_the_code_was_replaced(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    received(prepared, fiches.values())
    with prepared.secretariat() as session:
        replace_code(session, M01)
    assert told(prepared, "m01", receipts_of(prepared)[M01]) == ("Fiche n° 1 reçue et retenue",)


# ---------------------------------------------------------------------------------- the list, at the member's


def test_each_member_finds_their_last_fiche_on_the_list(prepared: Prepared, fiches: dict[str, Path]) -> None:
    received(prepared, fiches.values())
    file = receipts_of(prepared, close=True)[M01]
    first, second = told(prepared, "m01", file)
    assert first == "Fiche n° 1 reçue et retenue"
    assert second.startswith("Votre fiche n° 1 ")
    assert ABOARD in second
    with again(prepared, "m01") as session:
        (line,) = closing_lines(session)
        assert line.replace("\N{NO-BREAK SPACE}", " ") == second
        assert handed_in(session)[0].receipt == "Fiche n° 1 reçue et retenue"


def test_everybody_gets_the_list_at_the_close(prepared: Prepared, lot: Path, fiches: dict[str, Path]) -> None:
    received(prepared, [fiches["m01"]])
    files = receipts_of(prepared, close=True)
    assert set(files) == {M01, M02, M03}
    assert told(prepared, "m02", files[M02]) == (WITHOUT,)  # a fiche withheld is exposed
    with prepared.member("m03", lot):
        pass
    (line,) = told(prepared, "m03", files[M03])
    assert line.startswith("Aucune fiche ne figure à votre nom")


def test_a_fiche_handed_in_after_the_close_is_not_on_the_list(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    received(prepared, fiches.values())
    file = receipts_of(prepared, close=True)[M01]
    handed(prepared, lot, {"m01": 4})
    assert told(prepared, "m01", file) == ("Fiche n° 1 reçue et retenue", WITHOUT)


def test_a_fiche_forged_in_the_name_of_a_member_is_exposed(
    prepared: Prepared, lot: Path, fiches: dict[str, Path]
) -> None:
    """A secretariat knows the opening codes: it can play « another computer », not hide it from the list."""
    own = fiches["m01"]
    forged, key = elsewhere(prepared, lot)
    received(prepared, [own, forged])
    with prepared.secretariat() as session:
        confirm_computer(session, M01, key)
    lines = told(prepared, "m01", receipts_of(prepared, close=True)[M01])
    assert lines[-1] == NOT_MINE
