"""The text of the same synthesis set by public makers of tagged PDF: WeasyPrint, typst.

None is a dependency. They are looked for in a folder made once by `pip install --target FOLDER weasyprint
typst`, after our own packages; one that is not there is said so, and nothing is compared. Both set less than
we do: no bars, no attached data, no outline of every dossier.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.figures import Line, by_turns
from commission_app.printing.synthesis_pdf import SynthesisPrint, synthesis_pdf

TURNS = 3
SLOWEST = 1.0  # our time over that of a peer
Works = dict[str, Callable[[], object]]


def peer_lines(printed: SynthesisPrint, peers: Path | None) -> Iterator[Line]:
    """Print the synthesis by turns in one run, and compare."""
    works: Works = {"ours": lambda: synthesis_pdf(printed)}
    for name, make in (("weasyprint", _weasyprint), ("typst", _typst)):
        library = _library(name, peers)
        if library is not None:
            works[name] = make(library, printed)
    times = by_turns(works, TURNS)
    for name in ("weasyprint", "typst"):
        limit = SLOWEST if name == "weasyprint" else None  # typst is a compiler of its own, told as it is
        yield Line(
            f"synthesis of {len(printed.rows)} dossiers", times["ours"], "s", name, times.get(name), limit
        )


def _library(name: str, peers: Path | None) -> Any:
    if peers is not None and str(peers) not in sys.path:
        sys.path.append(str(peers))
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # OSError: a system library of theirs is not there
        print(f"{name} absent: nothing is compared with it")
        return None


def _cells(printed: SynthesisPrint) -> list[tuple[str, ...]]:
    heads = ("Rang", "Territoire", "Dép.", "Note")
    return [
        heads,
        *((str(row.rank or "—"), row.territory, row.departement, row.display) for row in printed.rows),
    ]


def _weasyprint(library: Any, printed: SynthesisPrint) -> Callable[[], object]:
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>" for cells in _cells(printed)
    )
    page = (
        f"<html lang=fr><head><title>Synthèse</title></head><body><h1>{escape(printed.campaign)}</h1>"
        f"<p>{escape(printed.recipients)}</p><table>{lines}</table></body></html>"
    )
    return lambda: library.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def _typst(library: Any, printed: SynthesisPrint) -> Callable[[], object]:
    cells = ", ".join(f"[{_plain(cell)}]" for line in _cells(printed) for cell in line)
    source = (
        '#set document(title: "Synthèse")\n#set text(lang: "fr")\n'
        f"= {_plain(printed.campaign)}\n{_plain(printed.recipients)}\n#table(columns: 4, {cells})\n"
    )
    return lambda: library.compile(source.encode(), pdf_standards=["ua-1"])


def _plain(text: str) -> str:
    """Write a text that typst reads as one."""
    return "".join(f"\\{sign}" if sign in "\\#[]*_$<>@`~" else sign for sign in text)
