"""The note on the method, from the campaign as it was sealed."""

from collections.abc import Iterator
from fractions import Fraction

from commission_app.printing.method_pdf import MethodPrint
from commission_app.scoring.campaign import Campaign
from commission_app.texts import count_fr, decimal_fr
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.receiving.closing import standing


def method_print(moment: Moment) -> MethodPrint:
    """Return what is said of the method."""
    done = moment.sitting.done
    campaign, grid = done.facts.campaign, done.facts.campaign.grid
    whole = sum((section.weight for section in grid.sections), Fraction(0))
    closed = standing(moment.session).closed
    points = [(section.label, 100 * section.weight / whole) for section in grid.sections]
    return MethodPrint(
        campaign=campaign.name,
        date=moment.session.desk.now(),
        is_final=moment.is_closed,
        parameters=tuple(_parameters(moment, campaign)),
        sections=tuple((label, decimal_fr(p, 0 if p.denominator == 1 else 1)) for label, p in points),
        neutralised=tuple(f"{one.institution} ne note pas {one.criterion}" for one in campaign.neutralised),
        digests=(
            ("Grille", grid.digest),
            ("Liste des fiches retenues", closed.register if closed else ""),
            ("Résultats", moment.digest),
            ("Dernier acte de la séance", moment.sitting.head),
            ("Dernier acte de la décision", moment.deciding.head),
        ),
        digest=moment.digest,
    )


def _parameters(moment: Moment, campaign: Campaign) -> Iterator[tuple[str, str]]:
    rules, adopted = campaign.rules, moment.sitting.state.rules
    done = moment.sitting.done
    yield "Grille", f"{campaign.grid.title}, version {campaign.grid.version}"
    yield "Échelle", f"de 0 à {campaign.grid.scale.maximum}"
    yield "Places", str(adopted.seats if adopted else rules.seats)
    yield (
        "Voix dans la note",
        "une par institution" if rules.voice_unit == "institution" else "une par membre",
    )
    yield "Lectures nécessaires", count_fr(rules.readings_min, "lecture") + " au moins"
    exact = "sur la note exacte"
    rounded = f"sur la note arrondie à {count_fr(rules.decimals, 'décimale')}"
    yield "Rang", exact if rules.rank_mode == "exact" else rounded
    yield "Départage", ", ".join(rules.tie_break) or "aucun : les ex æquo le restent"
    yield "Seuils", _thresholds(campaign)
    yield "Fiches", count_fr(moment.view.sheets, "fiche")
    yield "Dossiers", count_fr(len(done.facts.dossiers), "dossier")
    yield "Déports", str(len(done.recused))
    yield "Étalonnage", ", ".join(campaign.calibration) or "aucun dossier"
    yield "Graine de l’ordre de lecture", campaign.order_seed or "aucune"


def _thresholds(campaign: Campaign) -> str:
    found = [f"{one.target} : {decimal_fr(one.minimum)}" for one in campaign.rules.thresholds]
    return ", ".join(found) or "aucun"
