"""Whatever the terminal and the desk, a command answers in words: closed pipes, narrow encodings, no desk."""

import argparse
import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.cli import main
from commission_app.cli.french import speak_french
from commission_app.cli.main import INTERRUPTED, REFUSED, UNREAD, make_parser, run
from commission_app.cli.streams import take_every_sign
from commission_app.cli.terminal import MOST_OF_A_CODE, Terminal, read_code

CHECKOUT = Path(__file__).parents[2]
ENGLISH = ("usage:", "optional arguments", "show this help", "required", "positional")
ALONE = {"demo", "self-test", "verify", "withhold", "guides"}  # they need no desk
Leaf = tuple[tuple[str, ...], argparse.ArgumentParser]


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Yield every command with its parser."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if path and (not groups or parser.get_default("run")):
        yield path, parser
    for group in groups:
        for name, inner in group.choices.items():
            yield from leaves(inner, (*path, name))


@pytest.fixture(scope="module")
def parser() -> argparse.ArgumentParser:
    speak_french()
    return make_parser()


def required(parser: argparse.ArgumentParser, path: Path) -> Iterator[str]:
    """Yield a value for each argument that a command cannot do without."""
    for action in parser._actions:
        if action.required and not isinstance(action, argparse._SubParsersAction):
            named = action.option_strings[:1]
            choices = list(action.choices or ["1" if action.type is int else "0001"])
            yield from (*named, str(path if action.type is Path else choices[0]))


def test_every_command_and_group_has_its_help_in_french(parser: argparse.ArgumentParser) -> None:
    found = list(leaves(parser))
    assert len(found) > 90
    for path, leaf in found:
        text = leaf.format_help()
        assert text.startswith("utilisation : "), path
        assert "afficher cette aide" in text, path
        assert not [word for word in ENGLISH if word in text], path


@pytest.mark.parametrize("desk", ["absent", "un-fichier", "un-fichier/dessous", "x" * 300])
def test_every_command_refuses_in_words_where_there_is_no_desk(
    desk: str,
    parser: argparse.ArgumentParser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(main, "make_parser", lambda: parser)  # made once for all of them
    (tmp_path / "un-fichier").write_text("bonjour")
    place = ["--desk", str(tmp_path / desk), "--no-keyring", "--code-file", str(tmp_path / "un-fichier")]
    for path, leaf in leaves(parser):
        if path[0] not in ALONE:
            assert run([*path, *required(leaf, tmp_path / "un-fichier"), *place]) == REFUSED, path
            *words, code = capsys.readouterr().err.strip().splitlines()
            assert len(words) == 2, path
            assert code.startswith("("), path
    assert [file.name for file in tmp_path.iterdir()] == ["un-fichier"]


# ----------------------------------------------------------------------------------------------- terminals


SPEAKING = """
import argparse, sys
from commission_app.cli import main
main._window_choice = lambda _arguments: argparse.Namespace(run=lambda _choice, terminal: terminal.say("ici"))
sys.exit(main.run([]))
"""


def test_a_reader_who_leaves_ends_the_command_quietly() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", SPEAKING], cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.close()
    _, said = child.communicate()
    assert (child.returncode, said) == (UNREAD, b"")


class Full(io.StringIO):
    """A file on a disk that is full."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_an_output_on_a_full_disk_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def speak(_choice: object, terminal: Terminal) -> None:
        terminal.say("bonjour")

    chosen = argparse.Namespace(run=speak)
    monkeypatch.setattr(main, "_window_choice", lambda _arguments: chosen)
    monkeypatch.setattr(sys, "stdout", Full())
    assert run([]) == REFUSED
    assert "(DSK-05)" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_french_is_written_on_any_terminal_and_json_stays_exact(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding))
    take_every_sign()
    Terminal().say("« L’été » : 3\u202f€ à Cœur → 日")
    said = {"ascii": '" L\'ete " : 3 EUR a Coeur -> ?', "cp1252": "« L’été » : 3 € à Cœur -> ?"}
    assert written.getvalue().decode(encoding).strip() == said.get(
        encoding, "« L’été » : 3\u202f€ à Cœur → 日"
    )
    written.seek(0)
    written.truncate()
    Terminal(is_json=True).result({"nom": "« L’été »\u202f日"})
    assert json.loads(written.getvalue().decode(encoding)) == {"nom": "« L’été »\u202f日"}


def test_a_command_started_without_any_stream_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert read_code(None) is None
    Terminal().progress(1, 2, "Scellement")
    assert run(["verify", "absente.zip"]) == REFUSED


def test_ctrl_c_while_the_commands_are_loaded_is_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "make_parser", lambda: signal.raise_signal(signal.SIGINT))
    assert run(["journal"]) == INTERRUPTED


def test_a_code_is_never_read_from_what_has_no_end(tmp_path: Path) -> None:
    file = tmp_path / "code.txt"
    file.write_text("A" * 100_000)
    assert len(read_code(file) or "") == MOST_OF_A_CODE


def test_leaving_the_question_of_the_code_types_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def ctrl_d(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert read_code(None, ctrl_d) is None
