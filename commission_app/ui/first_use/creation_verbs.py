"""What the pages of the secretariat's beginning ask of the workflow, bound to the place of a desk.

What is heavy (encryption, database) is imported at the first call, on a lane.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commission_app.ui.first_use.restoring_page import Wish
from commission_app.ui.tasks import Report
from commission_app.workflow.desk import Desk, DeskCampaign, campaigns

if TYPE_CHECKING:
    from commission_app.workflow.preparation.campaign import NewCampaign
    from commission_app.workflow.preparation.settings.creation import Start


@dataclass(frozen=True)
class CreationVerbs:
    """Every function but `known` blocks: the pages call them on a lane."""

    known: Callable[[Path], tuple[DeskCampaign, ...]]  # the secretariat's campaigns of a folder
    shipped: "Callable[[], tuple[Start, ...]]"
    of_file: "Callable[[Path], Start]"
    of_session: "Callable[[object], Start]"
    typed: "Callable[[Start], dict[str, str]]"
    check: "Callable[[Start, str, str], str]"
    check_place: Callable[[Path], None]
    create: "Callable[[Path, Start, Mapping[str, str], Path], NewCampaign]"
    open: Callable[[Path, DeskCampaign, str | None], object]
    restore: Callable[[Path, Wish, Report], object]
    is_group: "Callable[[NewCampaign, int, str], bool]"
    say_checked: Callable[[object], None]


def creation_verbs(desk_at: Callable[[Path], Desk]) -> CreationVerbs:
    """Bind the verbs to the clock, the randomness and the keyring that a desk is given."""

    def shipped() -> "tuple[Start, ...]":
        from commission_app.workflow.preparation.settings.creation import shipped_starts

        return shipped_starts()

    def of_file(file: Path) -> "Start":
        from commission_app.workflow.preparation.settings.creation import start_of_file

        return start_of_file(file)

    def create(place: Path, start: "Start", typed: Mapping[str, str], under_seal: Path) -> "NewCampaign":
        from commission_app.workflow.preparation.settings.creation import create as made

        return made(desk_at(place), start, typed, under_seal)

    def open_campaign(place: Path, campaign: DeskCampaign, code: str | None) -> object:
        from commission_app.workflow.secretariat.session import open_secretariat

        return open_secretariat(desk_at(place), campaign.id, code)

    def restore(place: Path, wish: Wish, progress: Report) -> object:
        from commission_app.workflow.secretariat.restoring import restore_workspace

        return restore_workspace(
            desk_at(place),
            wish.file,
            wish.code,
            progress,
            contributor=wish.contributor,
            without_damaged=wish.without_damaged,
        )

    return CreationVerbs(
        _known,
        shipped,
        of_file,
        _of_session,
        _typed,
        _check,
        _check_place,
        create,
        open_campaign,
        restore,
        _is_group,
        _say_checked,
    )


def _known(place: Path) -> tuple[DeskCampaign, ...]:
    from commission_app.workflow.desk import personal_desk

    found = campaigns(personal_desk(place, use_keyring=False))
    return tuple(one for one in found if one.side == "secretariat")


def _of_session(session: object) -> "Start":
    from commission_app.workflow.preparation.settings.creation import start_of
    from commission_app.workflow.secretariat.session import SecretariatSession

    if not isinstance(session, SecretariatSession):
        raise TypeError(type(session).__name__)
    return start_of(session)


def _typed(start: "Start") -> dict[str, str]:
    from commission_app.workflow.preparation.settings.creation import typed_identity

    return typed_identity(start)


def _check(start: "Start", key: str, typed: str) -> str:
    from commission_app.workflow.preparation.settings.creation import check_asked

    return check_asked(start, key, typed)


def _check_place(folder: Path) -> None:
    from commission_app.workflow.preparation.settings.creation import check_place

    check_place(folder)


def _is_group(created: "NewCampaign", number: int, typed: str) -> bool:
    from commission_app.workflow.preparation.settings.creation import is_printed_group

    return is_printed_group(created, number, typed)


def _say_checked(session: object) -> None:
    from commission_app.workflow.preparation.settings.creation import say_envelope_checked
    from commission_app.workflow.secretariat.session import SecretariatSession

    if isinstance(session, SecretariatSession):
        say_envelope_checked(session)
