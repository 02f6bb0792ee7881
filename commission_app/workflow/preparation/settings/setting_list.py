"""Every setting of a campaign but its people and its grid, once: name, words, meaning, what it holds.

The forms of the window, the note on the method and the command line read this list (SCORING.md §11). A
setting whose key is a field of `Campaign` or `ScoringRules` lives there; the others are parameters.
"""

from typing import Final

from commission_app.workflow.preparation.settings.advisory_settings import ADVISORY_SETTINGS
from commission_app.workflow.preparation.settings.setting import Group, Setting
from commission_app.workflow.preparation.settings.setting_kinds import (
    DAY,
    Choice,
    Departements,
    GridParts,
    Minimums,
    Moment,
    Number,
    Silences,
    Told,
    Words,
)

YES_NO: Final = (("oui", "Oui"), ("non", "Non"))
_G: Final = Group
_CAMPAIGN: Final = (
    Setting("name", _G.CAMPAIGN, "Nom", "Écrit sur chaque lettre et chaque document.", Words()),
    Setting(
        "phone",
        _G.CAMPAIGN,
        "Téléphone du secrétariat",
        "Donné aux membres sur leur lettre.",
        Words(),
        stays_open=True,
    ),
    Setting(
        "authority",
        _G.CAMPAIGN,
        "L’avis est transmis",
        "À qui va l’avis de la commission, comme le procès-verbal l’écrit : « à l’autorité qui décide ».",
        Words(),
    ),
)
_DATES: Final = (
    Setting(
        "convocation",
        _G.DATES,
        "Envoi des convocations",
        "Sans date ici, le calendrier compte cinq jours avant la séance.",
        Moment(DAY, may_be_empty=True),
        stays_open=True,
    ),
    Setting(
        "opening",
        _G.DATES,
        "Ouverture de la lecture",
        "Le jour où les membres ont leur lot ; une date de calendrier, sans autre effet.",
        Moment(DAY, may_be_empty=True),
        stays_open=True,
    ),
    Setting(
        "deadline",
        _G.DATES,
        "Date limite des fiches",
        "Jour et heure, écrits sur la lettre et dans le lot.",
        Moment(),
        stays_open=True,
    ),
    Setting(
        "meeting",
        _G.DATES,
        "Séance de la commission",
        "Jour et heure ; « À faire » en dépend.",
        Moment(),
        stays_open=True,
    ),
    Setting(
        "finalisation",
        _G.DATES,
        "Finalisation des projets",
        "Le jour où les projets retenus doivent être arrêtés avec les territoires.",
        Moment(DAY, may_be_empty=True),
        stays_open=True,
    ),
)
_PLACES: Final = (
    Setting(
        "seats",
        _G.PLACES,
        "Places",
        "Nombre de territoires à proposer : règle ferme (V1), la ligne du classement passe là.",
        Number(1, 999),
    ),
    Setting(
        "departements",
        _G.PLACES,
        "Départements éligibles",
        "Leurs numéros ; sans liste, le point R1 de la recevabilité reste à vérifier.",
        Departements(),
        stays_open=True,
    ),
    Setting(
        "deposit",
        _G.PLACES,
        "Fin des dépôts",
        "Jour et heure ; sans date, le point R3 de la recevabilité reste à vérifier.",
        Moment(may_be_empty=True),
        stays_open=True,
    ),
    Setting(
        "may_complete",
        _G.PLACES,
        "Pièce manquante",
        "Si un dossier peut être complété après son dépôt, il est proposé « à compléter ».",
        Choice((("oui", "Peut être demandée"), ("non", "Ne peut plus l’être"))),
        stays_open=True,
    ),
)
_VOICES: Final = (
    Setting(
        "voice_unit",
        _G.VOICES,
        "Voix dans la note",
        "Par institution, plusieurs membres d’une même institution comptent ensemble pour une voix.",
        Choice((("institution", "Une voix par institution"), ("evaluateur", "Une voix par membre"))),
    ),
    Setting(
        "vote_unit",
        _G.VOICES,
        "Voix dans les votes",
        "Qui a une voix en séance ; un suppléant n’a que celle de son titulaire.",
        Choice((("institution", "Une voix par institution"), ("membre", "Une voix par membre titulaire"))),
    ),
    Setting(
        "quorum",
        _G.VOICES,
        "Quorum de la séance",
        "Nombre de voix présentes ou représentées sans lesquelles la séance ne s’ouvre pas.",
        Number(1, 999, empty="la moitié des voix"),
    ),
    Setting(
        "casting_vote",
        _G.VOICES,
        "Voix prépondérante",
        "À égalité des voix, celle de la présidence l’emporte, si la présidence vote.",
        Choice(YES_NO),
    ),
    Setting(
        "chair",
        _G.VOICES,
        "Présidence",
        "Nom de la personne qui préside ; une personne extérieure n’a pas de voix.",
        Words(may_be_empty=True),
        stays_open=True,
    ),
)
_NOTE: Final = (
    Setting(
        "readings_min",
        _G.NOTE,
        "Lectures nécessaires",
        "En dessous, le dossier n’est pas classé ; compte qui a noté la moitié de la grille au moins.",
        Number(1, 999),
    ),
    Setting(
        "thresholds",
        _G.NOTE,
        "Seuils",
        "Minimums sous lesquels un dossier est éliminé, l’égalité passe : « total 50 ; L 3 ». Vide : aucun.",
        Minimums(),
    ),
    Setting(
        "tie_break",
        _G.NOTE,
        "Départage",
        "Sections ou critères comparés dans cet ordre entre ex æquo. Vide : la commission délibère.",
        GridParts(),
    ),
    Setting(
        "rank_mode",
        _G.NOTE,
        "Rang",
        "Sur la note exacte, deux dossiers ne sont ex æquo que s’ils le sont à la fraction près.",
        Choice((("exact", "Sur la note exacte"), ("arrondi", "Sur la note arrondie"))),
    ),
    Setting(
        "decimals",
        _G.NOTE,
        "Décimales de l’arrondi",
        "Ne sert que si le rang se lit sur la note arrondie.",
        Number(0, 6),
    ),
    Setting(
        "neutralised",
        _G.NOTE,
        "Critères neutralisés",
        "Une institution ne note pas ce que son réseau a déjà dit : « CNAF : L3 ». "
        "Sa lecture reste complète sans eux.",
        Silences(),
    ),
    Setting(
        "told_ne",
        _G.NOTE,
        "Non évaluable",
        "Ce qui manque au dossier vaut 0 ; « non évaluable » est pour qui ne peut pas juger.",
        Told("Permis, avec un motif en une phrase"),
    ),
    Setting(
        "told_round",
        _G.NOTE,
        "Tour officiel",
        "Un second tour ne compte que si la commission le déclare officiel en séance.",
        Told("Le premier"),
    ),
    Setting(
        "told_equalisation",
        _G.NOTE,
        "Péréquation",
        "Aucune note n’est corrigée de l’écart habituel d’un lecteur aux autres.",
        Told("Sans péréquation"),
    ),
)
SETTINGS: Final = (*_CAMPAIGN, *_DATES, *_PLACES, *_VOICES, *_NOTE, *ADVISORY_SETTINGS)
BY_KEY: Final = {setting.key: setting for setting in SETTINGS}
