"""The child process: the only place where a stranger's PDF, image or workbook is parsed.

It answers one request at a time over its standard input and output, writes nothing on the disk, and stops
when the application closes the pipe. It stands above `reader` and `dossiers` and joins them.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, assert_never

import msgspec

from commission_app.errors import AppError
from commission_app.reader import frames, limits, wire
from commission_app.reader.engine import Document

if TYPE_CHECKING:
    from commission_app.dossiers.containers import Container
    from commission_app.dossiers.viewing_copy import Glance, Picture

Reply = tuple[object, bytes | memoryview]


def main() -> int:
    """Serve the application until it closes the pipe."""
    requests, answers = _take_pipes()
    limits.apply()
    serve(requests, answers)
    return 0


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every request in turn. What is not foreseen ends the process: the application starts another."""
    desk = ReadingDesk()
    decoder = msgspec.json.Decoder(wire.Request)
    while (frame := frames.read(requests)) is not None:
        limits.live_at_most(limits.ORPHAN_SECONDS)
        try:
            content, payload = desk.answer(decoder.decode(frame.header), frame.payload)
        except AppError as error:
            frames.write(answers, wire.refused(error))
        else:
            frames.write(answers, wire.answered(content), payload)
        limits.live_at_most(0)


class ReadingDesk:
    """What the process keeps between two requests: the document being read."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._received = ReceivingDesk()

    def answer(self, request: wire.Request, payload: bytes) -> Reply:
        """Do what is asked. Raises AppError with the refusals of `reader` and `dossiers`."""
        match request:
            case wire.OpenDocument():
                return self._open(payload, request.password), b""
            case (
                wire.ImportPiece()
                | wire.ReadSheets()
                | wire.ListContents()
                | wire.ReadContained()
                | wire.ExamineFile()
                | wire.AddText()
            ):
                return self._received.answer(request, payload)
            case _:
                return self._read(request)

    def _open(self, data: bytes, password: str | None) -> object:
        if self._document is not None:
            self._document.close()
            self._document = None
        self._document = Document(data, password)
        return self._document.view()

    def _read(self, request: wire.Reading) -> Reply:
        if self._document is None:
            raise AppError("PIE-01")
        if isinstance(request, wire.SearchText):
            return self._document.search(request.query), b""
        page = self._document.page(request.page)
        match request:
            case wire.RenderPage():
                bitmap = page.image(request.width_px, request.rotation)
                picture = wire.Picture(bitmap.width, bitmap.height, bitmap.stride)
                return picture, memoryview(bitmap.buffer).cast("B")
            case wire.ReadText():
                return page.text, b""
            case wire.FindCharacter():
                return wire.Pointed(page.character_at(request.x_pt, request.y_pt, request.reach_pt)), b""
            case wire.MeasureRange():
                return page.range_boxes(request.start, request.count), b""
            case wire.ListLinks():
                return list(page.links()), b""
            case _:
                assert_never(request)


class ReceivingDesk:
    """What comes in. The libraries of `dossiers` take longer to load than a page to show: only here."""

    def __init__(self) -> None:
        self._container: Container | None = None  # kept open: an archive of thousands takes long to open

    def answer(self, request: wire.Receiving, payload: bytes) -> Reply:
        """Do what is asked."""
        match request:
            case wire.ImportPiece():
                return _import_piece(payload, request.name)
            case wire.ReadSheets():
                from commission_app.dossiers.tables import read_sheets

                return read_sheets(payload, request.name), b""
            case wire.ListContents():
                return self._opened(request.path).contents, b""
            case wire.ReadContained():
                return None, self._bytes(request.path, request.number)
            case wire.ExamineFile():
                return self._examine(request), b""
            case wire.AddText():
                from commission_app.dossiers.text_layer import with_text

                return None, with_text(payload, request.sizes)
            case _:
                assert_never(request)

    def _opened(self, path: str) -> "Container":
        from commission_app.dossiers.containers import Container

        if self._container is None or self._container.path != path:
            if self._container is not None:
                self._container.close()
                self._container = None
            self._container = Container(path)
        return self._container

    def _bytes(self, path: str, number: int | None) -> bytes:
        if number is not None:
            return self._opened(path).read(number)
        try:
            with Path(path).open("rb") as file:
                data = file.read(frames.PAYLOAD_LIMIT + 1)
        except OSError as error:
            raise AppError("IDX-20", file=Path(path).name) from error
        if len(data) > frames.PAYLOAD_LIMIT:
            raise AppError("IDX-20", file=Path(path).name)
        return data

    def _examine(self, request: wire.ExamineFile) -> object:
        from commission_app.dossiers.examining import examine

        data = self._bytes(request.path, request.number)
        return examine(data, request.name, _open_pdf, _glance, with_md5=request.with_md5)


def _import_piece(data: bytes, name: str) -> Reply:
    from commission_app.dossiers.viewing_copy import viewing_copy

    copy = viewing_copy(data, name, _glance)
    imported = wire.Imported(copy.kind, copy.pages, copy.text, copy.removed, copy.kept_original)
    return imported, copy.data


def _open_pdf(data: bytes) -> tuple[int, bool]:
    """Count the pages of a PDF that opens, and tell whether it carries its text. PIE-01, PIE-04."""
    document = Document(data)
    try:
        return document.pages, document.has_text(document.pages)
    finally:
        document.close()


def _glance(data: bytes) -> "Glance":
    """Look at a document as a member will see it: its first pages, in small."""
    from commission_app.dossiers.viewing_copy import GLANCED_PAGES, Glance

    document = Document(data)
    try:
        first_pages = range(1, min(document.pages, GLANCED_PAGES) + 1)
        return Glance(
            pages=document.pages,
            has_text=document.has_text(document.pages),
            pictures=tuple(_picture(document, number) for number in first_pages),
        )
    finally:
        document.close()


def _picture(document: Document, number: int) -> "Picture | None":
    from commission_app.dossiers.viewing_copy import GLANCED_WIDTH_PX, Picture

    try:
        bitmap = document.page(number).image(GLANCED_WIDTH_PX, 0)
    except AppError:
        return None
    return Picture(bitmap.width, bitmap.height, bytes(bitmap.buffer))


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes to ourselves: what a library prints must not end up between two frames."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    with open(os.devnull, "r+b", buffering=0) as nowhere:  # noqa: PTH123 - a device, not a file of ours
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    return requests, answers


if __name__ == "__main__":
    sys.exit(main())
