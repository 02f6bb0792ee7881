"""Mutants of a grid marked on paper: what the secretariat signs of it, changed then signed again."""

import json
from random import Random
from typing import Any

from commission_app.scoring.double_entry import Part, Subject
from commission_app.scoring.ids import Sha512
from commission_app.sealing import canonical
from commission_app.sealing.documents import write_document
from commission_app.sealing.paper_act import Agent, PaperClaims, read_paper, sign_paper
from commission_app.sealing.salted_texts import TextReader
from commission_app.sealing.sheet_act import said_document
from commission_app.sealing.signed_act import claimed
from tests.sealing import exchange as x
from tests.sealing.mutant import Mutant, Outcome, Target, changed, strict
from tests.sealing.mutations import damaged, forged, json_line
from tests.sealing.sealed_mutants import PINNED
from tests.sealing.signed_mutants import KnownTexts, ordered, signed
from tests.sealing.workspace_mutants import AT

AGENTS = (Agent("Une agente", Sha512("a" * 128)), Agent("Un agent", Sha512("b" * 128)))


def paper(seq: int) -> tuple[bytes, bytes]:
    """Sign what two agents read on one paper, where they differed on one mark."""
    dossier, reading = next(iter(x.SHEET.readings.items()))
    settled = (Subject(dossier, Part.MARK, next(iter(reading.entries))),)
    claims = PaperClaims(
        x.CAMPAIGN, x.M07, seq, frozenset(), x.MANIFEST.grid.digest, 1, AGENTS, settled, "Une cheffe", AT
    )
    return sign_paper(claims, x.SHEET, x.SECRETARIAT, x.RANDOM)


def paper_targets() -> list[Target]:
    """Damage the act of a paper, its texts, or say something else in it under the true keys."""
    (act, texts), (other, other_texts) = paper(1), paper(2)
    document, another, came = claimed(act), claimed(other), json.loads(texts)

    def read_texts(data: bytes) -> object:
        return read_paper(act, TextReader(data), x.CAMPAIGN, [PINNED])

    def read_act(data: bytes) -> object:
        return read_paper(data, TextReader(texts), x.CAMPAIGN, [PINNED])

    def said_again(line: bytes) -> Outcome:
        claims, sheet = read_paper(
            signed(line, "papier", x.SECRETARIAT.signing), TextReader(texts), x.CAMPAIGN, [PINNED]
        )
        again = {**claims_again(claims), **write_document(said_document(sheet, KnownTexts(came)))}
        is_same = ordered(again, came) == ordered(canonical.decode(line), came)
        return Outcome.OWN if is_same else Outcome.ACCEPTED

    def bytes_of(random: Random) -> Mutant | None:
        if random.random() < 0.5:
            return changed(damaged(random, texts, other_texts), (texts,), strict(read_texts))
        return changed(damaged(random, act, other), (act, other), strict(read_act))

    def act_of(random: Random) -> Mutant | None:
        line = json_line(random, forged(random, document, another))
        return changed(line, (canonical.encode(document),), said_again)

    return [
        Target("papier act", "under", 1, bytes_of),
        Target("papier signed again", "under", 1, act_of),
    ]


def claims_again(claims: PaperClaims) -> dict[str, Any]:
    """Write again what a paper says besides marks."""
    settled = [
        {"dossier": one.dossier, "part": one.part.value}
        | ({} if one.criterion is None else {"criterion": one.criterion})
        for one in claims.settled
    ]
    return {
        "type": "papier",
        "v": 1,
        "campaign": claims.campaign,
        "member": claims.member,
        "seq": claims.seq,
        "prev": sorted(claims.prev),
        "grid": claims.grid,
        "round": claims.round,
        "agents": [{"name": agent.name, "entry": agent.entry} for agent in claims.agents],
        "settled": settled,
        "at": claims.at.isoformat(timespec="seconds"),
    } | ({"settler": claims.settler} if claims.settler else {})
