"""From two entries of a paper to the fiche « saisie par le secrétariat »: differences looked up, then signed.

Each difference is answered from the paper, never by choosing one of the entries unseen; who looked is signed
with the fiche. It takes its place beside what the member handed in, never over it: where they differ, nothing
counts until the member or the chair decides (docs/decisions/007).
"""

from dataclasses import replace
from typing import NamedTuple

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, Member
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.double_entry import (
    Answer,
    Difference,
    Part,
    Subject,
    agreed,
    closed,
    differences,
    said_of,
    uneven,
)
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.merge import PAPER
from commission_app.scoring.sheet import NOT_ASSESSABLE, Entry, Sheet
from commission_app.sealing.paper_act import Agent, PaperClaims, sign_paper
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.signed_act import digest
from commission_app.store.records import SheetRecord
from commission_app.texts import count_fr, list_fr
from commission_app.workflow.deliberation.sheets_read import read_record
from commission_app.workflow.member.mark import check_entry
from commission_app.workflow.receiving.paper_entry import (
    member_of,
    refuse_agent,
    refuse_former_grid,
    refuse_not_theirs,
)
from commission_app.workflow.receiving.paper_store import (
    Entries,
    entries_of,
    keep_entries,
    paper_name,
    papers_of,
)
from commission_app.workflow.receiving.paper_views import (
    AgentLine,
    DifferenceLine,
    PaperView,
    RecordedDossier,
    Stage,
)
from commission_app.workflow.secretariat.computers import counted_sheets
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict

HANDED_IN = (
    "{name} a aussi remis une fiche : là où les deux diffèrent, aucune ne comptera avant sa nouvelle fiche, "
    "ou une décision de la présidence."
)
RECORDED = "{count} déjà : sur les mêmes dossiers, celle-ci prendra la place de la précédente."


def paper_view(session: SecretariatSession, member: MemberId) -> PaperView:
    """Return where the entry of a member's paper stands; nothing of what one agent read, until both ended.

    CAM-04 for nobody of the campaign.
    """
    campaign, entries = session.campaign, entries_of(session, member)
    whose = member_of(campaign, member)
    stage, places = _stage(entries), _places(session)
    compared = _compared(campaign, entries) if stage is Stage.COMPARED and entries else ()
    settled = dict(entries.settled) if entries else {}
    left = any(difference.subject not in settled for difference in compared)
    return PaperView(
        member=member,
        name=whose.name,
        institution=whose.institution,
        stage=stage,
        grid=campaign.grid,
        neutralised=campaign.not_marked_by(whose.institution),
        dossiers=marked_by(session, whose),
        agents=tuple(
            AgentLine(entry.agent, entry.is_ended, len(said_of(entry.sheet)))
            for entry in (entries.made if entries else ())
        ),
        uneven=tuple(places[dossier] for dossier in _uneven(entries)) if entries else (),
        differences=tuple(_line(campaign, places, one, settled.get(one.subject)) for one in compared),
        outcome=_outcome(campaign, places, _agreed(campaign, whose, entries))
        if entries and stage is Stage.COMPARED and not left
        else (),
        recorded=len(papers_of(session, member)),
        warning=_warning(session, whose),
    )


def settle(session: SecretariatSession, member: MemberId, subject: Subject, answer: Answer | None) -> None:
    """Keep what the paper says where both entries differed, or take it back with None.

    SAI-18 while they are not both ended, CAM-04 where they do not differ, MAR-03 outside the grid.
    """
    campaign = session.campaign
    entries = _both(session, campaign, member)
    if subject not in {one.subject for one in _compared(campaign, entries)}:
        raise AppError("CAM-04", what=subject.dossier)
    others = tuple(kept for kept in entries.settled if kept[0] != subject)
    if answer is None:
        keep_entries(session, member, replace(entries, settled=others))
        return
    if subject.part is Part.MARK and subject.criterion is not None:
        check_entry(Entry(answer.mark, answer.motive), campaign.grid, subject.criterion)
    keep_entries(session, member, replace(entries, settled=(*others, (subject, answer))))


