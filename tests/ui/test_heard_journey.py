"""A member who does not see the screen: from the lot to the fiche, by the keyboard, heard through AT-SPI."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.workflow.member.open_bundle import resume
from tests.ui.real_screen import ROOT, SYSTEM_PYTHON, Screen, real_screen, until
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare

CLOSE = "Clore ce dossier"
HEARD_SECONDS = 0.01  # between two looks at what is in memory


@dataclass(frozen=True)
class Heard:
    """One thing that a screen reader says: a control that takes the focus, or an announcement."""

    heard: str
    name: str
    role: str
    description: str


class Listener:
    """Presses keys and waits for what is heard after each."""

    def __init__(self, screen: Screen, journey: Path) -> None:
        self._screen = screen
        self._journey = journey
        self.all: list[Heard] = []

    def follow(self, lines: Iterator[bytes]) -> None:
        """Take in what the screen reader tells, and keep it in a file."""
        with self._journey.open("a", encoding="utf-8") as journey:
            for line in lines:
                heard = Heard(**json.loads(line))
                journey.write(f"{heard.heard:6} {heard.role:14} {heard.name}\n")
                journey.flush()
                self.all.append(heard)

    def hear(self, kind: str, *words: str, since: int = 0) -> None:
        """Wait for a control or an announcement, or for either, with one of these words."""
        try:
            until(lambda: self._has(kind, words, since), " or ".join(words), HEARD_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"{kind} {words} never heard, but {self.all[since:]}") from error

    def press(self, key: str, kind: str, *words: str) -> int:
        """Press a key, wait for what it brings, and return how much had been heard before."""
        before = len(self.all)
        self._screen.do("key", key)
        self.hear(kind, *words, since=before)
        return before

    def wait_for_silence(self) -> None:
        """Wait until nothing more is heard from one look to the next: the focus has settled."""
        counts = [-1]

        def is_silent() -> bool:
            counts.append(len(self.all))
            return counts[-1] == counts[-2]

        until(is_silent, "silence")

    def focus(self) -> Heard:
        """Return the control that has the focus."""
        return [heard for heard in self.all if heard.heard == "focus"][-1]

    def _has(self, kind: str, words: tuple[str, ...], since: int) -> bool:
        """Tell whether it was heard: `kind` is "focus", "said", or empty for either."""
        found = [heard.name for heard in self.all[since:] if heard.heard == kind or not kind]
        return any(one in name for name in found for one in words)


@contextmanager
def heard_application(screen: Screen, home: Path, *arguments: str) -> Iterator[Listener]:
    """Run the application under a screen reader in a session bus of its own."""
    home.mkdir()
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, str(ROOT / "tests" / "ui" / "screen_reader.py")]
    command += [sys.executable, "-m", "commission_app", *arguments]
    environment = {**screen.environment, "HOME": str(home)}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        listener = Listener(screen, home.with_name("heard.txt"))
        lines = (line for line in process.stdout if line.startswith(b"{"))
        following = threading.Thread(target=listener.follow, args=(lines,))
        following.start()
        try:
            yield listener
            screen.do("key", "ctrl+q")
            process.wait(timeout=30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the bus, the reader and the application
            following.join()


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with real_screen() as shown:
        yield shown


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("heard"), invented(1, 2))


@pytest.mark.xvfb
def test_a_member_hands_in_a_fiche_by_ear_and_keyboard_alone(
    screen: Screen, campaign: Prepared, tmp_path: Path
) -> None:
    lot, desk, home = lot_of(campaign.seal(), "m01"), tmp_path / "m01", tmp_path / "home"
    code = campaign.letters[MemberId("m01")].code
    with heard_application(screen, home, "--desk", str(desk), "--lot", str(lot), "--no-keyring") as member:
        screen.wait_for_window("Commission de sélection")
        screen.do("type", "--delay", "5", code.lower())
        member.press("Return", "focus", "Oui, c’est moi")
        member.wait_for_silence()  # the window behind it comes to rest: it would not take the key yet
        member.press("Return", "focus", "lien personnel")
        member.press("F6", "focus", "Commencer la lecture")
        before = member.press("Return", "said", "à noter.")
        marked = list(_mark_to_the_end(member))
        read = [heard.name for heard in member.all[before:] if heard.heard == "said"]
        before = member.press("Return", "said", "Dossier clos")
        member.hear("focus", "Remettre ma fiche", since=before)  # the way on from the last dossier
        member.press("Return", "focus", "Remettre ma fiche")  # the button of the page
        member.press("Return", "said", "Remise de votre fiche")
        until(lambda: bool(list(home.rglob("*.fiche"))), "the fiche")
        member.hear("said", "Votre fiche est remise et scellée")
    assert [heard for heard in member.all if heard.heard == "focus" and not heard.name.strip()] == []
    with resume(make_desk(desk), code=code) as session:
        (reading,) = session.sheet.readings.values()
        for criterion in session.grid.criteria:  # each is named when it opens, before it is marked
            assert any(f"Critère {criterion.id}, {criterion.label}, à noter" in said for said in read)
    assert reading.is_closed
    assert {criterion: entry.mark for criterion, entry in reading.entries.items()} == dict.fromkeys(marked, 3)


def _mark_to_the_end(member: Listener) -> Iterator[str]:
    """Give 3 to each criterion, and go on with Enter until the closing of the dossier."""
    while member.focus().name != CLOSE:
        before = member.press("3", "said", ", 3 sur 5, ")
        said = next(heard.name for heard in member.all[before:] if ", 3 sur 5, " in heard.name)
        yield said.removeprefix("Critère ").partition(",")[0]
        member.press("Return", "", "à noter.", CLOSE)
