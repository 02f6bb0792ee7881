"""Autosave until the system refuses a longer file, then with room again; the test reads what is printed.

python -m tests.store.fill_disk desk.db
"""

import resource
import sys
from pathlib import Path

from commission_app.errors import AppError
from commission_app.store.database import open_database
from tests.soak.kill_store import KEY, START, edit_number

ROOM_BYTES = 150_000


def say(word: object) -> None:
    """Print one word of the answer."""
    sys.stdout.write(f"{word}\n")


def main(path: Path) -> None:
    """Print each sequence saved, then the code of the refusal, then the sequence saved once there is room."""
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_database(path, KEY) as database:
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, unlimited[1]))
        sequence = 0
        try:
            while True:
                sequence = database.drafts.append(edit_number(sequence + 1), START)
                say(sequence)
        except AppError as refusal:
            say(refusal.code)
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        say(database.drafts.append(edit_number(sequence + 1), START))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
