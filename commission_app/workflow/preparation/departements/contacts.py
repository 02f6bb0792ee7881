"""What a secretariat brings about territories: priority basins of the schémas départementaux, e-mails."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from commission_app.dossiers.territory_table import TerritoryTable, read_territory_table
from commission_app.errors import AppError
from commission_app.workflow.preparation.candidacies.eligibility_file import read_rules
from commission_app.workflow.preparation.departements.invitations import NOTHING, places_known, without_empty
from commission_app.workflow.preparation.departements.invitations_file import (
    TerritoryFile,
    read_territories,
    write_territories,
)
from commission_app.workflow.preparation.departements.stage_one_import import told
from commission_app.workflow.preparation.departements.table_file import read_table
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class ReadContacts:
    """A table that was read, with everything to know before any of it is kept."""

    table: TerritoryTable = field(repr=False)
    basins: int
    emails: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def read_contacts(session: SecretariatSession, file: Path, progress: Progress) -> ReadContacts:
    """Read a table of basins or addresses; nothing is kept. DEP-14, INV-02, IDX-29 to IDX-32."""
    table = read_territory_table(read_table(file, progress), file.name, places_known(session))
    return ReadContacts(table, len(table.basins), len(table.emails), told(table.problems), told(table.notes))


def take_contacts(session: SecretariatSession, read: ReadContacts) -> None:
    """Keep the basins and the addresses of a table, all or none. Raises its first problem.

    A column that the table has replaces what was kept in the départements it speaks of and in those of the
    campaign: a territory that it does not name is in no basin.
    """
    table = read.table
    for problem in table.problems:
        raise AppError(problem.code, **problem.facts)
    places = places_known(session)
    found = ((code, places.of_code(code)) for code in {*table.basins, *table.emails})
    owners = {code: place.departement for code, place in found if place is not None}
    concerned = {*owners.values(), *read_rules(session.database).departements}
    with session.database.transaction():
        for departement in sorted(concerned):
            kept = read_territories(session.database, (departement,))
            named = {code for code, own in owners.items() if own == departement}
            changed = {code: _with_contacts(kept.get(code, NOTHING), code, table) for code in {*kept, *named}}
            write_territories(session.database, departement, without_empty(changed))
        counts = {"basins": read.basins, "emails": read.emails}
        session.log("contacts_imported", {"file": table.name, **counts})


def _with_contacts(kept: TerritoryFile, code: str, table: TerritoryTable) -> TerritoryFile:
    basin = table.basins.get(code, "") if table.basins else kept.basin
    email = table.emails.get(code, "") if table.emails else kept.email
    return msgspec.structs.replace(kept, basin=basin, email=email)
