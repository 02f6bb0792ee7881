"""Ties are asked before reading: which dossiers were not asked about yet, and what a fiche already said."""

import json
from collections.abc import Collection

from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import DossierId
from commission_app.sealing import signed_act
from commission_app.workflow.member.session import MemberSession

ASKED = "ties_asked"  # setting: the dossiers of which this member said whether they have a tie


def dossiers_to_ask(session: MemberSession) -> tuple[DossierId, ...]:
    """Return the dossiers whose ties were never asked; none once a fiche was handed in."""
    if session.handed():
        return ()
    asked = set(json.loads(session.database.settings.get(ASKED) or "[]"))
    return tuple(dossier.id for dossier in session.dossiers() if dossier.id not in asked)


def ties_answered(session: MemberSession, dossiers: Collection[DossierId]) -> None:
    """Remember that the member answered for these dossiers."""
    asked = set(json.loads(session.database.settings.get(ASKED) or "[]"))
    session.database.settings.put(ASKED, canonical_json(sorted(asked | set(dossiers))).decode())


def handed_recusals(session: MemberSession) -> frozenset[DossierId]:
    """Return the recusals that the last fiche handed in here took to the secretariat."""
    handed = session.handed()
    if not handed:
        return frozenset()
    return frozenset(DossierId(said["dossier"]) for said in signed_act.claimed(handed[-1].act)["recused"])
