"""How a campaign ends on a desk: the keys are destroyed first, then all that they opened.

The label changes its name before anything else and goes last: an erasure interrupted at any moment is known
for what it is, and erasing again ends it. Outside the campaign's folder, only the volumes of its lots that
wait in the desk go too: what lies elsewhere is told in words.
"""

import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.vault import destroy, destroy_vault, has_session_slot, open_with_keyring
from commission_app.store.rekeying import others_kept_out
from commission_app.workflow.desk import Desk, DeskCampaign, Side, campaigns, half_erased_campaigns
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.volumes import forget_waiting
from commission_app.workflow.receiving.receipts import closing_lines
from commission_app.workflow.secretariat.session import SecretariatSession

ARCHIVED = "archive_written"  # event of the journal
# On the keyboards of an administration, « » are typed " ", and – or — with the key of the dash.
_TYPED = str.maketrans(
    {"’": "'", "–": "-", "—": "-", "«": ' " ', "»": ' " ', "“": ' " ', "”": ' " ', '"': ' " '}
)
_REMINDER = "erasure_reminder"  # setting of a member who put the reminder aside
BY_HAND: dict[Side, tuple[str, ...]] = {
    "member": (
        "La lettre qui porte votre code d’ouverture.",
        "Le lot reçu et toutes ses copies : clé USB, messagerie, dossier des téléchargements.",
        "Les fiches, les accusés de réception et les brouillons gardés à côté du lot.",
        "Les documents que vous avez imprimés ou enregistrés.",
    ),
    "secretariat": (
        "Le pli de secours et toute copie de secours.age.",
        "Les lettres restées au secrétariat et leurs fichiers.",
        "Les lots, les fiches et les candidatures restés sur des clés USB, dans la messagerie ou ailleurs.",
        "Les sauvegardes du dossier de travail, les passations et les copies de travail d’autres agents.",
        "Chez chaque membre : sa lettre et son lot. Demandez-lui de les détruire aussi.",
    ),
}
KEYRING_BY_HAND = (
    "Dans le trousseau de la session, l’entrée « commission-app » de l’ordinateur qui ouvrait ce travail "
    "sans code."
)


@dataclass(frozen=True)
class EndOfCampaign:
    """What erasing will remove from this computer, and what a person has to destroy."""

    name: str
    side: Side
    archived: datetime | None  # last archive of the secretariat; None when there is none, or it is not known
    lots: int
    pieces: int  # files: an original and its viewing copy are two
    drafts: int
    size: int  # in bytes, with what was set aside when somebody began again
    by_hand: tuple[str, ...]


def end_of_campaign(
    desk: Desk, place: DeskCampaign, session: SecretariatSession | None = None
) -> EndOfCampaign:
    """Tell what erasing a campaign means; the open session tells when its archive was written."""
    places = (place, *place.former)
    is_elsewhere = has_session_slot(place.vault) and not _keyring_answers(desk, place)
    return EndOfCampaign(
        name=place.name,
        side=place.side,
        archived=None if session is None else last_archive(session),
        lots=sum(_count(each.lots) for each in places),
        pieces=sum(_count(each.pieces) for each in places),
        drafts=sum(_count(each.drafts) for each in places),
        size=sum(_size(each.folder) for each in places),
        by_hand=(*BY_HAND[place.side], *((KEYRING_BY_HAND,) if is_elsewhere else ())),
    )


def campaign_named(desk: Desk, typed: str, campaign: CampaignId | None = None) -> DeskCampaign:
    """Return the campaign of that name, whether or not its erasure was begun. END-01 unless it is one."""
    known = (*campaigns(desk), *half_erased_campaigns(desk))
    found = [place for place in known if is_named(place, typed) and campaign in (None, place.id)]
    if len(found) != 1:
        raise AppError("END-01")
    return found[0]


def last_archive(session: SecretariatSession) -> datetime | None:
    """Return when the last archive of the session was written; None when there is none."""
    dates = [entry.at for entry in session.database.journal.entries() if entry.kind == ARCHIVED]
    return dates[-1] if dates else None


