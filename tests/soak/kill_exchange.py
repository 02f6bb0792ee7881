"""Kill whatever seals, hands in, receives or opens, again and again: never a state in between.

    python -m tests.soak.kill_exchange [KILLS, 200 by default] [--seed N]

Half of the kills come at a file event drawn at random, half at a moment drawn at random. It proves what
happens when the program dies; a power cut also depends on the disk keeping its word on fsync.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.soak.killed_verbs import VERBS, KilledVerb, Stage, counted, killed_after, killed_at, make_stage


def campaign_of_kills(kills: int, seed: int, folder: Path) -> Counter[str]:
    """Kill each verb in turn and check what is left. AssertionError at the first state in between."""
    draw = random.Random(seed)  # noqa: S311 - moments of death, not secrets
    stage = make_stage(folder / "modele")
    events, seconds = _measured(stage, folder)
    deaths: Counter[str] = Counter()
    for number in range(kills):
        verb = VERBS[number % len(VERBS)]
        spoiled = stage.copy(folder / "essai")
        if number // len(VERBS) % 2:
            moment = draw.uniform(0, seconds[verb.name])
            died, where = killed_after(verb, spoiled, moment), f"{moment:.4f} s"
        else:
            event = draw.randint(1, events[verb.name])
            died, where = killed_at(verb, spoiled, event), f"event {event}"
        deaths[verb.name] += died
        try:
            verb.check(spoiled)
        except BaseException:
            print(f"kill {number}: {verb.name}, {where}, seed {seed}", file=sys.stderr)  # noqa: T201 - a command
            raise
    return deaths


def _measured(stage: Stage, folder: Path) -> tuple[dict[str, int], dict[str, float]]:
    events: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for verb in VERBS:
        events[verb.name] = counted(verb, stage.copy(folder / "essai"))
        seconds[verb.name] = _duration(verb, stage.copy(folder / "essai"))
    return events, seconds


def _duration(verb: KilledVerb, stage: Stage) -> float:
    begun = time.perf_counter()
    verb.run(stage)
    return time.perf_counter() - begun


def main() -> int:
    """Run the campaign of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20210601)
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kill-exchange-") as folder:
        deaths = campaign_of_kills(choice.kills, choice.seed, Path(folder))
    for name, count in sorted(deaths.items()):
        print(f"{name:<24} {count:>4} deaths")  # noqa: T201 - a command
    print(f"{choice.kills} kills, {deaths.total()} at work, no state in between")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
