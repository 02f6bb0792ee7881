"""Acts in a chain: meeting (`seance`), decision (`decision`), hand-overs (`passation`), each signed.

Each names the one before by its digest, so that an act changed, moved or taken away shows. What happened is a
frozen value of `scoring.meeting`, written field by field under the name of its kind.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import Field, dataclass, fields
from typing import Any, Literal, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.scoring.meeting.acts import Act
from commission_app.sealing.documents import Document, Positive, read_document, read_moment, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import digest, sign, verify_with_any

Chain = Literal["seance", "decision", "passation"]
F = TypeVar("F")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class ChainedDocument(Document, frozen=True):
    """One act of a chain, whose fields beside its kind stand in `fact`."""

    type: Chain
    v: Literal[1]
    campaign: str
    number: Positive
    prev: str
    at: str
    author: str
    kind: str
    fact: dict[str, Any]


@dataclass(frozen=True)
class ChainedAct:
    """An act that was read, and the digest of its bytes."""

    sha512: Sha512
    act: Act[Any]


def kind_of(fact: object | type) -> str:
    """Return the name under which a kind of fact is written: `AgendaSet` is `agenda_set`."""
    name = fact.__name__ if isinstance(fact, type) else type(fact).__name__
    return _CAPITAL.sub("_", name).lower()


def sign_chained(chain: Chain, campaign: CampaignId, act: Act[Any], prev: str, secrets: Secrets) -> bytes:
    """Return the signed act. ValueError for a text or a number that no reader accepts."""
    document = ChainedDocument(
        type=chain,
        v=1,
        campaign=campaign,
        number=act.number,
        prev=prev,
        at=act.at,
        author=well_formed(act.author),
        kind=kind_of(act.fact),
        fact=_plain(act.fact),
    )
    return sign(write_document(document), secrets.signing)


def read_chain(
    chain: Chain,
    campaign: CampaignId,
    acts: Iterable[bytes],
    key_sets: Sequence[KeySet],
    facts: Iterable[type[F]],
) -> tuple[ChainedAct, ...]:
    """Read the acts of a chain in their order, each signed by one of these key sets of the secretariat.

    DEL-17 when they do not follow one another from 1, SIG-01 when none signed one or for another campaign,
    ACT-01 to ACT-03 when one is not such an act.
    """
    shapes = {kind_of(shape): shape for shape in facts}
    found: list[ChainedAct] = []
    prev = ""
    for number, data in enumerate(acts, start=1):
        said = read_document(verify_with_any(data, chain, key_sets), ChainedDocument)
        if said.campaign != campaign:
            raise AppError("SIG-01")
        if (said.number, said.prev) != (number, prev):
            raise AppError("DEL-17", number=number)
        read_moment(said.at)
        prev = digest(data)
        found.append(ChainedAct(Sha512(prev), Act(number, said.at, said.author, _read(said, shapes))))
    return tuple(found)


def _read(said: ChainedDocument, shapes: dict[str, type[F]]) -> F:
    if said.kind not in shapes:
        raise AppError("ACT-02", detail="kind")
    try:
        fact = msgspec.convert(said.fact, shapes[said.kind], strict=True)
    except msgspec.ValidationError as error:
        raise AppError("ACT-02", detail=str(error)) from error
    if _plain(fact) != said.fact:  # a field too many, or one left to its default
        raise AppError("ACT-02", detail="fact")
    return fact


def _plain(fact: Any) -> dict[str, Any]:
    """Return the fields of a fact as JSON has them: lists for tuples, half surrogate pairs replaced."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(_well_formed(fact)))
    left_out = {one.name for one in fields(fact) if one.metadata.get("added") and _is_default(fact, one)}
    return {name: value for name, value in plain.items() if name not in left_out}


def _is_default(fact: object, one: Field[Any]) -> bool:
    """Tell whether an added field says nothing: an act written before it existed is read as it was signed."""
    return bool(getattr(fact, one.name) == one.default)


def _well_formed(value: object) -> Any:
    built = msgspec.to_builtins(value)
    return {name: well_formed(item) if isinstance(item, str) else item for name, item in built.items()}
