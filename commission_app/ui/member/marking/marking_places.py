"""What « Aller à… » finds in a member's lot: dossiers, criteria of the open one, pieces of all of them."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.scoring.sheet import Sheet
from commission_app.texts import count_fr
from commission_app.ui.departement_names import departement_fr
from commission_app.ui.destinations import Destination, Kind
from commission_app.workflow.member.views import BundleView


def marking_places(
    bundle: BundleView,
    sheet: Sheet,
    show_dossier: Callable[[DossierId], object],
    show_criterion: Callable[[CriterionId], object],
    show_piece: Callable[[DossierId, PiecePath], object],
) -> Iterator[Destination]:
    """Yield every place; the pieces of a dossier left aside are not shown any more."""
    tr = QCoreApplication.translate
    numbered = tr("Palette", "Dossier {position} · {departement} · {pieces}")
    for item in bundle.dossiers:
        dossier = item.dossier
        detail = numbered.format(
            position=item.position,
            departement=departement_fr(dossier.territory.departement),
            pieces=count_fr(len(dossier.pieces), tr("Palette", "pièce")),
        )
        yield Destination(Kind.DOSSIER, dossier.territory.name, detail, partial(show_dossier, dossier.id))
    for section in bundle.grid.sections:
        for criterion in section.criteria:
            show = partial(show_criterion, criterion.id)
            detail = tr("Palette", "Critère · {section}").format(section=section.label)
            yield Destination(Kind.CRITERION, criterion.label, detail, show, criterion.id)
    detail, page = tr("Palette", "Pièce · {territory} · {pages}"), tr("Palette", "page")
    for item in bundle.dossiers:
        if item.dossier.id not in sheet.recused:
            for piece in item.dossier.pieces:
                pages = count_fr(piece.pages, page)
                where = detail.format(territory=item.dossier.territory.name, pages=pages)
                show = partial(show_piece, item.dossier.id, piece.path)
                yield Destination(Kind.PIECE, piece.title, where, show)
