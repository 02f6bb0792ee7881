"""The secretariat's journal as a person reads it: what happened in French, and whether it was altered."""

from dataclasses import dataclass
from datetime import datetime

from commission_app.store.records import JournalCheck, JournalEntry, JournalReading, UnreadableEntry
from commission_app.texts import count_fr, date_time_fr, typeset
from commission_app.workflow.secretariat.journal_events import Names, names_of
from commission_app.workflow.secretariat.journal_words import sentence_of
from commission_app.workflow.secretariat.session import AUTHOR, SecretariatSession

PROVES = typeset(
    "Chaque événement porte la marque de celui qui le précède : en changer un, en retirer un ou en glisser "
    "un parmi les autres se voit, et le contrôle dit où."
)
DOES_NOT_PROVE = typeset(
    "Ce contrôle ne voit ni les événements coupés à la fin, ni un journal entièrement réécrit : seuls les "
    "accusés de réception envoyés aux membres le révèlent, car chacun porte l’état du journal à sa date."
)
LOST = "Un événement qui ne se lit plus."
NO_DATE = "date illisible"
AUTHORS = {AUTHOR: "Secrétariat"}
NOTHING_TO_DO = "Il n’y a rien à faire."
WHAT_TO_DO = (
    "N’effacez rien et gardez le dossier de travail tel qu’il est. Prévenez la présidence, puis comparez ce "
    "journal avec une sauvegarde, l’archive de séance et les accusés de réception déjà envoyés."
)


@dataclass(frozen=True)
class JournalLine:
    """One event."""

    sequence: int  # from 1; a number that is missing was taken away
    at: datetime | None  # None when it can no longer be read
    moment: str  # the same in French: « 3 juin 2021 à 21 h 42 »
    sentence: str
    author: str
    digest: str  # what a receipt written just after this event carries; empty when it cannot be read
    is_vouched: bool  # False from the first event that does not hold: nothing vouches for what follows


@dataclass(frozen=True)
class JournalVerdict:
    """The check of the whole journal and its meaning."""

    is_intact: bool
    entries: int
    broken_at: int | None  # number of the first event that does not hold
    sentence: str
    advice: str  # what to do


@dataclass(frozen=True)
class JournalView:
    """The page of the journal."""

    lines: tuple[JournalLine, ...]  # the latest first
    check: JournalVerdict
    head: str  # digest of the last event, that receipts carry: for the page « Preuves »
    proves: str = PROVES
    does_not_prove: str = DOES_NOT_PROVE


def journal_view(session: SecretariatSession) -> JournalView:
    """Read the whole journal, check it and tell it; one that was altered is told as far as it can be read."""
    reading, names = session.database.journal.read(), names_of(session)
    check = _verdict(reading.check)
    return JournalView(tuple(reversed(_lines(reading, check, names))), check, reading.head)


def _lines(reading: JournalReading, check: JournalVerdict, names: Names) -> list[JournalLine]:
    vouched = len(reading.entries) if check.broken_at is None else check.broken_at - 1
    return [
        _line(entry, names, is_vouched=place <= vouched)
        for place, entry in enumerate(reading.entries, start=1)
    ]


def _line(entry: JournalEntry | UnreadableEntry, names: Names, *, is_vouched: bool) -> JournalLine:
    if isinstance(entry, UnreadableEntry):
        return JournalLine(entry.sequence, None, NO_DATE, LOST, "", "", is_vouched)
    return JournalLine(
        sequence=entry.sequence,
        at=entry.at,
        moment=date_time_fr(entry.at),
        sentence=sentence_of(entry, names),
        author=AUTHORS.get(entry.author, entry.author),
        digest=entry.digest,
        is_vouched=is_vouched,
    )


def _verdict(check: JournalCheck) -> JournalVerdict:
    # The creation of a campaign is its first event: a journal without any was emptied.
    broken_at = check.broken_at if check.entries else 1
    if broken_at is not None:
        sentence = f"L’événement n° {broken_at} a été changé ou retiré après coup."
        return JournalVerdict(
            is_intact=False, entries=check.entries, broken_at=broken_at, sentence=sentence, advice=WHAT_TO_DO
        )
    sentence = typeset(
        f"Le journal est d’une seule pièce : {count_fr(check.entries, 'événement')}, "
        "aucun n’a été changé ni retiré jusqu’au dernier."
    )
    return JournalVerdict(
        is_intact=True, entries=check.entries, broken_at=None, sentence=sentence, advice=NOTHING_TO_DO
    )
