"""Adds a code slot to the vault given, and is killed without warning at the moment given."""

import os
import secrets
import sys
from pathlib import Path

from commission_app.sealing.vault import add_code_slot, open_with_key
from tests.soak.sudden_death import die


def main(vault: Path, moment: str) -> None:
    """Do everything that a rewriting does until the moment: before `fsync` or before `replace`."""
    opened = open_with_key(vault, bytes(32))
    if moment == "fsync":
        os.fsync = die  # type: ignore[assignment]  # dying is the whole point of this script
    else:
        Path.replace = die  # type: ignore[method-assign,assignment]  # same
    add_code_slot(vault, opened, bytes(31) + b"\1", secrets.token_bytes)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
