"""What a secretariat brings to be imported: folders, archives, e-mails and tables, as one list of files.

Reading a deposit writes nothing. It is read once; what it amounts to is worked out again after each answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from commission_app.dossiers.containers import ARCHIVE, MAIL, Contained, Contents
from commission_app.dossiers.examining import Examined
from commission_app.dossiers.export import Export
from commission_app.dossiers.folder_files import is_left_by_a_system, twins
from commission_app.dossiers.index import Index, Sheets
from commission_app.dossiers.intake import PIECE_LIMIT
from commission_app.dossiers.mails import Mail
from commission_app.dossiers.questions import IntakeProblem
from commission_app.dossiers.source import Source, read_source
from commission_app.errors import AppError
from commission_app.sealing.atomic_file import read_bounded
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker, Tick
from commission_app.workflow.progress import Progress

INDEX_LIMIT = 64_000_000  # bytes of a table or of a dump
OUTLOOK = ".msg"
_FAULTS = {"locked": "IDX-21", "outside": "IDX-22", "link": "IDX-22", "nested": "IDX-24"}


@dataclass(frozen=True)
class DepositFile:
    """Where a file is: on the disk, or at a number in a container of the disk."""

    path: Path
    number: int | None
    size: int


@dataclass(frozen=True)
class Deposit:
    """The files of a deposit by their paths with slashes, what describes them, and a look at each."""

    files: Mapping[str, DepositFile]
    source: Source
    problems: tuple[IntakeProblem, ...] = ()
    examined: Mapping[str, Examined] = field(default_factory=dict)

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of each file."""
        return {name: file.size for name, file in self.files.items()}

    @property
    def md5(self) -> dict[str, str]:
        """Digests of files, where the source announces them."""
        return {name: look.md5 for name, look in self.examined.items() if look.md5}


def open_deposit(paths: Sequence[Path], progress: Progress) -> Deposit:
    """Read a deposit: list it, find its index, look at each file.

    IDX-01 to IDX-05, IDX-20, IDX-29, IDX-30; IDX-44 for a file that is none of what can be imported.
    """
    with PatientWorker() as worker:
        listing = _Listing(worker, lambda: progress(0, 0, ""))
        for path in paths:
            try:
                listing.add(path, is_alone=len(paths) == 1)
            except OSError as error:  # a stick pulled out, a folder that may not be read
                raise AppError("IDX-05", folder=path.name) from error
        files = listing.files
        source = _source(listing, paths)
        examined = dict(_looks(worker, files, source, progress))
    same = [IntakeProblem("IDX-23", {"file": one, "other": other}) for one, other in twins(files)]
    return Deposit(files, source, (*listing.problems, *same), examined)


def _source(listing: "_Listing", paths: Sequence[Path]) -> Source:
    try:
        return listing.source()
    except AppError as error:
        held = (path.is_dir() or path.suffix.lower() in (ARCHIVE, MAIL) for path in paths)
        if error.code != "IDX-02" or any(held):
            raise
        raise AppError("IDX-44", file=paths[0].name) from error  # a fiche, a lot: no folder was even meant


def read_file(worker: PatientWorker, file: DepositFile, tick: Tick) -> bytes:
    """Return the bytes of a file. IDX-20 when it went, grew too much or is damaged."""
    if file.number is None:
        try:
            data = read_bounded(file.path, PIECE_LIMIT)
        except OSError as error:
            raise AppError("IDX-20", file=file.path.name) from error
        if data is None:
            raise AppError("IDX-20", file=file.path.name)
        return data
    path, number = file.path, file.number
    return worker.ask(lambda asked: asked.contained(path, number), path.name, tick)


def _looks(
    worker: PatientWorker, files: Mapping[str, DepositFile], source: Source, progress: Progress
) -> Iterator[tuple[str, Examined]]:
    """Give a look at each file that may be a piece; progress counts bytes."""
    described = source.files if isinstance(source, Index) else frozenset()
    exported = {source.name, *source.other_names} if isinstance(source, Export) else set()
    wanted = {
        name: file
        for name, file in files.items()
        if name not in described and name not in exported and file.size <= PIECE_LIMIT
    }
    total, done = sum(file.size for file in wanted.values()), 0
    with_md5 = isinstance(source, Export) and source.has_digests
    for name, file in wanted.items():

        def tick(done: int = done, name: str = name) -> None:
            progress(done, total, PurePosixPath(name).name)

        yield name, _look(worker, file, name, tick, with_md5=with_md5)
        done += file.size
    progress(total, total, "")


