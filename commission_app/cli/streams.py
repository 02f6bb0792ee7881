"""The standard streams: French words on any of them, and readers that leave before the end.

A terminal or a file may not take every sign (Windows writes a redirected output in cp1252, a server may have
no locale at all): the nearest sign is then written, and what a program reads keeps its exact text.
"""

import codecs
import io
import os
import sys
import unicodedata
from typing import Final, TextIO

_NEAREST: Final = "commission-app-nearest"
_SIGNS: Final = {
    "’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "œ": "oe",
    "Œ": "OE", "æ": "ae", "Æ": "AE", "→": "->", "×": "x", "≥": ">=", "≤": "<=", "█": "#", "░": ".", "✓": "+",
    "✗": "x", "·": ".", "•": "-", "€": "EUR",
}  # fmt: skip


def take_every_sign() -> None:
    """Have the standard streams write the nearest sign in the place of one that they lack."""
    codecs.register_error(_NEAREST, _nearest)
    for stream in _streams():
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def is_unicode(stream: TextIO | None) -> bool:
    """Tell whether a stream takes every sign as it is."""
    encoding = getattr(stream, "encoding", None)
    return encoding is None or codecs.lookup(encoding).name.startswith("utf")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person is at a stream, which may be closed."""
    return stream is not None and not stream.closed and stream.isatty()


def flush() -> None:
    """Write what waits in the streams. OSError when one takes no more, BrokenPipeError when nobody reads."""
    for stream in _streams():
        stream.flush()


def let_go() -> None:
    """Send to nowhere what still waits for a reader who left, or Python would say so while it ends."""
    for stream in _streams():
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _streams() -> list[TextIO]:
    """Return the streams that are open: a program may be started without one."""
    return [stream for stream in (sys.stdout, sys.stderr) if stream is not None and not stream.closed]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_nearest_sign, error.object[error.start : error.end])), error.end


def _nearest_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"
