"""What agents may write side by side, subject by subject, as canonical texts: read and written through verbs.

Of each dossier: every point of its eligibility (`R1` to `R16`), the minute of its deposit (`received`), its
card (`card`) and its recorded facts (`facts`). An empty text is a subject of which nothing is written.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.contributions import Statement, Subject
from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.sealing.documents import FactDocument
from commission_app.workflow.preparation.candidacies.eligibility import answer_point, say_received
from commission_app.workflow.preparation.candidacies.eligibility_file import (
    WrittenAnswer,
    read_file,
    read_files,
    write_file,
)
from commission_app.workflow.preparation.candidacies.project_card import (
    ProjectCard,
    card_of,
    record_facts,
    write_card,
)
from commission_app.workflow.secretariat.session import SecretariatSession

RECEIVED, CARD, FACTS = "received", "card", "facts"
UNFIT: Final = frozenset(
    {"CAM-04", "NOT-13", "REC-01", "REC-02", "REC-04"}
)  # it no longer has its place here
_SHAPES: Final[Mapping[str, type[Any]]] = {RECEIVED: str, CARD: ProjectCard, FACTS: list[FactDocument]}
T = TypeVar("T")


def written_subjects(session: SecretariatSession) -> dict[Subject, str]:
    """Return every subject of which something is written."""
    found: dict[Subject, str] = {}
    for dossier, file in read_files(session.database).items():
        name = DossierId(dossier)
        found |= {(name, point): _text(answer) for point, answer in file.answers.items()}
        if file.received is not None:
            found[name, RECEIVED] = _text(file.received)
    for one in session.dossiers():
        card = card_of(one)
        if not card.is_empty:
            found[one.id, CARD] = _text(asdict(card))
        if one.facts:
            found[one.id, FACTS] = _text([asdict(fact) for fact in one.facts])
    return found


def write_subject(session: SecretariatSession, subject: Subject, value: str) -> None:
    """Write a subject in the place of what is there. The refusals of its verb; CTB-01 for another form."""
    dossier, kind = subject
    if kind == RECEIVED:
        say_received(session, dossier, _read(value, str) if value else None)
    elif kind == CARD:
        _write_card(session, dossier, _read(value, ProjectCard) if value else ProjectCard())
    elif kind == FACTS:
        facts = _read(value, list[FactDocument]) if value else []
        record_facts(session, dossier, tuple(map(_fact, facts)))
    elif value:
        answer_point(session, dossier, kind, _read(value, WrittenAnswer))
    else:
        _leave_unanswered(session, dossier, kind)


def refuse_misshapen(statements: Mapping[Subject, Statement], file: str) -> None:
    """Refuse values that say nothing of their subject, even those that no merge would write today. CTB-01."""
    for (_dossier, kind), one in statements.items():
        if one.value:
            _read(one.value, _SHAPES.get(kind, WrittenAnswer), file)


def _write_card(session: SecretariatSession, dossier: DossierId, card: ProjectCard) -> None:
    if card.rapporteur and card.rapporteur not in session.campaign.member_by_id:
        raise AppError("CAM-04", what=card.rapporteur)  # of a copy made when this member was there
    write_card(session, dossier, card)


def _leave_unanswered(session: SecretariatSession, dossier: DossierId, point: str) -> None:
    file = read_file(session.database, dossier)
    if point in file.answers:
        answers = {name: answer for name, answer in file.answers.items() if name != point}
        with session.database.transaction():
            write_file(session.database, dossier, msgspec.structs.replace(file, answers=answers))
            session.log("answer_withheld", {"dossier": dossier, "point": point})


def _fact(found: FactDocument) -> RecordedFact:
    criterion = CriterionId(found.criterion) if found.criterion else None
    piece = PiecePath(found.piece) if found.piece else None
    return RecordedFact(found.label, found.value, criterion, piece, found.page)


def _text(value: Any) -> str:
    return canonical_json(msgspec.to_builtins(value)).decode()


def _read(text: str, shape: type[T], file: str = "") -> T:
    try:
        return msgspec.json.decode(text, type=shape, strict=True)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise AppError("CTB-01", file=file) from error
