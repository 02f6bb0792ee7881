"""The titles of the columns that Démarches-simplifiées writes, under every name they have had since 2019.

A title is compared without case, with one kind of space, apostrophe and dash. Two columns may have the same
title: a column is always known by its place.
"""

import unicodedata
from collections.abc import Sequence

_SAME_SIGNS = str.maketrans({"’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})

# The column that each role is read from: the first title found, in this order.
ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("id", "dossier id", "n° dossier", "numéro de dossier"),
    "state": ("état du dossier", "statut"),
    "deposited": (
        "déposé le",
        "date de dépôt",
        "date de dépot",
        "passé en construction le",
        "date de passage en construction",
    ),
    "email": ("email", "adresse électronique", "demandeur"),
    "siret": ("établissement siret", "siret"),
    "applicant": ("entreprise raison sociale",),
    "last_name": ("nom",),
    "place": ("établissement code insee localité",),
}

# Columns of the platform itself: every other column is a field of the form.
OF_THE_PLATFORM = frozenset(
    {title for titles in ALIASES.values() for title in titles}
    | {"franceconnect ?", "france connecté ?", "domaine fonctionnel", "référentiel de programmation"}
    | {"centre de coût", "à archiver", "archivé", "dernière mise à jour le", "mis à jour le"}
    | {"date du dernier évènement", "dernière mise à jour du dossier le"}
    | {"date de dernière modification (usager)", "passé en instruction le", "en instruction le"}
    | {"date de passage en instruction", "date décision sva", "date décision svr", "traité le", "terminé le"}
    | {"date de traitement", "motivation de la décision", "instructeurs", "groupe instructeur", "labels"}
    | {"date de création", "date d'expiration", "avis oui/non", "civilité", "prénom", "dépôt pour un tiers"}
    | {"nom du mandataire", "prénom du mandataire", "date de naissance", "champ"}
)
_ESTABLISHMENT = (
    "établissement ",
    "etablissement ",
    "entreprise ",
    "association ",
    "libellé naf",
    "code naf",
)

STATES = frozenset(
    {"brouillon", "en construction", "en instruction", "accepté", "refusé", "classé sans suite"}
    | {"en_construction", "en_instruction", "accepte", "refuse", "sans_suite"}
)
DRAFTS = frozenset({"brouillon"})
SET_ASIDE = frozenset({"refusé", "classé sans suite", "refuse", "sans_suite"})


def label(title: str) -> str:
    """Return the title of a column in the form that titles are compared in."""
    return " ".join(unicodedata.normalize("NFC", title).translate(_SAME_SIGNS).casefold().split())


def places_of_columns(header: Sequence[str]) -> dict[str, int]:
    """Return the place of each role's column in a header."""
    titles = [label(title) for title in header]
    return {
        role: titles.index(name)
        for role, names in ALIASES.items()
        for name in [next((name for name in names if name in titles), "")]
        if name
    }


def is_export(header: Sequence[str]) -> bool:
    """Tell whether a header is that of an export: it numbers dossiers and gives the state of each."""
    return {"number", "state"} <= places_of_columns(header).keys()


def is_field(title: str) -> bool:
    """Tell whether a column is a field of the form."""
    name = label(title)
    return bool(name) and name not in OF_THE_PLATFORM and not name.startswith(_ESTABLISHMENT)
