"""Reading printed files back with poppler, an independent reader."""

import re
import subprocess


def _poppler(program: str, pdf: bytes, *options: str) -> str:
    done = subprocess.run([program, *options], input=pdf, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def text_of(pdf: bytes) -> str:
    """Return the text of a file, in the order of its content; every space is one ordinary space."""
    return re.sub(r"\s+", " ", _poppler("pdftotext", pdf, "-raw", "-", "-"))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    pages = _poppler("pdftotext", pdf, "-raw", "-", "-").split("\f")[:-1]
    return [re.sub(r"\s+", " ", page) for page in pages]


def lines_of(pdf: bytes) -> list[str]:
    """Return the lines of a file as they stand on paper."""
    return _poppler("pdftotext", pdf, "-layout", "-", "-").splitlines()


def structure_of(pdf: bytes) -> str:
    """Return the tree of tags with the text of each."""
    return _poppler("pdfinfo", pdf, "-struct-text", "-")


def tags_of(pdf: bytes) -> list[str]:
    """Return the tags of a file in the order in which they are read."""
    lines = (line.split() for line in _poppler("pdfinfo", pdf, "-struct", "-").splitlines())
    return [line[0].rstrip(":") for line in lines if line and line[0][0] != "/"]


def fonts_of(pdf: bytes) -> list[list[str]]:
    """Return the lines of `pdffonts`, cut at the spaces."""
    return [line.split() for line in _poppler("pdffonts", pdf, "-").splitlines()[2:]]
