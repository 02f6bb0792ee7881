"""The choice of the départements on the command line: figures, weights, additions, list, note."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.errors import AppError
from commission_app.texts import count_fr
from commission_app.workflow.preparation.departements import stage_one, stage_one_import
from commission_app.workflow.preparation.departements.stage_one_import import ReadTable
from commission_app.workflow.preparation.departements.stage_one_note import print_stage_one, way_words
from commission_app.workflow.preparation.departements.stage_one_views import (
    METHODS,
    DepartementRow,
    StageOneView,
)

WAYS = {"high": True, "low": False}
ZEROS = {"missing": True, "figure": False}


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `stage-one` with its gestures."""
    parser = commands.add_parser("stage-one", help="choisir les départements sur des indicateurs publiés")
    gestures = parser.add_subparsers(title="gestes", metavar="GESTE", required=True)
    one = gestures.add_parser("show", parents=[common], help="dire où en est le choix")
    one.add_argument("--all", action="store_true", help="tous les départements, retenus ou non")
    one.set_defaults(run=_show)
    one = gestures.add_parser("set", parents=[common], help="changer le nombre, l’année ou les poids")
    one.add_argument("--seats", type=int, metavar="N", help="départements à retenir")
    one.add_argument("--year", metavar="ANNÉE", help="année des chiffres publiés")
    one.add_argument(
        "--conditions", type=int, metavar="N", help="indicateurs sur lesquels dépasser la médiane ; 0 : aucun"
    )
    one.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="INDICATEUR=POIDS",
        help="poids d’un indicateur, rien pour ne pas l’utiliser ; l’option se répète",
    )
    one.set_defaults(run=_set)
    one = gestures.add_parser("retain", parents=[common], help="retenir la liste pour la campagne")
    one.set_defaults(run=_retain)
    one = gestures.add_parser("note", parents=[common], help="écrire la note en PDF")
    one.add_argument("file", type=Path, metavar="FICHIER", help="fichier PDF à écrire")
    one.set_defaults(run=_note)
    _add_import(gestures, common)
    _add_additions(gestures, common)


def _add_import(gestures: Commands, common: FrenchParser) -> None:
    one = gestures.add_parser("import", parents=[common], help="importer des indicateurs d’un tableau")
    one.add_argument("file", type=Path, metavar="TABLEAU", help="tableau XLSX, ODS ou CSV")
    one.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="TITRE=high|low",
        help="colonne à prendre, et ce qui est prioritaire ; sans elle, dire ce que le tableau contient",
    )
    one.add_argument(
        "--zero",
        action="append",
        default=[],
        metavar="TITRE=missing|figure",
        help="ce que veut dire zéro dans une colonne",
    )
    one.set_defaults(run=_import)
    one = gestures.add_parser("forget", parents=[common], help="retirer un indicateur importé")
    one.add_argument("indicator", metavar="INDICATEUR", help="identifiant donné par « show »")
    one.set_defaults(run=_change, do=lambda s, c: stage_one_import.forget_indicator(s, c.indicator))


def _add_additions(gestures: Commands, common: FrenchParser) -> None:
    one = gestures.add_parser("add", parents=[common], help="ajouter un département, avec un motif")
    one.add_argument("code", metavar="CODE", help="code du département")
    one.add_argument("--name", required=True, metavar="NOM", help="qui le décide")
    one.add_argument("--reason", required=True, metavar="MOTIF", help="motif de la décision")
    one.set_defaults(run=_change, do=lambda s, c: stage_one.add_departement(s, c.code, c.name, c.reason))
    one = gestures.add_parser("take-back", parents=[common], help="retirer un ajout")
    one.add_argument("code", metavar="CODE", help="code du département")
    one.set_defaults(run=_change, do=lambda s, c: stage_one.take_back(s, c.code))


