"""The meeting on the command line: each command is one act, kept at once; `show` tells where it stands."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commission_app.cli.desks import secretariat
from commission_app.cli.french import Commands, FrenchParser
from commission_app.cli.terminal import Terminal
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.meeting import acts
from commission_app.scoring.meeting.acts import Opinion, Presence
from commission_app.scoring.meeting.state import PHASES
from commission_app.texts import count_fr
from commission_app.workflow.meeting.minutes import print_minutes
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.meeting.views import MeetingView
from commission_app.workflow.meeting.words import OUTCOMES
from commission_app.workflow.preparation.settings.parameters import settled_variety

OPINIONS = tuple(opinion.value for opinion in Opinion)
Made = Callable[[Sitting, argparse.Namespace], object]


@dataclass(frozen=True)
class Gesture:
    """One command: its words, its arguments (an option begins with dashes), and what it does."""

    name: str
    help: str
    arguments: tuple[str, ...]
    do: Made


def add_commands(commands: Commands, common: FrenchParser) -> None:
    """Add the meeting and its gestures."""
    parser = commands.add_parser("meeting", help="conduire la séance de la commission")
    gestures = parser.add_subparsers(title="gestes", metavar="GESTE", required=True)
    for gesture in GESTURES:
        one = gestures.add_parser(gesture.name, parents=[common], help=gesture.help)
        for argument in gesture.arguments:
            _add(one, argument)
        one.set_defaults(run=_run, gesture=gesture)
    one = gestures.add_parser("show", parents=[common], help="dire où en est la séance")
    one.set_defaults(run=_run, gesture=None)
    one = gestures.add_parser("print", parents=[common], help="écrire le procès-verbal et les listes")
    one.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les documents")
    one.set_defaults(run=_print)


def _add(parser: FrenchParser, argument: str) -> None:
    name = argument.lstrip("-").rstrip("?")
    if name in FLAGS:
        parser.add_argument(f"--{name}", action="store_true", help=FLAGS[name])
    elif argument.startswith("--"):
        is_required = not argument.endswith("?")
        parser.add_argument(
            f"--{name}", required=is_required, default="", metavar=name.upper(), help=WORDS[name]
        )
    elif name in NUMBERS:
        parser.add_argument(name, type=int, metavar=name.upper(), help=WORDS[name])
    elif name == "opinion":
        parser.add_argument(name, choices=OPINIONS, metavar="AVIS", help=WORDS[name])
    else:
        parser.add_argument(name, metavar=name.upper(), help=WORDS[name])


FLAGS = {
    "second-call": "deuxième convocation, sans quorum",
    "remote": "à distance",
    "by-member": "une voix par membre titulaire, et non par institution",
    "no-casting": "sans voix prépondérante",
    "not-official": "les notes changées ne sont pas officielles",
}
NUMBERS = frozenset({"seats", "quorum", "for", "against", "abstentions", "number", "mark"})
WORDS = {
    "seats": "nombre de places",
    "quorum": "nombre de voix requises",
    "chair": "nom de la présidence",
    "chair-member": "identifiant de la présidence, si elle est membre",
    "member": "identifiant du membre",
    "holder": "qui porte sa voix",
    "dossier": "identifiant du dossier",
    "criterion": "identifiant du critère",
    "opinion": f"avis : {', '.join(OPINIONS)}",
    "for": "voix pour",
    "against": "voix contre",
    "abstentions": "abstentions",
    "casting": "voix prépondérante : pour ou contre",
    "rule": "règle suivie",
    "reason": "motif",
    "text": "texte",
    "number": "numéro de l’acte",
    "mark": "note",
    "part": "above (nettement en tête) ou below (nettement en deçà)",
}


def _rules(sitting: Sitting, choice: argparse.Namespace) -> object:
    chair = choice.chair_member or None
    return sitting.record(
        acts.RulesAdopted(
            choice.seats,
            choice.quorum,
            "membre" if choice.by_member else "institution",
            not choice.no_casting,
            choice.chair,
            MemberId(chair) if chair else None,
            settled_variety(sitting.session.database),
            choice.reason,
        )
    )


def _vote(sitting: Sitting, choice: argparse.Namespace) -> object:
    counts = (getattr(choice, "for"), choice.against, choice.abstentions)
    sides: dict[str, acts.Side] = {"pour": "pour", "contre": "contre"}
    side = sides.get(choice.casting, "")
    return sitting.record(acts.Voted(DossierId(choice.dossier), Opinion(choice.opinion), *counts, side))


def _together(sitting: Sitting, choice: argparse.Namespace) -> None:
    agenda = sitting.state.agenda
    if agenda is None:
        return
    is_above = choice.part == "above"
    dossiers = [one for one in (agenda.above if is_above else agenda.below) if one not in sitting.state.avis]
    opinion = Opinion.RETAIN if is_above else Opinion.DECLINE
    sitting.advise_together(opinion, tuple(dossiers))


def _change(sitting: Sitting, choice: argparse.Namespace) -> object:
    member, dossier = MemberId(choice.member), DossierId(choice.dossier)
    criterion = CriterionId(choice.criterion)
    before = sitting.mark_of(member, dossier, criterion)
    return sitting.record(acts.MarkChanged(member, dossier, criterion, before, choice.mark, choice.reason))


def _fact(make: Callable[[argparse.Namespace], acts.Fact]) -> Made:
    return lambda sitting, choice: sitting.record(make(choice))


GESTURES: Sequence[Gesture] = (
    Gesture(
        "rules",
        "adopter les règles de la séance",
        ("seats", "quorum", "--chair", "--chair-member?", "by-member", "no-casting", "--reason?"),
        _rules,
    ),
    Gesture(
        "arrive",
        "inscrire une arrivée",
        ("member", "remote"),
        _fact(lambda c: acts.Arrived(MemberId(c.member), Presence.REMOTE if c.remote else Presence.ROOM)),
    ),
    Gesture("leave", "inscrire un départ", ("member",), _fact(lambda c: acts.Left(MemberId(c.member)))),
    Gesture(
        "proxy",
        "inscrire un mandat",
        ("member", "holder"),
        _fact(lambda c: acts.ProxyGiven(MemberId(c.member), MemberId(c.holder))),
    ),
    Gesture("open", "ouvrir la séance", ("second-call",), lambda s, c: s.open(is_second_call=c.second_call)),
    Gesture("pause", "suspendre la séance", (), _fact(lambda _: acts.Paused())),
    Gesture("resume", "reprendre la séance", (), _fact(lambda _: acts.Resumed())),
    Gesture("end", "clore la séance", (), _fact(lambda _: acts.Closed())),
    Gesture("call", "examiner un dossier", ("dossier",), _fact(lambda c: acts.Called(DossierId(c.dossier)))),
    Gesture(
        "ask",
        "inscrire un débat demandé par un membre",
        ("member", "dossier", "--reason"),
        _fact(lambda c: acts.DebateAsked(MemberId(c.member), DossierId(c.dossier), c.reason)),
    ),
    Gesture(
        "advise",
        "inscrire un avis par consensus",
        ("dossier", "opinion"),
        _fact(lambda c: acts.Advised(DossierId(c.dossier), Opinion(c.opinion))),
    ),
    Gesture(
        "vote",
        "inscrire un vote",
        ("dossier", "opinion", "for", "against", "abstentions", "--casting?"),
        _vote,
    ),
    Gesture("together", "donner un même avis à ce qui n’est pas débattu", ("part",), _together),
    Gesture(
        "recuse",
        "inscrire un déport déclaré en séance",
        ("member", "dossier", "--reason"),
        lambda s, c: s.recuse(MemberId(c.member), DossierId(c.dossier), c.reason),
    ),
    Gesture(
        "change",
        "inscrire une note changée après débat",
        ("member", "dossier", "criterion", "mark", "--reason"),
        _change,
    ),
    Gesture(
        "second-round",
        "dire si les notes changées sont officielles",
        ("not-official", "--reason"),
        _fact(lambda c: acts.SecondRound(not c.not_official, c.reason)),
    ),
    Gesture(
        "collegial",
        "inscrire une note collégiale",
        ("dossier", "criterion", "mark", "--reason"),
        _fact(lambda c: acts.CollegialMark(DossierId(c.dossier), CriterionId(c.criterion), c.mark, c.reason)),
    ),
    Gesture(
        "recommend",
        "écrire des recommandations",
        ("dossier", "text"),
        _fact(lambda c: acts.Recommended(DossierId(c.dossier), c.text)),
    ),
    Gesture(
        "dissent",
        "mentionner un désaccord",
        ("member", "dossier", "text"),
        _fact(lambda c: acts.Dissented(MemberId(c.member), DossierId(c.dossier), c.text)),
    ),
    Gesture(
        "depart",
        "motiver un écart au classement",
        ("dossier", "--rule", "--reason"),
        _fact(lambda c: acts.Departed(DossierId(c.dossier), c.rule, c.reason)),
    ),
    Gesture(
        "ranking",
        "présenter un nouveau classement",
        ("--reason",),
        lambda s, c: s.present_ranking(c.reason),
    ),
    Gesture("undo", "annuler un acte", ("number",), lambda s, c: s.undo(c.number)),
)


def _run(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        sitting = Sitting(session)
        if choice.gesture is not None:
            choice.gesture.do(sitting, choice)
        _show(meeting_view(sitting), terminal)


def _print(choice: argparse.Namespace, terminal: Terminal) -> None:
    with secretariat(choice) as session:
        files = print_minutes(session, choice.folder)
    for file in files:
        terminal.say(str(file))
    terminal.result({"files": [str(file) for file in files]})


def _show(view: MeetingView, terminal: Terminal) -> None:
    terminal.say(f"{view.title}, {PHASES[view.phase]}. {view.quorum}")
    if view.acts:
        terminal.say(f"Dernier acte, n° {view.acts[0].number} : {view.acts[0].sentence}")
    for line in view.agenda:
        outcome = OUTCOMES[line.opinion] if line.opinion else "sans avis"
        terminal.say(f"  {line.rank or '—':>3}  {line.note:>8}  {line.dossier} : {outcome}")
    for departure in view.departures:
        state = "motivé" if departure.is_explained else "à motiver"
        terminal.say(f"Écart, {state} : {departure.territory}, {departure.words}, {departure.cost}")
    if view.ranking_change:
        terminal.say(view.ranking_change)
    free = count_fr(view.free, "place libre", "places libres")
    terminal.say(f"{free}, {count_fr(view.undecided, 'dossier')} sans avis.")
    terminal.result(
        {
            "phase": view.phase.value,
            "acts": len(view.acts),
            "free": view.free,
            "undecided": view.undecided,
            "retained": [seat.dossier for seat in view.retained],
            "reserve": [seat.dossier for seat in view.reserve],
        }
    )