def record_paper(session: SecretariatSession, member: MemberId, settler: str) -> Sha512:
    """Sign the fiche that both agents agree on and keep it; return its digest. `settler` looked at the paper.

    SAI-01 for a difference looked up by nobody, SAI-02 and SAI-03 for a name that may not, SAI-07 when the
    grid changed, SAI-13 for a recusal that came since, SAI-16 to SAI-18 while the entries do not agree,
    SAI-19 for more than an act holds.
    """
    campaign = session.campaign
    whose, entries = member_of(campaign, member), _both(session, campaign, member)
    settled = dict(entries.settled)
    compared = _compared(campaign, entries)
    if left := sum(one.subject not in settled for one in compared):
        raise AppError("SAI-17", count=count_fr(left, "différence"))
    name = " ".join(well_formed(settler).split()) if compared else ""
    if compared:
        refuse_agent(session, whose, name)
    sheet = _agreed(campaign, whose, entries)
    for dossier in session.dossiers():
        if dossier.id in {*sheet.readings, *sheet.recused}:
            refuse_not_theirs(session, whose, dossier)
    claims = _claims(session, entries, whose, compared, name)
    try:
        act, texts = sign_paper(claims, sheet, session.secrets, session.desk.random)
    except ValueError as error:
        raise AppError("SAI-19") from error
    return _keep(session, claims, _Signed(digest(act), act, texts))


class _Signed(NamedTuple):
    sha512: Sha512
    act: bytes
    texts: bytes


def _keep(session: SecretariatSession, claims: PaperClaims, signed: _Signed) -> Sha512:
    first, second = claims.agents
    record = SheetRecord(
        act_sha512=signed.sha512,
        file_sha512=signed.sha512,  # no file ever held it
        member=claims.member,
        key_id=PAPER,
        seq=claims.seq,
        received=claims.at,
        file_name=paper_name(claims.seq),
        verdict=Verdict.ACCEPTED.value,
        code="",
        act=signed.act,
        texts=signed.texts,
        card=b"",
    )
    read_record(session, record)  # what no third party would accept is not kept
    with session.database.transaction():
        session.database.sheets.add(record)
        keep_entries(session, claims.member, None)
        session.log(
            "paper_recorded",
            {
                "member": claims.member,
                "seq": claims.seq,
                "first": first.name,
                "second": second.name,
                "differences": len(claims.settled),
                "settler": claims.settler,
                "act": signed.sha512,
            },
        )
    return signed.sha512


def _claims(
    session: SecretariatSession,
    entries: Entries,
    whose: Member,
    compared: tuple[Difference, ...],
    settler: str,
) -> PaperClaims:
    campaign, earlier = session.campaign, papers_of(session, whose.id)
    first, second = (Agent(entry.agent, Sha512(entry.act or "")) for entry in entries.made)
    return PaperClaims(
        campaign=campaign.id,
        member=whose.id,
        seq=len(earlier) + 1,
        prev=frozenset(
            record.act_sha512
            for record in earlier
            if (paper := read_record(session, record).paper) and paper.grid == campaign.grid.digest
        ),
        grid=campaign.grid.digest,
        round=campaign.round,
        agents=(first, second),
        settled=tuple(one.subject for one in compared),
        settler=settler,
        at=session.desk.now(),
    )


# ------------------------------------------------------------------------------------------ the comparison


def _both(session: SecretariatSession, campaign: Campaign, member: MemberId) -> Entries:
    """Return two entries that can be compared. SAI-18 unless both are ended, SAI-16 when they are uneven."""
    member_of(campaign, member)
    entries = entries_of(session, member)
    if entries is None or not entries.are_ended:
        raise AppError("SAI-18")
    refuse_former_grid(campaign, entries)
    if gaps := _uneven(entries):
        places = _places(session)
        raise AppError("SAI-16", dossiers=list_fr([places[dossier] for dossier in gaps]))
    return entries


def _stage(entries: Entries | None) -> Stage:
    if entries is None or not entries.made or not entries.made[0].is_ended:
        return Stage.FIRST
    if not entries.are_ended:
        return Stage.SECOND
    return Stage.UNEVEN if _uneven(entries) else Stage.COMPARED


