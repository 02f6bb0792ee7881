"""What « Réglages » and « Personnes » ask of the workflow, bound to one session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from commission_app.scoring.ids import InstitutionId, MemberId
from commission_app.workflow.preparation.settings import people, setting_values
from commission_app.workflow.preparation.settings.people import People, PeopleView
from commission_app.workflow.preparation.settings.setting_values import SettingsView
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class SettingsVerbs:
    """Every function blocks: the page calls them on the store lane."""

    view: Callable[[], SettingsView]
    change: Callable[[str, str], str]  # key and what is typed; returns what it was


@dataclass(frozen=True)
class PeopleVerbs:
    """Each change returns who was there before, which `restore` puts back."""

    view: Callable[[], PeopleView]
    restore: Callable[[People], None]
    add_institution: Callable[[str, str], People]
    rename_institution: Callable[[InstitutionId, str], People]
    remove_institution: Callable[[InstitutionId], People]
    add_member: Callable[[str, InstitutionId, MemberId | None], People]
    rename_member: Callable[[MemberId, str], People]
    remove_member: Callable[[MemberId], People]


def settings_verbs(session: SecretariatSession) -> SettingsVerbs:
    """Bind the verbs of the settings."""
    return SettingsVerbs(
        partial(setting_values.settings_view, session), partial(setting_values.change_setting, session)
    )


def people_verbs(session: SecretariatSession) -> PeopleVerbs:
    """Bind the verbs of the people."""
    return PeopleVerbs(
        partial(people.people_view, session),
        partial(people.restore_people, session),
        partial(people.add_institution, session),
        partial(people.rename_institution, session),
        partial(people.remove_institution, session),
        partial(people.add_member, session),
        partial(people.rename_member, session),
        partial(people.remove_member, session),
    )
