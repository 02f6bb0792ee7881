"""The kinds of documents: what each is made of, what it rests on, what it still lacks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commission_app.printing.calculation_pdf import calculation_pdf
from commission_app.printing.candidate_letters_pdf import Kind as Letter
from commission_app.printing.decision_pdf import decision_pdf
from commission_app.printing.method_pdf import method_pdf
from commission_app.printing.minutes_pdf import attendance_pdf, lists_pdf, minutes_pdf
from commission_app.printing.passage_pdf import passage_pdf
from commission_app.printing.ranking_pdf import ranking_pdf
from commission_app.printing.reply_pdf import reply_pdf
from commission_app.printing.sheet_pdf import sheet_pdf
from commission_app.printing.synthesis_pdf import synthesis_pdf
from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, list_fr
from commission_app.workflow.deliberation.calculation import calculation_of, calculation_print, file_name
from commission_app.workflow.deliberation.publish import (
    latest_sheets,
    ranking_print,
    sheet_print,
    sheet_stem,
    synthesis_print,
)
from commission_app.workflow.desk import folder_name
from commission_app.workflow.meeting.dossier_page import departure_lines
from commission_app.workflow.meeting.minutes import minutes_of
from commission_app.workflow.papers import letters
from commission_app.workflow.papers.decision import decision_print
from commission_app.workflow.papers.method import method_print
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.papers.part import Part
from commission_app.workflow.papers.passage import passage_print, passing
from commission_app.workflow.papers.replies import not_told_twice, replied, reply_print
from commission_app.workflow.preparation.candidacies.letter_lines import LetterLine
from commission_app.workflow.secretariat.letters import file_stem

RANKING, MEETING, DECISION, LETTERS = "ranking", "meeting", "decision", "letters"  # what one can rest on
Lacks = Callable[[Moment], Iterator[str]]


@dataclass(frozen=True)
class Kind:
    """One line of the page « Documents »."""

    key: str
    group: str
    title: str
    rests_on: tuple[str, ...]
    lacks: Lacks  # sentences: what keeps it « projet »
    parts: Callable[[Moment], tuple[Part, ...]]
    make: Callable[[Moment, str], bytes]
    notes: Callable[[Moment], Iterator[str]] = lambda _: iter(())  # sentences to know, that lack nothing
    letters: Callable[[Moment], tuple[LetterLine, ...]] | None = None  # of the kinds that leave one by one


def basis_of(moment: Moment, kind: Kind) -> Mapping[str, str]:
    """Return the digests of what a document rests on: another one, and the document is to be made again."""
    digests = {
        RANKING: moment.digest,
        MEETING: moment.sitting.head,
        DECISION: moment.deciding.head,
        LETTERS: moment.letters_digest,
    }
    return {name: digests[name] for name in kind.rests_on}


# ------------------------------------------------------------------------------------------- what is lacking


def _provisional(moment: Moment) -> Iterator[str]:
    yield from moment.view.reasons


def _open_meeting(moment: Moment) -> Iterator[str]:
    """Yield each departure without its rule and reason, then that the meeting is not closed."""
    for line in departure_lines(moment.sitting):
        missing = [word for word, text in (("règle", line.rule), ("motif", line.reason)) if not text]
        if missing:
            yield f"{line.territory} ({line.words}, {line.cost}) : {list_fr(missing)} à écrire."
    if not moment.is_closed:
        yield "La séance n’est pas close."


def _open_decision(moment: Moment) -> Iterator[str]:
    yield from _open_meeting(moment)
    state = moment.deciding.state
    if not state.authorities:
        yield "L’avis n’est pas transmis aux autorités."
    elif state.pending:
        yield f"{count_fr(len(state.pending), 'dossier')} sans décision commune."
    if state.authorities and not state.is_final:
        yield "La décision n’est pas prise."


def _unwritten_attendance(moment: Moment) -> Iterator[str]:
    if moment.sitting.state.rules is None:
        yield "Les règles de la séance ne sont pas adoptées."


# ----------------------------------------------------------------------------------------------------- parts


def _alone(title: str, file: str) -> Callable[[Moment], tuple[Part, ...]]:
    return lambda _: (Part("", title, file),)


def _by_territory(
    stem: str, dossiers: Callable[[Moment], tuple[DossierId, ...]]
) -> Callable[[Moment], tuple[Part, ...]]:
    """Name one file for each territory: `reponse_Brouzargues (30)_d4.pdf`."""

    def parts(moment: Moment) -> tuple[Part, ...]:
        places = {dossier: moment.place(dossier) for dossier in dossiers(moment)}
        return tuple(
            Part(dossier, place, f"{stem}_{folder_name(place)}_{dossier}.pdf")
            for dossier, place in places.items()
        )

    return parts


def _calculations(moment: Moment) -> tuple[Part, ...]:
    return tuple(
        Part(row.dossier, moment.place(row.dossier), file_name(row.dossier)) for row in moment.sitting.ranking
    )


def _sheets(moment: Moment) -> tuple[Part, ...]:
    campaign = moment.sitting.done.facts.campaign
    parts = []
    for sheet in latest_sheets(moment.sitting.done):
        member = campaign.member_by_id[sheet.claims.member]
        title = f"{member.name} ({member.institution})"
        if sheet.paper is not None:
            title += ", saisie par le secrétariat"
        file = f"{sheet_stem(sheet)}_{file_stem(campaign, member)}.pdf"
        parts.append(Part(sheet.sha512, title, file))
    return tuple(parts)


# --------------------------------------------------------------------------------------------------- content


def _synthesis(moment: Moment, _part: str) -> bytes:
    return synthesis_pdf(synthesis_print(moment.session, moment.sitting.done, moment.view))


def _calculation(moment: Moment, part: str) -> bytes:
    shown = calculation_of(moment.sitting.done, DossierId(part), moment.session.desk.now())
    return calculation_pdf(calculation_print(shown))


def _sheet(moment: Moment, part: str) -> bytes:
    done = moment.sitting.done
    (found,) = (one for one in latest_sheets(done) if one.sha512 == part)
    return sheet_pdf(sheet_print(moment.session, done, found))


def _letters(key: str, title: str, kinds: tuple[Letter, ...], lacks: Lacks = lambda _: iter(())) -> Kind:
    return Kind(
        key,
        WRITTEN,
        title,
        (LETTERS,),
        lacks,
        letters.parts_of(kinds),
        letters.make,
        letters.told(kinds),
        letters.letters_of(kinds),
    )


DELIBERATION, DECIDED, WRITTEN = "Délibération", "Décision", "Candidats"
EACH, READ = "Dossiers", "Membres"
_KINDS = (
    Kind(
        "synthese",
        DELIBERATION,
        "Synthèse de délibération",
        (RANKING, MEETING),
        _open_meeting,
        _alone("Synthèse", "synthese.pdf"),
        _synthesis,
    ),
    Kind(
        "classement",
        DELIBERATION,
        "Classement consolidé",
        (RANKING,),
        _provisional,
        _alone("Classement", "classement.pdf"),
        lambda moment, _: ranking_pdf(ranking_print(moment.sitting.done, moment.view)),
    ),
    Kind(
        "avis",
        DELIBERATION,
        "Avis de la commission",
        (RANKING, MEETING),
        _open_meeting,
        _alone("Avis", "avis-listes.pdf"),
        lambda moment, _: lists_pdf(minutes_of(moment.sitting)),
    ),
    Kind(
        "proces-verbal",
        DELIBERATION,
        "Procès-verbal",
        (RANKING, MEETING),
        _open_meeting,
        _alone("Procès-verbal", "proces-verbal.pdf"),
        lambda moment, _: minutes_pdf(minutes_of(moment.sitting)),
    ),
    Kind(
        "emargement",
        DELIBERATION,
        "Feuille d’émargement",
        (MEETING,),
        _unwritten_attendance,
        _alone("Feuille d’émargement", "feuille-emargement.pdf"),
        lambda moment, _: attendance_pdf(minutes_of(moment.sitting)),
    ),
    Kind(
        "methode",
        DELIBERATION,
        "Note de méthode",
        (RANKING, MEETING, DECISION),
        _open_meeting,
        _alone("Note de méthode", "note-de-methode.pdf"),
        lambda moment, _: method_pdf(method_print(moment)),
    ),
    Kind(
        "decision",
        DECIDED,
        "Décision des autorités",
        (RANKING, MEETING, DECISION),
        _open_decision,
        _alone("Décision", "decision.pdf"),
        lambda moment, _: decision_pdf(decision_print(moment)),
    ),
    Kind(
        "reponses",
        DECIDED,
        "Réponses aux territoires",
        (RANKING, MEETING, DECISION),
        _open_decision,
        _by_territory("reponse", replied),
        lambda moment, part: reply_pdf(reply_print(moment, DossierId(part))),
        not_told_twice,
    ),
    Kind(
        "passage",
        DECIDED,
        "Dossiers de passage",
        (RANKING, MEETING, DECISION),
        _open_decision,
        _by_territory("passage", passing),
        lambda moment, part: passage_pdf(passage_print(moment, DossierId(part))),
    ),
    _letters("accuses", "Accusés de réception", letters.ACKNOWLEDGMENTS),
    _letters("demandes-de-piece", "Demandes de pièce", letters.REQUESTS),
    _letters(
        "irrecevabilites", "Lettres d’irrecevabilité", letters.INELIGIBILITIES, letters.unwritten_appeals
    ),
    Kind("calculs", EACH, "Fiches de calcul", (RANKING,), _provisional, _calculations, _calculation),
    Kind("fiches", READ, "Fiches de notation", (RANKING,), _provisional, _sheets, _sheet),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _KINDS})