def _uneven(entries: Entries) -> tuple[DossierId, ...]:
    return uneven(*(entry.sheet for entry in entries.made)) if entries.are_ended else ()


def _compared(campaign: Campaign, entries: Entries) -> tuple[Difference, ...]:
    first, second = (entry.sheet for entry in entries.made)
    return differences(first, second, campaign.grid)


def _agreed(campaign: Campaign, whose: Member, entries: Entries) -> Sheet:
    first, second = (entry.sheet for entry in entries.made)
    sheet = agreed(first, second, campaign.grid, dict(entries.settled))
    return closed(sheet, campaign.grid, campaign.not_marked_by(whose.institution))


# ------------------------------------------------------------------------------------------ in words


def _places(session: SecretariatSession) -> dict[DossierId, str]:
    return {
        dossier.id: f"{dossier.territory.name} ({dossier.territory.departement})"
        for dossier in session.dossiers()
    }


def marked_by(session: SecretariatSession, whose: Member) -> tuple[Dossier, ...]:
    """Return the dossiers that a member marks, in the order of the import."""
    away = session.recusals() | session.left_to_others()
    return tuple(dossier for dossier in session.dossiers() if (whose.id, dossier.id) not in away)


def _warning(session: SecretariatSession, whose: Member) -> str:
    own = [record for record in counted_sheets(session) if record.member == whose.id]
    papers = sum(record.is_paper for record in own)
    said = []
    if len(own) > papers:
        said.append(HANDED_IN.format(name=whose.name))
    if papers:
        count = count_fr(papers, "grille papier enregistrée", "grilles papier enregistrées")
        said.append(RECORDED.format(count=count))
    return " ".join(said)


def _line(
    campaign: Campaign, places: dict[DossierId, str], difference: Difference, settled: Answer | None
) -> DifferenceLine:
    subject = difference.subject
    return DifferenceLine(
        difference=difference,
        place=places[subject.dossier],
        label=_label(campaign, subject),
        first=answer_words(campaign, subject.part, difference.first),
        second=answer_words(campaign, subject.part, difference.second),
        settled=None if settled is None else answer_words(campaign, subject.part, settled),
    )


def _label(campaign: Campaign, subject: Subject) -> str:
    if subject.criterion is None:
        return "Signature du membre" if subject.part is Part.SIGNED else "Motif du déport"
    criterion = campaign.grid.by_id[subject.criterion]
    label = f"{criterion.id} {criterion.label}"
    return f"{label} : remarque" if subject.part is Part.REMARK else label


def answer_words(campaign: Campaign, part: Part, answer: Answer) -> str:
    """Say what somebody reads on the paper: blank, « non évaluable » and 0 are three different things."""
    if part is Part.SIGNED:
        return "Signée" if answer.is_signed else "Non signée"
    if part is not Part.MARK:
        return answer.text.strip() or "Rien d’écrit"
    if answer.mark is None:
        return "En blanc"
    if answer.mark == NOT_ASSESSABLE:
        return f"Non évaluable : {answer.motive}"
    return f"{answer.mark} · {campaign.grid.scale.labels[answer.mark]}"


def _outcome(campaign: Campaign, places: dict[DossierId, str], sheet: Sheet) -> tuple[RecordedDossier, ...]:
    """Say of each dossier whether its reading will count, and otherwise what it lacks."""
    silent = campaign.not_marked_by(campaign.member_by_id[sheet.member].institution)
    return tuple(
        RecordedDossier(places[dossier], _state(campaign, sheet, dossier, silent))
        for dossier in sorted({*sheet.readings, *sheet.recused})
    )


def _state(campaign: Campaign, sheet: Sheet, dossier: DossierId, silent: frozenset[CriterionId]) -> str:
    if dossier in sheet.recused:
        return "Déport"
    reading = sheet.reading(dossier)
    if reading.is_closed:
        return "Lecture close : elle compte."
    if missing := reading.missing(campaign.grid, silent):
        return f"Lecture à clore : {count_fr(len(missing), 'critère')} en blanc."
    if unjustified := reading.unjustified(campaign.grid, silent):
        return f"Lecture à clore : {list_fr(unjustified)} sans justification."
    return "Lecture à clore : grille non signée."