def _show(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        view = stage_one.stage_one(session)
    _tell(view, terminal, every=choice.all)


def _set(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session, session.database.transaction():
        stage_one.change_rules(
            session, seats=choice.seats, year=choice.year, conditions_min=choice.conditions
        )
        for pair in choice.weight:
            indicator, _, weight = pair.partition("=")
            stage_one.weigh(session, indicator, weight)
        view = stage_one.stage_one(session)
    _tell(view, terminal)


def _import(choice: argparse.Namespace, terminal: Terminal) -> int:
    """Import the columns asked for; without any, say what the table holds and keep nothing."""
    zeros = {title: ZEROS.get(said) for title, _, said in (pair.rpartition("=") for pair in choice.zero)}
    picks = [
        stage_one_import.Pick(title, WAYS[way], zeros.get(title))
        for title, _, way in (pair.rpartition("=") for pair in choice.column)
        if way in WAYS
    ]
    with secretariat(choice) as session:
        table = stage_one_import.read_indicators(choice.file, terminal.progress)
        _tell_table(table, terminal)
        if len(picks) < len(choice.column):
            raise AppError("DEP-18", detail="le sens d’une colonne est high ou low")
        if picks:
            stage_one_import.take_columns(session, table, picks)
        view = stage_one.stage_one(session)
    if picks:
        _tell(view, terminal)
    else:
        terminal.result(_table_document(table))
    return int(bool(table.problems))


def _change(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Do the one gesture of a command, and tell the choice as it then stands."""
    with secretariat(choice) as session:
        choice.do(session, choice)
        view = stage_one.stage_one(session)
    _tell(view, terminal)


def _retain(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        view = stage_one.retain(session)
    _tell(view, terminal)


def _note(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        file = print_stage_one(session, choice.file)
    terminal.say(str(file))
    terminal.result({"file": str(file)})


def _tell(view: StageOneView, terminal: Terminal, *, every: bool = False) -> None:
    terminal.say(view.summary)
    for method in METHODS:
        terminal.say(f"  {method.short} : {method.sentence}")
    for line in view.indicators:
        weight = f"poids {line.weight}" if line.is_used else "non utilisé"
        known, way = count_fr(line.known, "chiffre"), way_words(line.high_first)
        terminal.say(f"  {line.id} : {line.title}, {way}, {weight}, {known}")
    for row in view.rows:
        if every or row.is_retained:
            terminal.say(_row_words(row))
    if view.retained is not None:
        terminal.say("Liste retenue." if view.is_current else "Liste retenue, puis le calcul a changé.")
    terminal.result(_document(view))


def _row_words(row: DepartementRow) -> str:
    ranks = " ".join("—" if rank is None else str(rank) for rank in row.methods)
    moves = f" ; {row.without_words}" if row.without_words else ""
    missing = f" ; non publié : {', '.join(row.missing)}" if row.missing else ""
    return f"  {row.code} {row.name} : {ranks} ; {row.state_words}{moves}{missing}"


def _tell_table(table: ReadTable, terminal: Terminal) -> None:
    for said in (*table.problems, *table.notes):
        terminal.say(said)
    for column in table.columns:
        zeros = count_fr(column.zeros, "zéro")
        terminal.say(f"  « {column.title} » : {count_fr(column.known, 'chiffre')}, dont {zeros}")
        for said in column.problems:
            terminal.say(f"    {said}")


def _table_document(table: ReadTable) -> dict[str, object]:
    return {
        "problems": list(table.problems),
        "notes": list(table.notes),
        "columns": {
            column.title: {"problems": list(column.problems), "zeros": column.zeros}
            for column in table.columns
        },
    }


def _document(view: StageOneView) -> dict[str, object]:
    return {
        "summary": view.summary,
        "seats": view.seats,
        "year": view.year,
        "conditions": view.conditions_min,
        "codes": list(view.codes),
        "retained": None if view.retained is None else list(view.retained.codes),
        "current": view.is_current,
        "digest": view.digest,
        "indicators": {line.id: line.weight for line in view.indicators},
        "departements": [
            {
                "code": row.code,
                "rank": row.rank,
                "methods": {one.id: rank for one, rank in zip(METHODS, row.methods, strict=True)},
                "agreeing": row.agreeing,
                "enters_without": list(row.entering),
                "leaves_without": list(row.leaving),
                "missing": list(row.missing),
                "state": row.state.value,
                "added": row.addition is not None,
            }
            for row in view.rows
        ],
    }
