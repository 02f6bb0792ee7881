"""What the secretariat's database keeps of the meeting and of the decision: signed acts, written at once."""

from collections.abc import Iterable
from typing import Any, TypeVar

from commission_app.errors import Fact as Journalled
from commission_app.scoring.ids import Sha512
from commission_app.scoring.meeting.acts import FACTS, Act
from commission_app.scoring.meeting.decision import DECISION_FACTS
from commission_app.scoring.meeting.fold import fold
from commission_app.scoring.meeting.state import MeetingState, Room
from commission_app.sealing.chained_act import Chain, ChainedAct, kind_of, read_chain, sign_chained
from commission_app.sealing.signed_act import digest
from commission_app.store.records import ActRecord
from commission_app.workflow.secretariat.session import SecretariatSession

MEETING: Chain = "seance"
DECISION: Chain = "decision"
CHAINS: tuple[Chain, ...] = (MEETING, DECISION)
SHAPES: dict[Chain, Iterable[type[Any]]] = {MEETING: FACTS, DECISION: DECISION_FACTS}
F = TypeVar("F")


def chained(session: SecretariatSession, chain: Chain) -> tuple[ChainedAct, ...]:
    """Return the acts of a chain in their order, signatures and links checked again. DEL-17, SIG-01."""
    kept = (record.act for record in session.database.acts.of_kind(chain))
    return read_chain(chain, session.campaign.id, kept, session.key_sets, SHAPES[chain])


def room_of(session: SecretariatSession) -> Room:
    """Return what a meeting of this campaign is about."""
    campaign = session.campaign
    return Room(campaign.member_by_id, frozenset(dossier.id for dossier in session.dossiers()), campaign.grid)


def meeting_state(session: SecretariatSession) -> MeetingState:
    """Return where the meeting stands; before its first act, in preparation."""
    return fold(room_of(session), [kept.act for kept in chained(session, MEETING)])


def keep(session: SecretariatSession, chain: Chain, act: Act[F], prev: str) -> Sha512:
    """Sign an act, and keep it with its event in the journal: both or neither."""
    data = sign_chained(chain, session.campaign.id, act, prev, session.secrets)
    kept = ActRecord(digest(data), chain, session.desk.now(), data)
    facts: dict[str, Journalled] = {
        "what": kind_of(act.fact),
        "number": act.number,
        "author": act.author,
        "act": kept.digest,
    }
    for name in ("member", "dossier"):  # whom and what it is about, for the sentence of the journal
        if value := getattr(act.fact, name, ""):
            facts[name] = str(value)
    with session.database.transaction():
        session.database.acts.add(kept)
        if chain == MEETING:
            session.log("meeting_act", facts)
        else:
            session.log("decision_act", facts)
    return kept.digest
