"""The text of a scanned letter, recognised by Tesseract page by page and laid invisible over its copy."""

from dataclasses import replace

from commission_app.dossiers.outside_programs import recognised
from commission_app.reader.client import ImportedPiece, PageImage
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker, Tick

PAGES_LIMIT = 30  # of one letter
WIDTH_PX = 2_000  # of a page: 240 dots an inch on an A4
PAGE_INCHES = 8.27


def with_recognised_text(
    worker: PatientWorker, command: str, imported: ImportedPiece, file: str, tick: Tick
) -> ImportedPiece | None:
    """Return a viewing copy with its recognised text, None when nothing was read on any page."""
    worker.ask(lambda asked: asked.open(imported.copy), file, tick)
    layers = []
    for page in range(1, min(imported.pages, PAGES_LIMIT) + 1):
        image = _page(worker, page, file, tick)
        layer = recognised(command, grey_map(image), round(image.width / PAGE_INCHES), tick)
        if not layer:
            return None
        layers.append(layer)
    copy = worker.ask(lambda asked: asked.add_text(imported.copy, layers), file, tick)
    view = worker.ask(lambda asked: asked.open(copy), file, tick)
    return replace(imported, copy=copy) if view.has_text and len(view.pages) == imported.pages else None


def grey_map(image: PageImage) -> bytes:
    """Return a page as a portable grey map: of black on white, the green points tell enough."""
    lines = (
        image.pixels[line * image.stride + 1 : line * image.stride + 4 * image.width : 4]
        for line in range(image.height)
    )
    return b"P5 %d %d 255\n" % (image.width, image.height) + b"".join(lines)


def _page(worker: PatientWorker, page: int, file: str, tick: Tick) -> PageImage:
    return worker.ask(lambda asked: asked.page_image(page, WIDTH_PX), file, tick)
