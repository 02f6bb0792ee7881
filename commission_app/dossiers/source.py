"""What the index of a deposit turned out to be: our own, an export of Démarches-simplifiées, or messages.

A deposit is read once; what it amounts to is worked out again after each answer, without reading anything.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from commission_app.dossiers.export import Export
from commission_app.dossiers.export_dump import read_dump
from commission_app.dossiers.export_files import FAILED_FILES, export_index, failed_files
from commission_app.dossiers.export_table import is_exported, read_export
from commission_app.dossiers.index import JSON_INDEX, Index, Sheets, read_index, table_index, table_name
from commission_app.dossiers.mails import Mail, mail_index
from commission_app.dossiers.places import Places
from commission_app.dossiers.questions import Answers
from commission_app.errors import AppError

_DUMP = ".json"


@dataclass(frozen=True)
class Mails:
    """A deposit that is made of messages only."""

    messages: tuple[Mail, ...]


Source = Index | Export | Mails


def read_source(
    files: Collection[str],
    mails: Sequence[Mail],
    read: Callable[[str], bytes],
    read_sheets: Callable[[bytes, str], Sheets],
) -> Source:
    """Find what describes the files of a deposit. IDX-01 to IDX-04, IDX-29, IDX-30.

    `read` gives the bytes of a file; `read_sheets` turns a table into rows, in the reading process.
    """
    if JSON_INDEX in files:
        return read_index(files, read, read_sheets)
    dumps = [name for name in sorted(files) if "/" not in name and name.lower().endswith(_DUMP)]
    if dumps:
        return _with_failures(read_dump({name: read(name) for name in dumps}), files, read)
    try:
        name = table_name(files)
    except AppError as error:
        if error.code == "IDX-02" and mails:
            return Mails(tuple(mails))
        raise
    sheets = read_sheets(read(name), name)
    if is_exported(sheets):
        return _with_failures(read_export(sheets, name), files, read)
    return table_index(sheets, name)


def index_of(
    source: Source, files: Collection[str], md5: Mapping[str, str], places: Places, answers: Answers
) -> Index:
    """Return what a source amounts to with these answers."""
    match source:
        case Index():
            return source
        case Export():
            return export_index(source, files, md5, answers)
        case Mails(messages):
            return mail_index(messages, files, places, answers)


def _with_failures(export: Export, files: Collection[str], read: Callable[[str], bytes]) -> Export:
    """Add what the platform says that it could not give."""
    numbers = {dossier.number for dossier in export.dossiers}
    lists = [name for name in sorted(files) if PurePosixPath(name).name == FAILED_FILES]
    told = [problem for name in lists for problem in failed_files(_text(read(name)), numbers)]
    return replace(export, problems=(*export.problems, *told))


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")
