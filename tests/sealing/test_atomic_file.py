import errno
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.sealing import atomic_file
from commission_app.sealing.atomic_file import PRIVATE, atomic_writer, remove_abandoned, write_atomically

CHECKOUT = Path(__file__).resolve().parents[2]
# A child whose files may not grow beyond 1,000 bytes: the system refuses the rest, as a full disk does.
WRITE_UNDER_A_LIMIT = """
import resource, sys
from contextlib import suppress
from pathlib import Path
from commission_app.errors import AppError
from commission_app.sealing import atomic_file
from commission_app.sealing.atomic_file import write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"new" * 1000)
except AppError as error:
    print(error.code)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    file = tmp_path / "lot.lot"
    file.write_bytes(b"old")
    return file


def test_a_file_takes_its_place_when_it_is_whole(target: Path) -> None:
    with atomic_writer(target) as file:
        file.write(b"first half, ")
        assert target.read_bytes() == b"old"
        file.write(b"second half\r\n")
    assert target.read_bytes() == b"first half, second half\r\n"
    assert names_in(target.parent) == ["lot.lot"]


@pytest.mark.parametrize(
    "interruption", [Cancelled(), KeyboardInterrupt(), AppError("LOT-14"), OSError("source")]
)
def test_an_interruption_leaves_the_old_file_and_no_other(target: Path, interruption: BaseException) -> None:
    with pytest.raises(type(interruption)) as raised:
        write_until(target, interruption)
    assert raised.value is interruption
    assert target.read_bytes() == b"old"
    assert names_in(target.parent) == ["lot.lot"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    for place in (pipe, tmp_path):
        with pytest.raises(AppError) as refusal:
            write_atomically(place, b"new")
        assert refusal.value.code == "DSK-06"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOSPC])
def test_a_stick_pulled_out_while_it_is_written_is_told_like_a_full_one(target: Path, number: int) -> None:
    with pytest.raises(AppError) as refused:
        write_until(target, OSError(number, "gone"))
    assert refused.value.code == "DSK-05"
    assert target.read_bytes() == b"old"


def test_an_interruption_leaves_no_file_where_there_was_none(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_until(tmp_path / "new.lot", Cancelled())
    assert names_in(tmp_path) == []


def test_a_file_that_does_not_fit_is_refused_and_the_old_one_stays(target: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITE_UNDER_A_LIMIT, str(target)],
        capture_output=True, text=True, check=False, cwd=CHECKOUT,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("DSK-05\n", "")
    assert target.read_bytes() == b"old"
    assert names_in(target.parent) == ["lot.lot"]


@pytest.mark.parametrize(
    ("place", "code"),
    [("absent/fiche.fiche", "DSK-24"), ("lot.lot/fiche.fiche", "DSK-24"), ("folder", "DSK-06")],
)
def test_a_place_where_nothing_can_be_written_is_refused(target: Path, place: str, code: str) -> None:
    (target.parent / "folder").mkdir()
    with pytest.raises(AppError) as refused:
        write_atomically(target.parent / place, b"new")
    assert refused.value.code == code
    assert refused.value.facts == {"folder": str((target.parent / place).parent)}
    assert names_in(target.parent) == ["folder", "lot.lot"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(("refusals", "content"), [(0, b"new"), (2, b"new"), (3, b"old")])
def test_a_file_that_an_antivirus_holds_is_moved_when_it_lets_go(
    target: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, content: bytes
) -> None:
    held = iter(range(refusals))
    move = Path.replace

    def refused_at_first(source: Path, place: Path) -> Path:
        if next(held, None) is not None:
            raise PermissionError
        return move(source, place)

    monkeypatch.setattr(atomic_file, "_PAUSES_SECONDS", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", refused_at_first)
    with suppress(AppError):
        write_atomically(target, b"new")
    assert target.read_bytes() == content
    assert names_in(target.parent) == ["lot.lot"]


def test_a_file_open_in_another_program_is_named_and_kept(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(source: Path, place: Path) -> Path:
        raise PermissionError(source, place)

    monkeypatch.setattr(atomic_file, "_PAUSES_SECONDS", (0.0,))
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(AppError) as refused:
        write_atomically(target, b"new")
    assert (refused.value.code, refused.value.facts) == ("DSK-26", {"file": "lot.lot"})
    assert target.read_bytes() == b"old"
    assert names_in(target.parent) == ["lot.lot"]


def test_a_disk_without_room_for_a_name_is_said_to_be_full(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(AppError) as refused:
        write_atomically(target, b"new")
    assert refused.value.code == "DSK-05"


def test_a_private_file_is_for_its_owner_alone_and_another_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "private", b"", PRIVATE)
        write_atomically(tmp_path / "shared", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o640


def write_until(target: Path, interruption: BaseException) -> None:
    with atomic_writer(target) as file:
        file.write(b"new")
        raise interruption


def names_in(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_what_a_killed_program_left_is_removed_and_nothing_else(target: Path) -> None:
    """Half a lot of 500 MB would stay on a stick, unseen, until it is full."""
    folder = target.parent
    kill_while_writing(folder / "other.lot")
    assert len(names_in(folder)) == 2
    for name in (".notes.tmp", f".{'g' * 32}.tmp", f"{'a' * 32}.tmp"):
        (folder / name).write_bytes(b"somebody else's")
    with atomic_writer(folder / "third.lot") as file:  # a program alive: its file is held
        file.write(b"third")
        remove_abandoned(folder)
    assert names_in(folder) == sorted(
        [".notes.tmp", f".{'g' * 32}.tmp", f"{'a' * 32}.tmp", "lot.lot", "third.lot"]
    )
    remove_abandoned(folder / "nowhere")


def kill_while_writing(target: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path;"
        "from commission_app.sealing.atomic_file import atomic_writer;"
        "writer = atomic_writer(Path(sys.argv[1])); writer.__enter__().write(b'half');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(target)], cwd=CHECKOUT, check=False)
