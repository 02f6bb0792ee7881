"""The note on the method, from the campaign as it was sealed."""

from collections.abc import Iterator
from fractions import Fraction

from commission_app.printing.method_pdf import MethodPrint
from commission_app.scoring.campaign import Campaign
from commission_app.scoring.meeting.acts import RulesAdopted
from commission_app.texts import count_fr, decimal_fr
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.papers.moment import Moment
from commission_app.workflow.preparation.settings.setting import Group
from commission_app.workflow.preparation.settings.setting_list import SETTINGS
from commission_app.workflow.preparation.settings.setting_values import kept_settings, shown
from commission_app.workflow.receiving.closing import standing

TOLD = frozenset(Group) - {Group.CAMPAIGN, Group.DATES}
APART = ("neutralised", "departements")  # said elsewhere, or in the documents of the eligibility


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
    adopted, done = moment.sitting.state.rules, moment.sitting.done
    kept = dict(kept_settings(moment.session))
    told = TOLD
    if adopted is not None:
        kept |= _adopted(adopted)
    if adopted is not None and adopted.variety is not None:
        told -= {Group.VARIETY}  # said below, as the commission adopted it
    yield "Grille", f"{campaign.grid.title}, version {campaign.grid.version}"
    yield "Échelle", f"de 0 à {campaign.grid.scale.maximum}"
    for setting in SETTINGS:
        if setting.group in told and setting.key not in APART:
            yield setting.label, shown(setting, kept.get(setting.key, ""))
    for number, words in enumerate(adoption_lines(moment.sitting.state, moment.sitting.acts)):
        yield "Règles de variété" if number else "Règles de la séance", words
    yield "Fiches", count_fr(moment.view.sheets, "fiche")
    yield "Dossiers", count_fr(len(done.facts.dossiers), "dossier")
    yield "Déports", str(len(done.recused))
    yield "Étalonnage", ", ".join(campaign.calibration) or "aucun dossier"
    yield "Graine de l’ordre de lecture", campaign.order_seed or "aucune"


def _adopted(rules: RulesAdopted) -> dict[str, str]:
    """Return the settings that the commission adopted, as they are kept: its act counts, not the proposal."""
    return {
        "seats": str(rules.seats),
        "quorum": str(rules.quorum),
        "vote_unit": rules.voice,
        "casting_vote": "oui" if rules.casting_vote else "non",
        "chair": rules.chair,
    }
