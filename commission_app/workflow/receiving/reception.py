"""The page « Réception »: every file ever received with its verdict in words, and who is still awaited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.campaign import Campaign, Member
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.scoring.merge import State
from commission_app.store.records import JournalEntry, RefusalRecord, SheetRecord
from commission_app.texts import count_fr, list_fr, typeset
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet
from commission_app.workflow.deliberation.consolidate import (
    Consolidated,
    compute,
    facts_of,
    provisional_reasons,
)
from commission_app.workflow.receiving.paper_store import is_begun, paper_name
from commission_app.workflow.receiving.receive import RECEIVED_AGAIN, SheetOutcome
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import MemberProgress, ReceivedFile, ReceptionView, Verdict

TITLES = {
    Verdict.ACCEPTED: "Vérifiée",
    Verdict.REPLACES: "Vérifiée, remplace la précédente",
    Verdict.OLDER: "Ancienne version, gardée",
    Verdict.DUPLICATE: "Doublon ignoré",
    Verdict.TO_CONFIRM: "Autre ordinateur, à confirmer",
    Verdict.FORK: "Versions contradictoires",
    Verdict.FORMER_GRID: "Notée sur l’ancienne grille",
    Verdict.REFUSED: "Refusée",
}
ENTERED = "Saisie par le secrétariat"
REFUSED_TITLES = {
    "FIC-01": "Refusée : autre secrétariat",
    "FIC-02": "Refusée : fichier modifié",
    "FIC-03": "Refusée : pas une fiche",
    "FIC-06": "Refusée : autre lot",
    "FIC-08": "Refusée : autre campagne",
    "FIC-10": "Refusée : autre grille",
    "FIC-18": "Refusée : ancienne grille",
    "SIG-03": "Refusée : fiche modifiée",
}


def reception(session: SecretariatSession) -> ReceptionView:
    """Return the page as it stands."""
    done = compute(facts_of(session))
    files = [_accepted(session.campaign, record, done) for record in session.database.sheets.all()]
    never_confirmed = _never_confirmed(session)
    files = [_withdrawn(file) if file.key in never_confirmed else file for file in files]
    files += [_refused(session.campaign, record) for record in session.database.sheets.refusals()]
    files += [
        _received_again(session.campaign, entry)
        for entry in session.database.journal.entries()
        if entry.kind == RECEIVED_AGAIN
    ]
    reasons = provisional_reasons(done)
    return ReceptionView(
        files=tuple(sorted(files, key=lambda file: file.received, reverse=True)),
        members=tuple(_progress(session, member, done) for member in session.campaign.members),
        can_consolidate=bool(done.facts.sheets),
        is_provisional=bool(reasons),
        answer=_answer(done, reasons),
        deadline=datetime.fromisoformat(session.campaign.deadline),
    )


def _never_confirmed(session: SecretariatSession) -> frozenset[str]:
    """Return the computers withdrawn before anybody confirmed them."""
    return frozenset(
        key.key_id
        for member in session.campaign.members
        for key in session.database.sheets.keys(member.id)
        if key.status == "replaced"
    )


def received_file(session: SecretariatSession, outcome: SheetOutcome) -> ReceivedFile:
    """Return one outcome in words, as the page shows it."""
    campaign, member = session.campaign, outcome.member
    if outcome.error is not None:
        refusal = RefusalRecord(
            outcome.file_sha512, outcome.file, session.desk.now(), outcome.error.code,
            outcome.error.facts, member or "",
        )  # fmt: skip
        return _refused(campaign, refusal)
    return ReceivedFile(
        verdict=outcome.verdict,
        title=_title(campaign, outcome.verdict),
        meaning=_meaning_of_verdict(campaign, outcome.verdict),
        file=outcome.file,
        received=session.desk.now(),
        member=member,
        member_name=_name(campaign, member),
        institution=campaign.member_by_id[member].institution if member else None,
        sheet=outcome.verified.sha512 if outcome.verified else "",
        key=outcome.verified.keys.id if outcome.verified else "",
    )


def _accepted(campaign: Campaign, record: SheetRecord, done: Consolidated) -> ReceivedFile:
    sheet = next((known for known in done.facts.sheets if known.sha512 == record.act_sha512), None)
    verdict = _present_verdict(Verdict(record.verdict), record, sheet, done)
    member = campaign.member_by_id[record.member]
    title, meaning = _title(campaign, verdict), _meaning(campaign, verdict, sheet)
    if sheet is not None and sheet.paper is not None:
        first, second = sheet.paper.agents
        title = title if verdict in (Verdict.FORK, Verdict.OLDER) else ENTERED
        meaning += f" Grille papier saisie par {first.name}, puis par {second.name}."
    return ReceivedFile(
        verdict=verdict,
        title=title,
        meaning=meaning,
        file=paper_name(record.seq) if record.is_paper else record.file_name,
        received=record.received,
        member=member.id,
        member_name=member.name,
        institution=member.institution,
        sheet=record.act_sha512,
        key=record.key_id,
    )


def _present_verdict(
    at_arrival: Verdict, record: SheetRecord, sheet: ArchivedSheet | None, done: Consolidated
) -> Verdict:
    """Return what a fiche is now: another may have replaced it, its computer may have been confirmed."""
    if record.act_sha512 in done.facts.former:
        authors = {known.claims.member for known in done.facts.sheets}
        return Verdict.OLDER if record.member in authors else Verdict.FORMER_GRID
    if record.act_sha512 in _contradicting(done):
        return Verdict.FORK
    confirmed = Verdict.ACCEPTED if at_arrival is Verdict.TO_CONFIRM and sheet is not None else at_arrival
    is_counted = confirmed in (Verdict.ACCEPTED, Verdict.REPLACES)
    return Verdict.OLDER if is_counted and record.act_sha512 in done.merged.superseded else confirmed


def _contradicting(done: Consolidated) -> frozenset[Sha512]:
    """Return the fiches that a contradiction is between: none of them counts there."""
    return frozenset().union(*(done.merged.standings[pair].acts for pair in done.merged.forks))


def _withdrawn(file: ReceivedFile) -> ReceivedFile:
    """Say of a waiting fiche that its computer was withdrawn: nobody is to confirm it any more."""
    return replace(
        file,
        verdict=Verdict.REFUSED,
        title="Écartée : ordinateur retiré",
        meaning="Son ordinateur a été déclaré perdu avant d’avoir été confirmé : elle ne compte pas.",
    )


def _received_again(campaign: Campaign, entry: JournalEntry) -> ReceivedFile:
    member = campaign.member_by_id[MemberId(str(entry.facts["member"]))]
    return ReceivedFile(
        verdict=Verdict.DUPLICATE,
        title=TITLES[Verdict.DUPLICATE],
        meaning=_meaning_of_verdict(campaign, Verdict.DUPLICATE),
        file=str(entry.facts["file"]),
        received=entry.at,
        member=member.id,
        member_name=member.name,
        institution=member.institution,
        sheet=str(entry.facts["act"]),
    )


def _refused(campaign: Campaign, record: RefusalRecord) -> ReceivedFile:
    words = sentences(AppError(record.code, **record.facts))
    member = MemberId(record.member) if record.member else None
    return ReceivedFile(
        verdict=Verdict.REFUSED,
        title=REFUSED_TITLES.get(record.code, TITLES[Verdict.REFUSED]),
        meaning=f"{words.what} {words.do}",
        file=record.file_name,
        received=record.received,
        member=member,
        member_name=_name(campaign, member),
        institution=campaign.member_by_id[member].institution if member in campaign.member_by_id else None,
        code=record.code,
    )


def _title(campaign: Campaign, verdict: Verdict) -> str:
    if verdict is Verdict.TO_CONFIRM and campaign.reinforced:
        return "À confirmer par téléphone"  # even the first computer of a member
    return TITLES[verdict]


def _meaning(campaign: Campaign, verdict: Verdict, sheet: ArchivedSheet | None) -> str:
    if verdict not in (Verdict.ACCEPTED, Verdict.REPLACES) or sheet is None:
        return _meaning_of_verdict(campaign, verdict)
    closed = sum(reading.is_closed for reading in sheet.sheet.readings.values())
    words = count_fr(closed, "dossier noté", "dossiers notés")
    if sheet.sheet.recused:
        words += f", {count_fr(len(sheet.sheet.recused), 'déport')}"
    still_open = len(sheet.sheet.readings) - closed
    return f"{words}, {count_fr(still_open, 'dossier')} à clore." if still_open else f"{words}."


def _meaning_of_verdict(campaign: Campaign, verdict: Verdict) -> str:
    if verdict is Verdict.TO_CONFIRM and campaign.reinforced:
        return typeset("Appelez ce membre, puis saisissez les 40 chiffres qu’il lit dans « Preuves… ».")
    return {
        Verdict.ACCEPTED: "La fiche est prise en compte.",
        Verdict.REPLACES: "La fiche est prise en compte ; la version précédente reste dans l’historique.",
        Verdict.OLDER: "Une version plus récente est prise en compte ; celle-ci reste dans l’historique.",
        Verdict.DUPLICATE: "Identique à une fiche déjà reçue. Rien à faire.",
        Verdict.TO_CONFIRM: "Faite sur un autre ordinateur : appelez ce membre, puis confirmez.",
        Verdict.FORK: "Deux versions se contredisent : demandez une nouvelle fiche à ce membre.",
        Verdict.FORMER_GRID: "Gardée sans compter : ce membre ouvre son nouveau lot, puis remet sa fiche.",
        Verdict.REFUSED: "Rien n’en a été retenu.",
    }[verdict]


def _progress(session: SecretariatSession, member: Member, done: Consolidated) -> MemberProgress:
    own = [sheet for sheet in done.facts.sheets if sheet.claims.member == member.id]
    last_refusal = next(
        (record for record in reversed(session.database.sheets.refusals()) if record.member == member.id),
        None,
    )
    unread = done.recused | done.facts.elsewhere
    due = [dossier.id for dossier in done.facts.dossiers if (member.id, dossier.id) not in unread]
    closed = sum(_is_closed(done, member.id, dossier) for dossier in due)
    if own:
        state = _versions(own)
    elif is_begun(session, member.id):
        state = "saisie papier à finir"
    elif last_refusal is not None:
        state = "à renvoyer"
    elif member.id in done.facts.former.values():
        state = "à remettre sur la nouvelle grille"
    else:
        state = "pas encore de fiche"
    return MemberProgress(
        member=member.id,
        name=member.name,
        institution=member.institution,
        state=state,
        is_in=bool(own),
        has_problem=not own and last_refusal is not None,
        dossiers_closed=closed,
        dossiers_due=len(due),
    )


def _versions(own: Sequence[ArchivedSheet]) -> str:
    """Say which versions are here: of the member's computers, and of what was entered from paper."""
    made = max((sheet.claims.seq for sheet in own if sheet.paper is None), default=0)
    entered = max((sheet.claims.seq for sheet in own if sheet.paper is not None), default=0)
    return " · ".join(
        [*([f"version {made}"] if made else []), *([f"papier n° {entered}"] if entered else [])]
    )


def _is_closed(done: Consolidated, member: MemberId, dossier: DossierId) -> bool:
    standing = done.merged.standings.get((member, dossier))
    return standing is not None and standing.state is State.CLOSED


def _answer(done: Consolidated, reasons: tuple[str, ...]) -> str:
    if not done.facts.sheets:
        return "Pas encore : aucune fiche n’est prise en compte."
    quorum = done.facts.campaign.rules.readings_min
    short = [
        dossier.territory.name
        for dossier in done.facts.dossiers
        if done.results[dossier.id].effective_readers < quorum
    ]
    if short:
        return (
            f"À titre provisoire seulement : {count_fr(quorum, 'lecture')} par dossier sont demandées, "
            f"et il en manque pour {list_fr(short[:3])}{'…' if len(short) > 3 else ''}."
        )
    if reasons:
        return f"Oui, à titre provisoire. {' '.join(reasons)}"
    return "Oui : toutes les fiches sont là et tous les dossiers sont clos."


def _name(campaign: Campaign, member: MemberId | None) -> str:
    return campaign.member_by_id[member].name if member in campaign.member_by_id else ""
