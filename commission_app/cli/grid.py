"""Commands of the grid: shown, written as a file, read from one, frozen, replaced by a new version."""

import argparse
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.texts import count_fr, date_time_fr, exact_fr
from commission_app.workflow.preparation.grid import grid_versions
from commission_app.workflow.preparation.grid.grid_draft import change_grid, read_grid, write_grid
from commission_app.workflow.preparation.grid.grid_versions import Consequences, GridView


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add `grid …`."""
    group = commands.add_parser("grid", help="grille : montrer, exporter, importer, figer, remplacer")
    kinds = group.add_subparsers(required=True)
    parser = kinds.add_parser("show", parents=[common], help="montrer la grille et ses versions")
    parser.set_defaults(run=show)
    parser = kinds.add_parser("export", parents=[common], help="écrire la grille dans un fichier")
    parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier à écrire")
    parser.set_defaults(run=export)
    parser = kinds.add_parser("import", parents=[common], help="lire la grille dans un fichier")
    parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier à lire")
    parser.set_defaults(run=take)
    parser = kinds.add_parser("freeze", parents=[common], help="figer la grille et ses règles")
    parser.set_defaults(run=freeze)
    words = "remplacer la grille figée par une nouvelle version, par un acte motivé"
    parser = kinds.add_parser("replace", parents=[common], help=words)
    parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier de la nouvelle version")
    parser.add_argument("--author", required=True, metavar="NOM", help="qui décide")
    parser.add_argument("--reason", required=True, metavar="MOTIF", help="motif de la nouvelle version")
    parser.add_argument("--dry-run", action="store_true", help="dire ce qui changerait, sans rien changer")
    parser.set_defaults(run=replace)


def show(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Show the grid."""
    with secretariat(choice) as session:
        _say(grid_versions.grid_view(session), terminal)


def export(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Write the grid as a file."""
    with secretariat(choice) as session:
        write_grid(grid_versions.grid_view(session).grid, choice.file)
    terminal.say(str(choice.file))
    terminal.result({"file": str(choice.file)})


def take(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Read the grid from a file, before it is frozen or for the version in preparation."""
    with secretariat(choice) as session:
        change_grid(session, read_grid(choice.file))
        _say(grid_versions.grid_view(session), terminal)


def freeze(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Freeze the grid."""
    with secretariat(choice) as session:
        _say(grid_versions.freeze(session), terminal)


def replace(choice: argparse.Namespace, terminal: Terminal) -> None:
    """Tell what a new version changes, then put it in force."""
    grid = read_grid(choice.file)
    with secretariat(choice) as session:
        grid_versions.prepare_version(session, grid)
        try:
            _say_consequences(grid_versions.consequences(session), terminal)
            if choice.dry_run:
                _say(grid_versions.abandon_version(session), terminal)
            else:
                _say(grid_versions.replace_grid(session, choice.author, choice.reason), terminal)
        except BaseException:  # no version in preparation is left, that this command alone knew of
            grid_versions.abandon_version(session)
            raise


def _say_consequences(told: Consequences, terminal: Terminal) -> None:
    for change in told.changes:
        terminal.say(f"{change.title} : {change.outcome}" if change.outcome else change.title)
        for line in change.lines:
            terminal.say(f"   {line}")
    for line in told.lines:
        terminal.say(line)


def _say(view: GridView, terminal: Terminal) -> None:
    grid = view.grid
    terminal.say(f"{grid.title}, version {grid.version} : poids {exact_fr(view.weights)} sur 100.")
    for section in grid.sections:
        criteria = count_fr(len(section.criteria), "critère")
        terminal.say(f"   {section.label} : {criteria}, poids {exact_fr(section.weight)}")
    for version in view.versions:
        why = f" par {version.author}, motif : « {version.reason} »" if version.author else ""
        terminal.say(f"Version {version.number} figée le {date_time_fr(version.at)}{why}.")
        terminal.say(f"   {version.sha512}")
    terminal.result(
        {
            "state": view.state.value,
            "version": grid.version,
            "weights": str(view.weights),
            "criteria": [criterion.id for criterion in grid.criteria],
            "versions": [
                {"number": each.number, "sha512": each.sha512, "author": each.author, "reason": each.reason}
                for each in view.versions
            ],
        }
    )
