"""The order in which each member is offered the dossiers."""

from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.reading_order import reading_order

DOSSIERS = [DossierId(f"D{number:03d}") for number in range(60)]
READERS = [MemberId(f"m{number}") for number in range(6)]
SEED = "2021-06-25"


def orders() -> dict[MemberId, tuple[DossierId, ...]]:
    return {reader: reading_order(DOSSIERS, reader, READERS, SEED) for reader in READERS}


def test_every_reader_gets_every_dossier_once() -> None:
    for order in orders().values():
        assert sorted(order) == DOSSIERS


def test_neither_the_order_of_dossiers_nor_of_readers_given_changes_it() -> None:
    reader = READERS[2]
    assert reading_order(DOSSIERS[::-1], reader, READERS[::-1], SEED) == orders()[reader]


def test_every_dossier_is_read_early_in_the_middle_and_late_by_somebody() -> None:
    for dossier in DOSSIERS:
        thirds = {order.index(dossier) * 3 // len(DOSSIERS) for order in orders().values()}
        assert thirds == {0, 1, 2}


def test_each_reader_follows_the_same_circle_from_another_start() -> None:
    first, *others = orders().values()
    for order in others:
        start = first.index(order[0])
        assert order == first[start:] + first[:start]


def test_another_seed_gives_another_order() -> None:
    assert reading_order(DOSSIERS, READERS[0], READERS, "autre") != orders()[READERS[0]]


def test_dossiers_of_calibration_come_first_in_the_same_order_for_all() -> None:
    calibration = [DossierId("D030"), DossierId("D007"), DossierId("D999")]
    for reader in READERS:
        order = reading_order(DOSSIERS, reader, READERS, SEED, calibration)
        assert order[:2] == ("D030", "D007")
        assert sorted(order) == DOSSIERS


def test_a_recused_dossier_leaves_the_others_in_place() -> None:
    reader = READERS[0]
    full = orders()[reader]
    assert reading_order([d for d in DOSSIERS if d != full[5]], reader, READERS, SEED) == full[:5] + full[6:]
