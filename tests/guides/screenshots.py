"""Take every picture of the guides again, from the demonstration: `python -m tests.guides.screenshots`.

Taken twice of one demonstration (`--played DOSSIER`) they are the same bytes; a new one draws new keys, and
with them the seed that « Analyse » shows and the digest that « Documents » does. `--only NOM` takes the
scenes whose name begins so; `--into DOSSIER` puts the pictures elsewhere, to compare.
"""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from commission_app import resources
from commission_app.rehearsal.play import play
from commission_app.rehearsal.six_dossiers import six_dossiers
from tests.guides.member_pictures import MEMBER
from tests.guides.secretariat_pictures import SECRETARIAT
from tests.guides.studio import Clock, Studio


def main() -> None:
    """Play the demonstration, then take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--into", type=Path, default=resources.path("guides") / "images")
    parser.add_argument("--played", type=Path, help="a demonstration to use again, to go faster")
    choice = parser.parse_args()
    clock = Clock()
    clock.install()
    choice.into.mkdir(parents=True, exist_ok=True)
    studio = Studio(choice.into.resolve())
    with tempfile.TemporaryDirectory() as kept:
        played = (choice.played or Path(kept) / "demonstration").resolve()
        if not played.exists():
            play(six_dossiers(), played, lambda *_: None)
        for name, scene in (*MEMBER.items(), *SECRETARIAT.items()):
            if name.startswith(choice.only):
                with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
                    Path("Documents").mkdir()
                    scene(studio, clock, played, Path(place))
    weight = sum(file.stat().st_size for file in choice.into.glob("*.png"))
    sys.stdout.write(f"{len(studio.taken)} pictures taken; the folder weighs {weight // 1000} Ko.\n")


if __name__ == "__main__":
    main()
