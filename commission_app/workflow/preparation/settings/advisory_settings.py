"""The settings that change no note: what is signalled, the targets of variety, the financial landmarks."""

from typing import Final

from commission_app.workflow.preparation.settings.setting import Group, Setting
from commission_app.workflow.preparation.settings.setting_kinds import Choice, Number

NO_RULE, TARGET, FIRM = "sans", "cible", "ferme"
FORCES: Final = ((NO_RULE, "Sans règle"), (TARGET, "Cible"), (FIRM, "Ferme"))
MOST_EUROS, MOST_PEOPLE = 100_000_000, 100_000_000
_G: Final = Group
_ANALYSIS: Final = (
    Setting(
        "flag_noted",
        _G.ANALYSIS,
        "Écart à noter, sur un critère",
        "En niveaux, entre deux lecteurs d’un dossier : il vaut d’en parler.",
        Number(1, 20, empty="celui de la grille"),
    ),
    Setting(
        "flag_criterion",
        _G.ANALYSIS,
        "Écart d’alerte, sur un critère",
        "En niveaux : l’analyse le signale, la note n’en change pas.",
        Number(1, 20),
    ),
    Setting(
        "flag_total",
        _G.ANALYSIS,
        "Écart d’alerte, sur les totaux",
        "En points sur 100, entre les totaux des membres sur un dossier.",
        Number(1, 100, is_whole=False),
    ),
    Setting(
        "rho",
        _G.ANALYSIS,
        "Plage de variation des poids (%)",
        "Les rangs sont recalculés pour tous les poids de cette plage autour des poids publiés.",
        Number(1, 100, is_whole=False),
    ),
    Setting(
        "draws",
        _G.ANALYSIS,
        "Pondérations tirées",
        "Nombre de jeux de poids tirés dans la plage ; la graine vient des données elles-mêmes.",
        Number(100, 1_000_000),
    ),
    Setting(
        "ridge",
        _G.ANALYSIS,
        "Prudence de l’étalonnage",
        "Plus ce nombre (λ) est grand, moins l’écart d’un lecteur aux autres est retenu sur peu de lectures.",
        Number(1, 1000, is_whole=False),
    ),
)


def _force(key: str, label: str, meaning: str) -> Setting:
    return Setting(key, _G.VARIETY, label, meaning, Choice(FORCES))


def _at_least(key: str, label: str, meaning: str, most: int = 999) -> Setting:
    return Setting(key, _G.VARIETY, label, meaning, Number(0, most))


_FORCED = "Ferme, la règle lie toute proposition ; cible, seul son écart est montré."
_VARIETY: Final = (
    _force("V2", "Urbain et rural", _FORCED),
    _at_least("rural", "Ruraux, au moins", "Territoires de densité rurale parmi les retenus."),
    _at_least("urban", "Urbains, au moins", "Territoires de densité urbaine parmi les retenus."),
    _force("V3", "Communes, EPCI et groupements", _FORCED),
    _at_least("communes", "Communes, au moins", "Communes seules parmi les retenus."),
    _at_least("groups", "EPCI et groupements, au moins", "Candidatures portées à plusieurs communes."),
    _force("V4", "Répartition départementale", _FORCED),
    _at_least("per_departement", "Par département, au plus", "Retenus d’un même département."),
    _at_least("departements_min", "Départements, au moins", "Départements différents parmi les retenus."),
    _force("V5", "Outre-mer", _FORCED),
    _at_least("overseas", "Ultramarins, au moins", "Ne joue que si une candidature recevable l’est."),
    _force("V7", "Taille", _FORCED),
    _at_least("small", "Peu peuplés, au moins", "Territoires sous le premier nombre d’habitants."),
    _at_least("small_under", "Peu peuplé : moins de", "Habitants.", MOST_PEOPLE),
    _at_least("large", "Très peuplés, au moins", "Territoires au-dessus du second nombre d’habitants."),
    _at_least("large_over", "Très peuplé : plus de", "Habitants.", MOST_PEOPLE),
)


def _euros(key: str, label: str, meaning: str, empty: str = "") -> Setting:
    return Setting(key, _G.FINANCES, label, meaning, Number(0, MOST_EUROS, is_whole=False, empty=empty))


def _amount(key: str, label: str, meaning: str, least: int, most: int) -> Setting:
    return Setting(key, _G.FINANCES, label, meaning, Number(least, most, is_whole=False))


_FINANCES: Final = (
    _euros("external_cap", "Plafond d’ingénierie externe (€)", "Au-dessus, une anomalie est montrée."),
    Setting(
        "external_base",
        _G.FINANCES,
        "Base de ce plafond",
        "Le plafond vaut pour toute la durée du projet, ou pour chaque année.",
        Choice((("total", "Toute la durée"), ("an", "Par an"))),
    ),
    Setting("years", _G.FINANCES, "Durée (ans)", "Durée de l’ingénierie financée.", Number(1, 20)),
    _amount("fte_min", "Postes, au moins", "Équivalents temps plein d’ingénierie d’un projet.", 0, 99),
    _amount("fte_max", "Postes, au plus", "Équivalents temps plein d’ingénierie d’un projet.", 0, 99),
    _amount("state_rate", "Part de l’État, au plus (%)", "Du coût de l’ingénierie.", 0, 100),
    _amount("local_rate", "Part de la collectivité, au moins (%)", "Du coût de l’ingénierie.", 0, 100),
    _euros("seed_mean", "Amorçage moyen par an (€)", "Une moyenne à laquelle comparer, pas un plafond."),
    _euros("state_cap", "Plafond demandé à l’État (€)", "Toutes lignes ensemble.", "aucun plafond"),
    _euros("fte_cost_min", "Coût d’un poste, au moins (€)", "Par an ; en dessous, une information."),
    _euros("fte_cost_max", "Coût d’un poste, au plus (€)", "Par an ; au-dessus, une information."),
    _euros("tolerance", "Tolérance sur les totaux (€)", "Écart d’arrondi que les contrôles laissent passer."),
)

ADVISORY_SETTINGS: Final = (*_ANALYSIS, *_VARIETY, *_FINANCES)
