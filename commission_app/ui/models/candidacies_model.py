"""The candidacies of a campaign for the secretariat: who, where, and the five pieces that are looked for."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import count_fr, folded, typeset
from commission_app.ui.departement_names import departement_fr
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.secretariat.dossiers_view import (
    DossierLine,
    EligibilityState,
    Finances,
    FinancesState,
    Presence,
)


class CandidaciesColumn(IntEnum):
    """The columns, in order; those of the pieces follow one another."""

    NUMBER = 0
    TERRITORY = 1
    KIND = 2
    DEPARTEMENT = 3
    DENSITY = 4
    INTENTION = 5
    CAF = 6
    BUDGET = 7
    COUNCIL = 8
    ANNEXE = 9
    ELIGIBILITY = 10
    FINANCES = 11
    RAPPORTEUR = 12


PIECES = range(CandidaciesColumn.INTENTION, CandidaciesColumn.ANNEXE + 1)


def presence_words(presence: Presence) -> str:
    """Return what a box of the pieces says, in words."""
    tr = QCoreApplication.translate
    words = {
        Presence.PRESENT: tr("CandidaciesModel", "présente"),
        Presence.DOUBTFUL: tr("CandidaciesModel", "présente, numérisée"),
        Presence.ABSENT: tr("CandidaciesModel", "absente, obligatoire"),
        Presence.NONE: tr("CandidaciesModel", "absente, facultative"),
    }
    return words[presence]


def piece_names() -> tuple[str, ...]:
    """Return the whole names of the columns of pieces."""
    tr = QCoreApplication.translate
    return (
        tr("CandidaciesModel", "Lettre d’intention"),
        tr("CandidaciesModel", "Lettre de la CAF"),
        tr("CandidaciesModel", "Budget"),
        tr("CandidaciesModel", "Département"),
        tr("CandidaciesModel", "Annexes"),
    )


def eligibility_words(state: EligibilityState) -> str:
    """Return the short word of a conclusion: « À compléter »."""
    return state.conclusion.value.capitalize()


def finances_words(state: FinancesState) -> str:
    """Return the short word of the figures: « 2 points », « 1 écart », « Cohérent », « À saisir »."""
    tr = QCoreApplication.translate
    words = {
        Finances.BLANK: tr("CandidaciesModel", "À saisir"),
        Finances.FINE: tr("CandidaciesModel", "Cohérent"),
        Finances.POINTS: count_fr(state.count, tr("CandidaciesModel", "point")),
        Finances.GAPS: count_fr(state.count, tr("CandidaciesModel", "écart")),
    }
    return words[state.kind]


def sentence(line: DossierLine) -> str:
    """Return all that a row says, for a screen reader."""
    place = ", ".join((line.kind, departement_fr(line.departement), line.density))
    pieces = ", ".join(
        f"{name} {presence_words(presence)}"
        for name, presence in zip(piece_names(), line.presence, strict=True)
    )
    tr = QCoreApplication.translate
    states = tr("CandidaciesModel", "Recevabilité : {eligibility}{settled}. Finances : {finances}.").format(
        eligibility=line.eligibility.conclusion.value,
        settled="" if line.eligibility.is_settled else tr("CandidaciesModel", ", proposition à arrêter"),
        finances=finances_words(line.finances).lower(),
    )
    said = f"{line.territory}, {place}. {pieces}. {states}"
    if line.rapporteur:
        said += tr("CandidaciesModel", " Rapporteur : {name}.").format(name=line.rapporteur)
    return typeset(f"{said} {line.remark}." if line.remark else said)


def search_texts(lines: Sequence[DossierLine]) -> list[str]:
    """Return what each row is searched by; folded together, which is many times quicker than one by one."""
    texts = (
        f"{line.number} {line.territory} {line.title} {departement_fr(line.departement)} {line.kind}"
        f" {line.rapporteur}"
        for line in lines
    )
    return folded("\n".join(" ".join(text.split()) for text in texts)).split("\n")


class CandidaciesModel(TableModel[DossierLine]):
    """Rows are `DossierLine`."""

    def __init__(self) -> None:
        tr = QCoreApplication.translate
        short = (
            tr("CandidaciesModel", "LI"),
            tr("CandidaciesModel", "CAF"),
            tr("CandidaciesModel", "Bud."),
            tr("CandidaciesModel", "Dép."),
            tr("CandidaciesModel", "Ann."),
        )
        super().__init__(
            (
                Column(
                    tr("CandidaciesModel", "N°"),
                    lambda line: str(line.number),
                    lambda line: line.number,
                    sentence,
                    is_number=True,
                ),
                Column(
                    tr("CandidaciesModel", "Territoire"),
                    lambda line: line.territory,
                    lambda line: line.territory,
                    sentence,
                ),
                Column(tr("CandidaciesModel", "Porteur"), _kind, _kind, sentence),
                Column(
                    tr("CandidaciesModel", "Département"),
                    lambda line: departement_fr(line.departement),
                    lambda line: line.departement,
                    sentence,
                ),
                Column(tr("CandidaciesModel", "Milieu"), _density, _density, sentence),
                *(
                    _piece_column(place, title, name)
                    for place, (title, name) in enumerate(zip(short, piece_names(), strict=True))
                ),
                *_state_columns(),
            )
        )


def _state_columns() -> tuple[Column[DossierLine], ...]:
    """Return what was made of the dossier, in short words."""
    tr = QCoreApplication.translate
    texts: tuple[tuple[str, Callable[[DossierLine], str]], ...] = (
        (tr("CandidaciesModel", "Recevabilité"), lambda line: eligibility_words(line.eligibility)),
        (tr("CandidaciesModel", "Finances"), lambda line: finances_words(line.finances)),
        (tr("CandidaciesModel", "Rapporteur"), lambda line: line.rapporteur),
    )
    return tuple(Column(title, text, text, sentence) for title, text in texts)


def _piece_column(place: int, title: str, name: str) -> Column[DossierLine]:
    def said(line: DossierLine) -> str:
        return f"{name} {presence_words(line.presence[place])}"

    return Column(title, said, lambda line: line.presence[place].value, said, tooltip=name)


def _kind(line: DossierLine) -> str:
    return line.kind[:1].upper() + line.kind[1:]


def _density(line: DossierLine) -> str:
    return line.density[:1].upper() + line.density[1:]