def _look(worker: PatientWorker, file: DepositFile, name: str, tick: Tick, *, with_md5: bool) -> Examined:
    try:
        return worker.ask(
            lambda asked: asked.examine(file.path, file.number, name, Examined, with_md5=with_md5), name, tick
        )
    except AppError as error:
        reason = str(error.facts.get("reason", "")) or "elle est endommagée"
        return Examined("", "other", fault="PIE-06", reason=reason)


class _Listing:
    """The files of the places that were chosen, containers opened once and never what they hold in turn."""

    def __init__(self, worker: PatientWorker, tick: Tick) -> None:
        self.files: dict[str, DepositFile] = {}
        self.mails: list[Mail] = []
        self.problems: list[IntakeProblem] = []
        self.tick = tick
        self._worker = worker

    def add(self, path: Path, *, is_alone: bool) -> None:
        """List one place; alone, its files go without its name before theirs. IDX-05."""
        if path.is_dir():
            prefix = "" if is_alone else f"{path.name}/"
            for inner in sorted(self._listed(path)):
                if inner.is_file():
                    self._add_file(inner, prefix + inner.relative_to(path).as_posix(), is_alone=False)
        elif path.is_file():
            self._add_file(path, path.name, is_alone=is_alone)
        else:
            raise AppError("IDX-05", folder=path.name)

    def _listed(self, folder: Path) -> Iterator[Path]:
        """Yield what a folder holds: one chosen by mistake, a whole disk perhaps, can be interrupted."""
        for inner in folder.rglob("*"):
            self.tick()
            yield inner

    def source(self) -> Source:
        """Find what describes the files; when nothing does, what could not be listed may be why."""
        try:
            return read_source(self.files, self.mails, self._bytes, self._sheets)
        except AppError as error:
            if error.code == "IDX-02" and self.problems:
                first = self.problems[0]
                raise AppError(first.code, **first.facts) from error
            raise

    def _bytes(self, name: str) -> bytes:
        if self.files[name].size > INDEX_LIMIT:
            raise AppError("IDX-01", file=name)
        return read_file(self._worker, self.files[name], self.tick)

    def _sheets(self, data: bytes, name: str) -> Sheets:
        return self._worker.ask(lambda asked: asked.read_sheets(data, name), name, self.tick)

    def _add_file(self, path: Path, name: str, *, is_alone: bool) -> None:
        suffix = path.suffix.lower()
        if is_left_by_a_system(name):
            return
        if suffix == OUTLOOK:
            self.problems.append(IntakeProblem("IDX-38", {"file": name}))
        elif suffix in (ARCHIVE, MAIL):
            self._open(path, name, is_alone=is_alone and suffix == ARCHIVE)
        else:
            self.files[name] = DepositFile(path, None, path.stat().st_size)

    def _open(self, path: Path, name: str, *, is_alone: bool) -> None:
        contents = self._worker.ask(lambda asked: asked.contents(path, Contents), path.name, self.tick)
        folder = str(PurePosixPath(name).with_suffix(""))
        if path.suffix.lower() == MAIL:
            self.mails.append(Mail(folder, contents.received, contents.subject, contents.sender))
        sound = [
            entry
            for entry in contents.entries
            if entry.fault in ("outside", "link") or not is_left_by_a_system(entry.name)
        ]
        prefix = _common_folder(sound) if is_alone else None
        for entry in sound:
            place = entry.name.replace("\\", "/")
            inner = f"{folder}/{place}" if prefix is None else place.removeprefix(prefix)
            self._add_entry(path, inner, entry)

    def _add_entry(self, path: Path, name: str, entry: Contained) -> None:
        facts = {"archive": path.name, "file": entry.name}
        if entry.fault:
            self.problems.append(IntakeProblem(_FAULTS[entry.fault], facts))
        elif name in self.files:
            self.problems.append(IntakeProblem("IDX-23", {"file": name, "other": name}))
        else:
            self.files[name] = DepositFile(path, entry.number, entry.size)


def _common_folder(entries: Sequence[Contained]) -> str:
    """Return the one folder, with its slash, that an archive wraps everything in, or nothing."""
    tops: dict[str, int] = defaultdict(int)
    for entry in entries:
        top, slash, _ = entry.name.partition("/")
        tops[top + slash] += 1
    return next(iter(tops)) if len(tops) == 1 and next(iter(tops)).endswith("/") else ""
