"""What the window « Départements et invitations » asks of the workflow, bound to one session."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from commission_app.ui.tasks import Report
from commission_app.workflow.preparation.departements import (
    contacts,
    invitation_papers,
    invitations,
    stage_one,
    stage_one_import,
    stage_one_note,
)
from commission_app.workflow.preparation.departements.contacts import ReadContacts
from commission_app.workflow.preparation.departements.invitations import InvitationsView
from commission_app.workflow.preparation.departements.stage_one_import import Pick, ReadTable
from commission_app.workflow.preparation.departements.stage_one_views import StageOneView
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class StageOneVerbs:
    """The choice. Each writes at once; reading a table is long, for it starts the reading process."""

    view: Callable[[], StageOneView]
    seats: Callable[[int], None]
    year: Callable[[str], None]
    conditions: Callable[[int], None]
    weigh: Callable[[str, str], None]
    read: Callable[[Path, Report], ReadTable]
    take: Callable[[ReadTable, Sequence[Pick]], None]
    forget: Callable[[str], None]
    add: Callable[[str, str, str], None]
    take_back: Callable[[str], None]
    retain: Callable[[], StageOneView]
    note: Callable[[Path], Path]


@dataclass(frozen=True)
class InvitationsVerbs:
    """The invitations. A day of None takes the former one back."""

    view: Callable[[], InvitationsView]
    invited: Callable[[Collection[str], date | None], None]
    answered: Callable[[Collection[str], date | None], None]
    letter: Callable[[str, str], None]
    read: Callable[[Path, Report], ReadContacts]
    take: Callable[[ReadContacts], None]
    export: Callable[[Collection[str], Path, Report], Path]
    letters: Callable[[Collection[str], Path, Report], tuple[Path, ...]]
    today: Callable[[], date]


def stage_one_verbs(session: SecretariatSession) -> StageOneVerbs:
    """Bind the verbs of the choice."""
    return StageOneVerbs(
        partial(stage_one.stage_one, session),
        lambda seats: stage_one.change_rules(session, seats=seats),
        lambda year: stage_one.change_rules(session, year=year),
        lambda count: stage_one.change_rules(session, conditions_min=count),
        partial(stage_one.weigh, session),
        stage_one_import.read_indicators,
        partial(stage_one_import.take_columns, session),
        partial(stage_one_import.forget_indicator, session),
        partial(stage_one.add_departement, session),
        partial(stage_one.take_back, session),
        partial(stage_one.retain, session),
        partial(stage_one_note.print_stage_one, session),
    )


def invitations_verbs(session: SecretariatSession) -> InvitationsVerbs:
    """Bind the verbs of the invitations."""

    def export(codes: Collection[str], file: Path, report: Report) -> Path:
        report(0, 0, file.name)
        return invitation_papers.export_list(session, codes, file)

    return InvitationsVerbs(
        partial(invitations.invitations, session),
        partial(invitations.say_invited, session),
        partial(invitations.say_answered, session),
        partial(invitations.write_letter_details, session),
        partial(contacts.read_contacts, session),
        partial(contacts.take_contacts, session),
        export,
        partial(invitation_papers.print_invitations, session),
        lambda: session.desk.now().date(),
    )
