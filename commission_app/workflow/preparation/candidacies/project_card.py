"""The « fiche signalétique » of a dossier, and the facts that the secretariat records beside its criteria.

Both live in the dossier itself, hence in its lots: a change after the sealing makes those lots stale, and
`seal.plan_bundles` says so. The lines of the card are told by their labels, so that a new import, which
brings lines of its own, leaves these in place (`intake_changes.kept_facts`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.dossier import CardLine, Dossier, RecordedFact
from commission_app.scoring.ids import DossierId
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.sealing.salted_texts import well_formed
from commission_app.store.records import DossierRecord
from commission_app.workflow.preparation.candidacies.eligibility import check_place
from commission_app.workflow.preparation.intake.intake_changes import CARD_LABELS, digest_of
from commission_app.workflow.secretariat.session import SecretariatSession

LINES: Final = 5  # of the summary
LONGEST: Final = 300  # characters that a field of one line takes


@dataclass(frozen=True)
class ProjectCard:
    """What introduces a project at the meeting. Amounts are words, as the dossier writes them."""

    summary: tuple[str, ...] = ()  # up to five lines
    asked: str = ""  # of the State
    promised: str = ""  # by the local fund
    places: str = ""
    public: str = ""
    tags: tuple[str, ...] = ()  # of Annexe 1
    rapporteur: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return self == ProjectCard()


@cache
def known_tags() -> tuple[str, ...]:
    """Return the tags of Annexe 1, in their order."""
    read = msgspec.json.decode(resources.path("rules/tags.json").read_bytes(), type=list[dict[str, object]])
    return tuple(str(tag["etiquette"]) for tag in read)


def card_of(dossier: Dossier) -> ProjectCard:
    """Return the card of a dossier, as the lots carry it: the same at the secretariat and at a member's."""
    found = {line.label: line.value for line in dossier.card}
    summary, asked, promised, places, public, tags = (found.get(label, "") for label in CARD_LABELS)
    return ProjectCard(
        tuple(summary.splitlines()),
        asked,
        promised,
        places,
        public,
        tuple(tag for tag in tags.split(" · ") if tag),
        dossier.rapporteur,
    )


def deposit_words(dossier: Dossier) -> str:
    """Return the moment of the deposit in the words of the import, empty when it did not tell."""
    return next((line.value for line in dossier.card if line.label == "Date de dépôt"), "")


def project_card(session: SecretariatSession, dossier: DossierId) -> ProjectCard:
    """Return the card of a dossier. CAM-04 when it is unknown."""
    return card_of(session.dossier(dossier))


def write_card(session: SecretariatSession, dossier: DossierId, card: ProjectCard) -> None:
    """Keep a card in the place of the former one; what follows the fifth line joins it. CAM-04."""
    known = session.dossier(dossier)
    kept = [line for line in known.card if line.label not in CARD_LABELS]
    lines = [_clean(line) for line in card.summary if line.strip()]
    lines[LINES - 1 :] = [" ".join(lines[LINES - 1 :])] if len(lines) > LINES else lines[LINES - 1 :]
    values = ("\n".join(lines), card.asked, card.promised, card.places, card.public, " · ".join(card.tags))
    added = [
        CardLine(label, value if label == CARD_LABELS[0] else _clean(value))
        for label, value in zip(CARD_LABELS, values, strict=True)
        if value.strip()
    ]
    _keep(
        session,
        known,
        replace(known, card=(*added, *kept), rapporteur=_clean(card.rapporteur)),
        "project_card",
    )


def record_facts(session: SecretariatSession, dossier: DossierId, facts: Sequence[RecordedFact]) -> None:
    """Keep the facts of a dossier in the place of the former ones.

    CAM-04 for an unknown dossier or criterion, REC-01 for a page that is not there, REC-04 for an empty one.
    """
    known = session.dossier(dossier)
    criteria = {criterion.id for criterion in session.campaign.grid.criteria}
    for fact in facts:
        if not fact.label.strip() or not fact.value.strip():
            raise AppError("REC-04")
        if fact.criterion is not None and fact.criterion not in criteria:
            raise AppError("CAM-04", what=fact.criterion)
        check_place(known, fact.piece, fact.page)
    clean = tuple(replace(fact, label=_clean(fact.label), value=_clean(fact.value)) for fact in facts)
    _keep(session, known, replace(known, facts=clean), "facts_recorded")


def _keep(session: SecretariatSession, known: Dossier, changed: Dossier, kind: str) -> None:
    if changed == known:
        return
    document = msgspec.json.encode(write_document(dossier_document(changed)))
    records = {record.id: record for record in session.database.campaign.dossiers()}
    position = records[known.id].position
    with session.database.transaction():
        session.database.campaign.put_dossier(
            DossierRecord(known.id, position, document, digest_of(document))
        )
        if kind == "project_card":
            session.log("project_card", {"dossier": known.id})
        else:
            session.log("facts_recorded", {"dossier": known.id, "facts": len(changed.facts)})


def _clean(text: str) -> str:
    return " ".join(well_formed(text).split())
