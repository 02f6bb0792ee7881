"""What a new import changes in what is already there: new, changed, unchanged and vanished dossiers."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commission_app.dossiers.examining import Examined
from commission_app.dossiers.intake import Candidacy, IntakePlan
from commission_app.scoring.dossier import CardLine, Dossier, RecordedFact
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.texts import count_fr
from commission_app.workflow.preparation.intake.deposit import Deposit

# Lines of the card that the secretariat writes, which no import brings nor takes away (`project_card`).
CARD_LABELS = (
    "Le projet",
    "Demandé à l’État",
    "Promis par la CAF",
    "Places",
    "Public",
    "Étiquettes",
)


@dataclass(frozen=True)
class Changes:
    """The dossiers of a deposit beside those that are kept."""

    new: tuple[DossierId, ...] = ()
    changed: tuple[DossierId, ...] = ()
    unchanged: tuple[DossierId, ...] = ()
    vanished: tuple[DossierId, ...] = ()

    @property
    def to_write(self) -> frozenset[DossierId]:
        """What an import writes."""
        return frozenset({*self.new, *self.changed})

    @property
    def lines(self) -> tuple[str, ...]:
        """Say it in a line, once something is already there."""
        if not (self.changed or self.unchanged or self.vanished):
            return ()
        counts = (
            count_fr(len(self.new), "nouveau", "nouveaux"),
            count_fr(len(self.changed), "modifié"),
            count_fr(len(self.unchanged), "inchangé"),
            count_fr(len(self.vanished), "absent de ce dépôt", "absents de ce dépôt"),
        )
        return (f"Par rapport à ce qui est déjà importé : {', '.join(counts)}.",)


def changes_of(plan: IntakePlan, known: Sequence[Dossier], deposit: Deposit) -> Changes:
    """Compare a plan with the dossiers that are kept: by content, never by date."""
    kept = {dossier.id: dossier for dossier in known}
    planned = {candidacy.id: candidacy for candidacy in plan.candidacies}
    both = [each for each in plan.candidacies if each.id in kept]
    same = frozenset(each.id for each in both if _is_same(each, kept[each.id], deposit.examined))
    return Changes(
        new=tuple(each for each in planned if each not in kept),
        changed=tuple(each.id for each in both if each.id not in same),
        unchanged=tuple(each.id for each in both if each.id in same),
        vanished=tuple(each for each in kept if each not in planned),
    )


def kept_facts(dossier: Dossier, former: Dossier | None) -> Dossier:
    """Return a new version with what the secretariat wrote on the former one, and places that still hold."""
    if former is None:
        return dossier
    old = {piece.path: piece.original_sha512 for piece in former.pieces}
    new = {piece.original_sha512: piece.path for piece in dossier.pieces}

    def moved(fact: RecordedFact) -> RecordedFact:
        if fact.piece is None:
            return fact
        path = new.get(old.get(fact.piece, Sha512("")))
        return replace(fact, piece=path, page=fact.page if path else None)

    written = tuple(line for line in former.card if line.label in CARD_LABELS)
    return replace(
        dossier,
        card=(*written, *_imported(dossier.card)),
        facts=tuple(moved(fact) for fact in former.facts),
        rapporteur=former.rapporteur,
    )


def digest_of(data: bytes) -> Sha512:
    """Return the SHA-512 of bytes, in hexadecimal."""
    return Sha512(hashlib.sha512(data).hexdigest())


def _is_same(candidacy: Candidacy, dossier: Dossier, examined: Mapping[str, Examined]) -> bool:
    looks = [examined.get(piece.file) for piece in candidacy.pieces]
    pieces = [
        (piece.title, piece.kind, look.sha512 if look else "")
        for piece, look in zip(candidacy.pieces, looks, strict=True)
    ]
    kept = [(piece.title, piece.kind, piece.original_sha512) for piece in dossier.pieces]
    told = (candidacy.title, candidacy.territory, _imported(candidacy.card))
    return pieces == kept and told == (dossier.title, dossier.territory, _imported(dossier.card))


def _imported(card: tuple[CardLine, ...]) -> tuple[CardLine, ...]:
    """Return the lines that an import brings."""
    return tuple(line for line in card if line.label not in CARD_LABELS)
