"""`passation`: who holds the pen of a campaign, act after act, each signed by the campaign's keys.

One workspace at a time writes. An act hands it over, another takes it; a workspace restored from a backup
says so by an act too. Two chains of one campaign that part are two workspaces that both wrote: a fork, which
a person settles (docs/formats.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.scoring.meeting.acts import Act
from commission_app.sealing.chained_act import Chain, ChainedAct, read_chain, sign_chained
from commission_app.sealing.identity import KeySet, Secrets

HAND_OVER: Final[Chain] = "passation"


@dataclass(frozen=True)
class HandedOver:
    """The campaign leaves a workspace: from whom, to whom, and the digest of the database that leaves."""

    giver: str
    receiver: str
    workspace: str  # that is left
    database: Sha512


@dataclass(frozen=True)
class TakenOver:
    """The workspace that takes it."""

    receiver: str
    workspace: str


@dataclass(frozen=True)
class TakenBack:
    """The workspace that had handed it over goes on: the file it wrote was not used."""

    giver: str
    workspace: str


@dataclass(frozen=True)
class Restored:
    """A workspace made from a backup, and the digest of the act of that backup."""

    workspace: str
    backup: Sha512


PenFact = HandedOver | TakenOver | TakenBack | Restored
FACTS: Final[tuple[type[PenFact], ...]] = (HandedOver, TakenOver, TakenBack, Restored)


def sign_hand_over(
    campaign: CampaignId, known: Sequence[ChainedAct], at: str, fact: PenFact, secrets: Secrets
) -> bytes:
    """Return the act that follows those that are known. ValueError for a text that no reader accepts."""
    author = next((name for name in ("giver", "receiver") if hasattr(fact, name)), "")
    act = Act(len(known) + 1, at, getattr(fact, author, ""), fact)
    return sign_chained(HAND_OVER, campaign, act, known[-1].sha512 if known else "", secrets)


def read_hand_overs(
    campaign: CampaignId, acts: Iterable[bytes], key_sets: Sequence[KeySet]
) -> tuple[ChainedAct, ...]:
    """Read the acts of a workspace in their order. SAV-09 when they do not follow one another from 1.

    SIG-01 when none of these keys signed one or for another campaign, ACT-01 to ACT-03 when one is none.
    """
    try:
        return read_chain(HAND_OVER, campaign, acts, key_sets, FACTS)
    except AppError as error:
        if error.code != "DEL-17":
            raise
        raise AppError("SAV-09") from error
