"""Who holds the pen: the signed acts by which a campaign goes from one agent's computer to another's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commission_app.scoring.meeting.acts import Act
from commission_app.sealing.chained_act import ChainedAct
from commission_app.sealing.hand_over import (
    HAND_OVER,
    HandedOver,
    PenFact,
    read_hand_overs,
    sign_hand_over,
)
from commission_app.sealing.signed_act import digest
from commission_app.store.records import ActRecord
from commission_app.workflow.secretariat.session import SecretariatSession


def pen_acts(session: SecretariatSession) -> Sequence[ActRecord]:
    """Return the acts as they are kept, in their order."""
    return session.database.acts.of_kind(HAND_OVER)


def pen_history(session: SecretariatSession) -> tuple[ChainedAct, ...]:
    """Return the acts in their order, signatures and links checked again. SAV-09, SIG-01."""
    kept = [record.act for record in pen_acts(session)]
    return read_hand_overs(session.place.id, kept, session.key_sets)


def keep_pen_act(session: SecretariatSession, fact: PenFact) -> bytes:
    """Sign the act of a fact and keep it after the others; return it."""
    now = session.desk.now().replace(microsecond=0)
    act = sign_hand_over(session.place.id, pen_history(session), now.isoformat(), fact, session.secrets)
    session.database.acts.add(ActRecord(digest(act), HAND_OVER, now, act))
    return act


def log_hand_over(session: SecretariatSession, act: bytes, said: Act[Any]) -> None:
    """Keep the act of a hand-over and its event: the very same on both computers, so that journals agree."""
    at, handed = datetime.fromisoformat(said.at), said.fact
    if isinstance(handed, HandedOver):
        session.database.acts.add(ActRecord(digest(act), HAND_OVER, at, act))
        facts = {"giver": handed.giver, "receiver": handed.receiver, "act": digest(act)}
        session.log("campaign_handed_over", facts, at)
