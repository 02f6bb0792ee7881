"""Spoil a file of a desk, again and again: it opens as it was or is refused in words, with a way out.

    python -m tests.soak.spoiled_desks [DAMAGES, 400 by default] [--seed N]

A desk is spoiled as a bad disk, a bad copy or a careless hand spoils it: bits turned, blocks of zeros, an end
missing, a file empty, gone or in the place of another.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.read import piece_bytes
from commission_app.workflow.member.start_over import CLOSED_WORK, start_over
from commission_app.workflow.progress import no_progress
from tests.soak.killed_verbs import M01, Stage, make_stage, receive
from tests.workflow.campaigns import files_under, make_desk

BLOCK = 4096
OPENED, PIECES_REFUSED = "opened whole", "opened, without the spoiled pieces"


def turn_bit(content: bytes, draw: random.Random) -> bytes:
    """Turn one bit."""
    spoiled = bytearray(content)
    spoiled[draw.randrange(len(spoiled))] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def blank_block(content: bytes, draw: random.Random) -> bytes:
    """Put zeros over a block of the disk."""
    start = draw.randrange(len(content)) // BLOCK * BLOCK
    return content[:start] + bytes(len(content[start : start + BLOCK])) + content[start + BLOCK :]


def cut(content: bytes, draw: random.Random) -> bytes:
    """Leave out the end."""
    return content[: draw.randrange(len(content))]


def lengthen(content: bytes, draw: random.Random) -> bytes:
    """Add signs at the end."""
    return content + draw.randbytes(draw.randint(1, 2 * BLOCK))


def exchange(_content: bytes, draw: random.Random) -> bytes:
    """Put something else in its place, of any length."""
    return draw.randbytes(draw.choice((0, 1, 100, BLOCK, 30_000)))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    turn_bit,
    blank_block,
    cut,
    lengthen,
    exchange,
)


def spoil(desk: Path, draw: random.Random) -> str:
    """Spoil one file of a desk and return what was done; a database as often as all the pieces together."""
    files = sorted(path for path in desk.rglob("*") if path.is_file() and path.stat().st_size)
    folder = draw.choice(sorted({file.parent for file in files}))
    file = draw.choice([file for file in files if file.parent == folder])
    if not draw.randrange(8):
        file.unlink()
        return f"{file.name}: gone"
    if not draw.randrange(8):
        other = draw.choice(files)
        file.write_bytes(other.read_bytes())
        return f"{file.name}: {other.name} in its place"
    damage = draw.choice(DAMAGES)
    file.write_bytes(damage(file.read_bytes(), draw))
    return f"{file.name}: {damage.__name__}"


def member_state(stage: Stage) -> tuple[object, frozenset[object]]:
    """Return what a member finds: marks and receipts, then the pieces that can be read."""
    with stage.member() as session:
        pieces: set[object] = set()
        for dossier in session.dossiers():
            for piece in dossier.pieces:
                try:
                    pieces.add((dossier.id, piece.path, piece_bytes(session, dossier.id, piece.path)))
                except AppError as refusal:
                    sentences(refusal)  # KeyError when it has none
        return (session.sheet, session.handed()), frozenset(pieces)


def secretariat_state(stage: Stage) -> tuple[object, frozenset[object]]:
    """Return what the secretariat finds: dossiers, fiches, ranking and journal."""
    with stage.secretariat() as session:
        assert session.database.journal.verify().is_intact
        journal = tuple(entry.kind for entry in session.database.journal.entries())
        return (session.dossiers(), compute(facts_of(session)).ranking, journal), frozenset()


DESKS = {M01: member_state, "secretariat": secretariat_state}


def way_out(stage: Stage, code: str, whole: tuple[object, frozenset[object]]) -> str:
    """Give a member's desk its lot again, as its refusal asks; return what that gives back."""
    lot, desk = lot_of_desk(stage), make_desk(stage.folder / M01)
    if code in CLOSED_WORK:
        start_over(desk, lot, stage.code(), no_progress).close()
        return ", begun again on this computer"
    enter(desk, lot, stage.code(), no_progress).close()
    assert member_state(stage) == whole
    return ", whole once the lot was opened again"


def lot_of_desk(stage: Stage) -> Path:
    """Return the lot as it was received."""
    return next((stage.folder / "lots").glob("*.lot"))


def outcome(stage: Stage, name: str, whole: tuple[object, frozenset[object]]) -> str:
    """Open a spoiled desk; return what happened. AssertionError when it opens otherwise than it was."""
    before = files_under(stage.folder / name)
    try:
        state, pieces = DESKS[name](stage)
    except AppError as refusal:
        code = sentences(refusal).code
    else:
        assert state == whole[0]
        assert pieces <= whole[1]
        return OPENED if pieces == whole[1] else PIECES_REFUSED
    after = files_under(stage.folder / name)
    assert all(after.get(file) == content for file, content in before.items())  # a refusal changes nothing
    return f"refused: {code}{way_out(stage, code, whole) if name == M01 else ''}"


def campaign(model: Stage, damages: int, seed: int, folder: Path) -> Counter[str]:
    """Spoil each desk of a campaign in turn and open it."""
    draw = random.Random(seed)  # noqa: S311 - damages, not secrets
    receive(model)
    outcomes: Counter[str] = Counter()
    whole = {name: state(model) for name, state in DESKS.items()}
    for number in range(damages):
        name = list(DESKS)[number % len(DESKS)]
        stage = model.copy(folder / "essai")
        done = spoil(stage.folder / name, draw)
        try:
            met = outcome(stage, name, whole[name])
        except BaseException:
            print(f"damage {number} of seed {seed}: {name}, {done}", file=sys.stderr)  # noqa: T201 - a command
            raise
        outcomes[f"{name}: {met}"] += 1
    return outcomes


def main() -> int:
    """Run the campaign of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("damages", nargs="?", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20210601)
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spoiled-desks-") as folder:
        model = make_stage(Path(folder) / "modele")
        outcomes = campaign(model, choice.damages, choice.seed, Path(folder))
    for met, times in sorted(outcomes.items()):
        print(f"{times:>5} {met}")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
