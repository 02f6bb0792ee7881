"""Every script of `scripts/` is a journey on the command line: what is typed, what is read, what is left.

    commission-app …      must succeed            ! commission-app …   must be refused (exit code 1)
    ? commission-app …    is a wrong command (2)  stdout WORDS         the last answer holds these words
    stderr WORDS          the last refusal holds  exists PATH          ! exists PATH
    copy A B   cut A N    flip A    write A TEXT  remove A             what accidents do to files

After each refusal, no file has appeared, changed or gone, databases apart.
"""

import contextlib
import io
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.cli.main import run
from tests.workflow.campaigns import Prepared, files_under, invented, prepare

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = prepare(tmp_path_factory.mktemp("scripts"), invented())
    for member, letter in prepared.letters.items():
        (prepared.folder / f"code-{member}.txt").write_text(letter.code)
    (prepared.folder / "code-secours.txt").write_text(prepared.recovery_code)
    for name in ("lots", "fiches", "sorties"):
        (prepared.folder / name).mkdir()
    return prepared


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.stem for script in SCRIPTS])
def test_a_journey_on_the_command_line(
    script: Path, campaign: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = campaign.copied(tmp_path / "campagne").folder
    monkeypatch.chdir(folder)
    player = Player(folder)
    for number, line in enumerate(script.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                player.play(line)
            except AssertionError as error:
                pytest.fail(f"{script.name}, line {number}: {line}\n{error}")


class Player:
    """Plays the lines of one script in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._out = self._err = ""

    def play(self, line: str) -> None:
        """Play one line."""
        words = shlex.split(line)
        expected = {"!": 1, "?": 2}.get(words[0])
        if expected is not None:
            words = words[1:]
        if words[0] == "commission-app":
            self._command(words[1:], expected or 0)
        elif words[0] == "exists":
            assert bool(list(self._folder.glob(words[1]))) is (expected is None), self._listing()
        else:
            getattr(self, f"_{words[0]}")(*words[1:])

    def _command(self, arguments: list[str], expected: int) -> None:
        before = files_under(self._folder)
        with self._captured():
            try:
                code = run([*_expanded(arguments), "--no-keyring"] if arguments[0] != "--help" else arguments)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
        assert code == expected, f"exit code {code}\n{self._out}\n{self._err}"
        if expected:
            assert files_under(self._folder) == before, "a refusal left or changed files"

    @contextlib.contextmanager
    def _captured(self) -> Iterator[None]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield
        self._out, self._err = _plain(out.getvalue()), _plain(err.getvalue())

    def _stdout(self, *words: str) -> None:
        assert " ".join(words) in self._out, self._out

    def _stderr(self, *words: str) -> None:
        assert " ".join(words) in self._err, self._err

    def _copy(self, source: str, target: str) -> None:
        shutil.copy(_one(self._folder, source), self._folder / target)

    def _cut(self, name: str, count: str) -> None:
        file = _one(self._folder, name)
        file.write_bytes(file.read_bytes()[: -int(count)])

    def _flip(self, name: str) -> None:
        file = _one(self._folder, name)
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)

    def _write(self, name: str, *words: str) -> None:
        (self._folder / name).write_text(" ".join(words), encoding="utf-8")

    def _remove(self, name: str) -> None:
        found = _one(self._folder, name)
        shutil.rmtree(found) if found.is_dir() else found.unlink()

    def _listing(self) -> str:
        return "\n".join(files_under(self._folder))


def _expanded(arguments: list[str]) -> list[str]:
    """Replace a pattern by the files it names, as a shell does."""
    return [
        name
        for word in arguments
        for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]


def _one(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def _plain(text: str) -> str:
    """Return a text with ordinary spaces, to be compared with what a script can type."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
