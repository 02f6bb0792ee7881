"""« Sélection », on request: which seats of the list hold for neighbouring weights, and which stay open.

That sentence is what a chair needs before the debate: eight seats of ten go to the same dossiers whatever the
weights drawn (SCORING.md §3.3). Draws prove nothing for weights that were not drawn: their number is said.
"""

from collections.abc import Iterator
from fractions import Fraction

from commission_app.advice.core_index import DRAWS, CoreIndex, core_index
from commission_app.advice.undecided_zone import UndecidedZone, undecided_zone
from commission_app.advice.weight_draws import seed_of
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import section_profiles, section_weights
from commission_app.texts import count_fr, list_fr, noun_fr, rounded, typeset
from commission_app.workflow.deliberation.portfolio import problem_of
from commission_app.workflow.deliberation.portfolio_views import Asked, OpenSeats, PortfolioStart, Section
from commission_app.workflow.progress import Progress

LISTED = 5  # lists that are written whole
TITLE = "Places que les poids laissent ouvertes"


def open_seats(begun: PortfolioStart, asked: Asked, progress: Progress, *, draws: int = DRAWS) -> OpenSeats:
    """Return what neighbouring weights settle and leave open in the list under rules. NOT-07, NOT-13.

    It selects again under each of the draws, which lasts seconds: `progress` follows, and may interrupt.
    """
    problem = problem_of(begun, asked)
    grid, results = begun.ranking.done.facts.campaign.grid, begun.ranking.done.results
    rho, seed = begun.ranking.figures.rho, seed_of(begun.ranking.digest)
    weights = section_weights(grid)
    profiles = section_profiles(grid, {row.dossier: results[row.dossier] for row in begun.ranking.rows})
    index = core_index(
        problem,
        weights,
        profiles,
        seed,
        draws=draws,
        rho=rho,
        on_draw=lambda done: progress(done, draws, ""),
    )
    if index is None:
        told = ("Aucune liste ne suit ces règles : demandez une liste pour savoir lesquelles se gênent.",)
        return OpenSeats(asked, (Section(TITLE, told),))
    zone = undecided_zone(problem, index, weights, profiles, rho)
    lines = _in_zone(begun, asked, zone) if zone is not None else _by_share(begun, asked, index)
    made_with = (
        f"Sur {index.draws} tirages de poids à ±{rounded(100 * rho, 0)} % de ceux de la grille, "
        f"graine {seed}. "
        "Rien n’est prouvé pour des poids qui n’ont pas été tirés ; ce n’est pas une probabilité."
    )
    return OpenSeats(asked, (Section(TITLE, tuple(typeset(line) for line in (*lines, made_with))),))


def _in_zone(begun: PortfolioStart, asked: Asked, zone: UndecidedZone) -> Iterator[str]:
    """Tell the seats that are the same in every list that no other is always better than."""
    left = asked.seats - len(zone.core)
    yield from _settled(begun, asked, zone.core)
    if not left:
        return
    among = list_fr(_names(begun, zone.borderline))
    yield (
        f"{count_fr(left, 'place reste ouverte', 'places restent ouvertes')} entre "
        f"{count_fr(len(zone.borderline), 'dossier')} : {among}."
    )
    count = count_fr(len(zone.selections), "liste")
    yield f"{count} que nulle autre ne dépasse pour tous ces poids ; elles ne diffèrent que par :"
    for selection in zone.selections[:LISTED]:
        yield f"– {list_fr(_names(begun, [one for one in selection if one not in zone.core]))}"
    if len(zone.selections) > LISTED:
        yield f"– et {count_fr(len(zone.selections) - LISTED, 'autre liste', 'autres listes')}"


def _by_share(begun: PortfolioStart, asked: Asked, index: CoreIndex) -> Iterator[str]:
    """Tell the shares of the draws, when they leave too many lists to compare."""
    always = tuple(name for name, share in index.shares.items() if share == 1)
    yield from _settled(begun, asked, always)
    some = {name: share for name, share in index.shares.items() if 0 < share < 1}
    left = asked.seats - len(always)
    yield f"{count_fr(left, 'place reste ouverte', 'places restent ouvertes')} entre trop de dossiers :"
    for row in begun.ranking.rows:
        if row.dossier in some:
            yield f"– {begun.name(row.dossier)}, dans la liste pour {_percent(some[row.dossier])} des tirages"


def _settled(begun: PortfolioStart, asked: Asked, core: tuple[DossierId, ...]) -> Iterator[str]:
    if not core:
        yield "Aucune place ne revient au même dossier pour tous les poids tirés."
        return
    who = noun_fr(len(core), "au même dossier", "aux mêmes dossiers")
    verb = noun_fr(len(core), "place revient", "places reviennent")
    names = list_fr(_names(begun, core))
    yield f"{len(core)} {verb} {who} pour tous les poids tirés, sur {asked.seats} : {names}."


def _names(begun: PortfolioStart, chosen: tuple[DossierId, ...] | list[DossierId]) -> list[str]:
    return [begun.name(row.dossier) for row in begun.ranking.rows if row.dossier in chosen]


def _percent(share: Fraction) -> str:
    """Write a share that is neither none nor all, and that no rounding makes so."""
    whole = min(max(round(100 * share), 1), 99)
    return f"{whole} %"
