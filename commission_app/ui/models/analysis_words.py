"""The words of the analysis: what was counted, in neutral sentences, and never a chance."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.zones import Zone
from commission_app.texts import count_fr, decimal_fr, integer_fr, list_fr, noun_fr, ordinal_fr, typeset
from commission_app.ui.models.ranking_words import distance_text
from commission_app.workflow.deliberation.analysis_views import (
    Agreement,
    Analysis,
    HeldDossier,
    PlacedDossier,
    ReaderFigures,
)

WAITING = "…"
ABSENT = "—"


def percent_text(share: Fraction) -> str:
    """Return a share in whole per cent; what is not quite all or nothing is not written as such."""
    tr = QCoreApplication.translate
    if 0 < share < Fraction(1, 100):
        return tr("Analysis", "moins de 1\N{NO-BREAK SPACE}%")
    if Fraction(99, 100) < share < 1:
        return tr("Analysis", "plus de 99\N{NO-BREAK SPACE}%")
    return f"{decimal_fr(100 * share, 0)}\N{NO-BREAK SPACE}%"


def ranks_text(best: int, worst: int) -> str:
    """Return an interval of ranks: « 4 », « 7 à 15 »."""
    tr = QCoreApplication.translate
    return str(best) if best == worst else tr("Analysis", "{best} à {worst}").format(best=best, worst=worst)


def zone_text(zone: Zone, seats: int) -> str:
    """Return what a zone is called in the table."""
    tr = QCoreApplication.translate
    return {
        Zone.SAFE: tr("Analysis", "dans les {seats}").format(seats=seats),
        Zone.OPEN: tr("Analysis", "à débattre"),
        Zone.OUT: tr("Analysis", "au-delà"),
    }[zone]


def zones_sentence(analysis: Analysis, seats: int) -> str:
    """Return how many dossiers the deliberation does not hang on, and how many it does."""
    tr = QCoreApplication.translate
    noun = tr("Analysis", "dossier")
    inside, outside, between = (analysis.count(zone) for zone in (Zone.SAFE, Zone.OUT, Zone.OPEN))
    words = tr(
        "Analysis",
        "Quel que soit le lecteur retiré, et pour tous les poids à ±{rho}\N{NO-BREAK SPACE}% près : {inside} "
        "dans les {seats}, {outside} au-delà.",
    )
    depends = tr("Analysis", "Cela dépend de l’un ou de l’autre pour {between}.")
    said = words.format(
        rho=decimal_fr(100 * analysis.rho, 0),
        seats=seats,
        inside=count_fr(inside, noun),
        outside=count_fr(outside, noun),
    )
    rest = (
        depends.format(between=count_fr(between, noun)) if between else tr("Analysis", "Aucun n’en dépend.")
    )
    return typeset(f"{said} {rest}")


def draws_text(analysis: Analysis) -> str:
    """Return what the draws were made with, so that anybody can make them again."""
    words = QCoreApplication.translate(
        "Analysis", "{draws} pondérations tirées à ±{rho}\N{NO-BREAK SPACE}% · graine {seed}"
    )
    rho = decimal_fr(100 * analysis.rho, 0)
    return words.format(draws=integer_fr(analysis.draws), rho=rho, seed=analysis.seed)


def without_reader_sentence(row: PlacedDossier, held: HeldDossier, seats: int) -> str:
    """Return what removing one reader changes for a dossier."""
    tr = QCoreApplication.translate
    is_inside = row.rank <= seats
    if held.movers and is_inside:
        words = tr("Analysis", "Sans les notes de {readers}, ce dossier sort des {seats}.")
    elif held.movers:
        words = tr("Analysis", "Sans les notes de {readers}, ce dossier entre dans les {seats}.")
    elif is_inside:
        words = tr("Analysis", "Quel que soit le lecteur retiré, ce dossier reste dans les {seats}.")
    else:
        words = tr("Analysis", "Quel que soit le lecteur retiré, ce dossier reste au-delà des {seats}.")
    readers = _or_list(held.movers)
    return f"{words.format(readers=readers, seats=seats)} {_range(held.without.best, held.without.worst)}"


def weights_sentence(held: HeldDossier, rho: Fraction) -> str:
    """Return what weights near the published ones change for a dossier, exact or not yet."""
    tr = QCoreApplication.translate
    if held.is_exact:
        words = tr("Analysis", "Pour tous les poids à ±{rho}\N{NO-BREAK SPACE}% près : {range}")
    else:
        words = tr(
            "Analysis",
            "Pour tous les poids à ±{rho}\N{NO-BREAK SPACE}% près, son rang ne sort pas de {best} à {worst}.",
        )
    found = _lower(_range(held.best, held.worst))
    percent = decimal_fr(100 * rho, 0)
    return typeset(words.format(rho=percent, range=found, best=held.best, worst=held.worst))


def share_title(seats: int, rho: Fraction) -> str:
    """Return the settled name of the share."""
    words = QCoreApplication.translate(
        "Analysis",
        "Part des pondérations voisines (±{rho}\N{NO-BREAK SPACE}%) où le dossier est dans les {seats}",
    )
    return words.format(rho=decimal_fr(100 * rho, 0), seats=seats)


def effect_text(reader: ReaderFigures) -> str:
    """Return where a reader stands from the group on the same dossiers."""
    return ABSENT if reader.effect is None else distance_text(reader.effect)


def without_text(reader: ReaderFigures) -> str:
    """Return who enters and leaves the seats without a reader."""
    tr = QCoreApplication.translate
    verbs = (
        (reader.entering, tr("Analysis", "entre"), tr("Analysis", "entrent")),
        (reader.leaving, tr("Analysis", "sort"), tr("Analysis", "sortent")),
    )
    parts = [
        f"{noun_fr(len(names), one, several)} : {list_fr(names)}" for names, one, several in verbs if names
    ]
    return typeset(" ; ".join(parts)) or tr("Analysis", "les places ne changent pas")


def coefficient_text(value: Fraction | None) -> str:
    """Return a coefficient with two decimals, or that it is not defined."""
    return ABSENT if value is None else decimal_fr(value, 2)


def agreement_sentences(found: Agreement) -> tuple[str, ...]:
    """Return the agreement of the totals in sentences, without a verdict."""
    tr = QCoreApplication.translate
    if found.alpha is None or found.gap_same is None or found.gap_any is None:
        return (
            tr("Analysis", "Non défini : il faut deux totaux au moins sur un même dossier, et qui varient."),
        )
    said = [
        tr(
            "Analysis",
            "Alpha de Krippendorff sur {totals} de {dossiers}. 1 : les totaux d’un même dossier sont égaux ; "
            "0 : ils ne sont pas plus proches que des totaux pris au hasard.",
        ).format(
            totals=count_fr(found.totals, tr("Analysis", "total"), tr("Analysis", "totaux")),
            dossiers=count_fr(found.dossiers, tr("Analysis", "dossier")),
        ),
        tr(
            "Analysis",
            "Deux lecteurs pris au hasard sur un dossier sont en moyenne à {same} points l’un de l’autre ; "
            "deux totaux pris au hasard parmi tous, à {any} points.",
        ).format(same=decimal_fr(found.gap_same), any=decimal_fr(found.gap_any)),
    ]
    if found.readers_for_080 is not None:
        words = tr(
            "Analysis", "Pour que la moyenne d’un dossier ait une fiabilité de 0,80, il faut {readers}."
        )
        said.append(words.format(readers=count_fr(found.readers_for_080, tr("Analysis", "lecteur"))))
    return tuple(map(typeset, (*said, *_common_sentences(found))))


def _common_sentences(found: Agreement) -> Sequence[str]:
    tr = QCoreApplication.translate
    if found.common is None:
        return ()
    words = tr(
        "Analysis",
        "Sur les {dossiers} lus par les {readers} : W de Kendall {w} (1 : tous les rangent dans le même "
        "ordre) ; corrélation intraclasse {agreement} en comptant les écarts de niveau entre lecteurs, "
        "{consistency} sans eux.",
    )
    common = found.common
    return (
        words.format(
            dossiers=count_fr(common.dossiers, tr("Analysis", "dossier")),
            readers=count_fr(common.readers, tr("Analysis", "membre")),
            w=coefficient_text(common.w),
            agreement=coefficient_text(common.agreement),
            consistency=coefficient_text(common.consistency),
        ),
    )


def _or_list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    last = QCoreApplication.translate("Analysis", "{names} ou {last}")
    return last.format(names=", ".join(names[:-1]), last=names[-1])


def _range(best: int, worst: int) -> str:
    tr = QCoreApplication.translate
    if best == worst:
        return tr("Analysis", "Son rang reste {rank}.").format(rank=ordinal_fr(best))
    words = tr("Analysis", "Son rang va de {best} à {worst}.")
    return words.format(best=best, worst=worst)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