def is_named(place: DeskCampaign, typed: str) -> bool:
    """Tell whether what a person typed is the whole name of a campaign."""
    return _plain(place.name) == _plain(typed)


def should_remind(session: MemberSession) -> bool:
    """Tell whether a member may be told to erase: the list is settled, and they did not put it aside."""
    return not session.database.settings.get(_REMINDER) and bool(closing_lines(session))


def put_reminder_aside(session: MemberSession) -> None:
    """Say no more of it: the entry of the menu stays."""
    session.database.settings.put(_REMINDER, "seen")


def erase_campaign(
    desk: Desk,
    place: DeskCampaign,
    typed_name: str,
    session: SecretariatSession | MemberSession | None = None,
    *,
    without_archive: bool = False,
) -> tuple[Path, ...]:
    """Destroy the keys of a campaign, then everything they opened; return what is left and is not ours.

    The session given is closed. END-01 for another name, END-02 for a secretariat that wrote no archive, or
    whose journal is not open here, unless it does without; DSK-02 when another window is at work, END-04 when
    a file cannot be removed. Erasing again ends an interrupted erasure, and asks nothing more than the name.
    """
    if not is_named(place, typed_name):
        raise AppError("END-01")
    is_begun = place.erasure.exists()
    if place.side == "secretariat" and not (is_begun or without_archive or _is_archived(session)):
        raise AppError("END-02")
    if session is not None:
        session.close()
    with _failures_explained(place):
        with others_kept_out(place.database):
            _mark(place)
            former = [file for each in place.former for file in _erase_former(desk, each)]
            _destroy_content(desk, place)
            if place.side == "member":
                forget_waiting(desk, place.id)
        return (*former, *_remove_folder(place))


def _mark(place: DeskCampaign) -> None:
    if place.label.exists():
        place.label.replace(place.erasure)


def _erase_former(desk: Desk, place: DeskCampaign) -> tuple[Path, ...]:
    """Erase what was set aside when somebody began again on this computer."""
    with others_kept_out(place.database):
        _mark(place)
        _destroy_content(desk, place)
    return _remove_folder(place)


def _destroy_content(desk: Desk, place: DeskCampaign) -> None:
    for vault in place.folder.glob("trousseau*.json"):
        destroy_vault(vault, desk.keyring)
    # A change of keys leaves a recovery file of its own, a program that died a temporary one.
    for keys in (*place.folder.glob("secours*.age"), *place.folder.glob(".*.tmp")):
        destroy(keys)
    for database in (*place.folder.glob("bureau*.db*"), *place.folder.glob(".bureau.db.new*")):
        if database.suffix != ".lock":  # held
            database.unlink()
    for folder in (place.lots, place.pieces, place.drafts):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)


def _remove_folder(place: DeskCampaign) -> tuple[Path, ...]:
    """Remove the lock, the label, then the folder unless somebody else put something there."""
    for lock in place.folder.glob("bureau*.db.lock"):
        lock.unlink()
    place.erasure.unlink(missing_ok=True)
    left = tuple(sorted(place.folder.iterdir()))
    if not left:
        place.folder.rmdir()
    return left


@contextmanager
def _failures_explained(place: DeskCampaign) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AppError("END-04", file=Path(error.filename or place.folder).name) from error


def _plain(text: str) -> str:
    """Return a name without what a keyboard cannot type: kinds of spaces, quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPED).split())


def _is_archived(session: SecretariatSession | MemberSession | None) -> bool:
    return isinstance(session, SecretariatSession) and last_archive(session) is not None


def _keyring_answers(desk: Desk, place: DeskCampaign) -> bool:
    """Tell whether the keyring will be able to forget: locked, or of another computer, it says nothing."""
    with suppress(AppError):
        if desk.keyring is not None:
            open_with_keyring(place.vault, desk.keyring)
            return True
    return False


def _size(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


def _count(folder: Path) -> int:
    return sum(file.is_file() for file in folder.rglob("*"))
