"""Sentences about the choice of the départements and the invitations that follow it."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "DEP-01": Message(
        what="Aucune colonne de « {file} » ne donne le département de chaque ligne.",
        do="Donnez le titre « code » à celle qui le donne, sur la première ligne, puis recommencez.",
    ),
    "DEP-02": Message(
        what="« {value} » n’est ni le code ni le nom d’un département. Lignes concernées : {count}.",
        do="Corrigez ces lignes, ou retirez-les du tableau, puis recommencez.",
    ),
    "DEP-03": Message(
        what="Le département {departement} est dans {count} lignes du tableau.",
        do="N’en gardez qu’une, puis recommencez.",
    ),
    "DEP-04": Message(
        what="La colonne « {column} » contient des zéros ({count}) : un chiffre, ou une absence de réponse ?",
        do="Dites ce que veut dire zéro dans cette colonne, puis importez.",
    ),
    "DEP-05": Message(
        what="La colonne « {column} » contient « {value} », département {departement} : "
        "elle va de {low} à {high}. Lignes concernées : {count}.",
        do="Vérifiez que les colonnes n’ont pas été déplacées, puis recommencez avec le tableau d’origine.",
    ),
    "DEP-06": Message(
        what="La colonne « {column} » ne contient pas ce que son titre annonce, mais {other}.",
        do="Vérifiez que les colonnes n’ont pas été déplacées, puis recommencez avec le tableau d’origine.",
    ),
    "DEP-07": Message(
        what="La colonne « {column} » contient partout la même valeur : {value}.",
        do="Remettez dans cette colonne ce que son titre annonce, ou choisissez-en une autre.",
    ),
    "DEP-08": Message(
        what="« {column} » n’est pas une colonne de ce tableau que l’on puisse prendre.",
        do="Choisissez une colonne de chiffres parmi celles du tableau.",
    ),
    "DEP-09": Message(
        what="« {value} » n’est le code d’aucun département.",
        do="Écrivez son code : 02, 2A, 974.",
    ),
    "DEP-10": Message(
        what="{departement} est déjà parmi les départements que le calcul retient.",
        do="Il n’y a rien à ajouter.",
    ),
    "DEP-11": Message(
        what="Aucun département n’est retenu : la liste serait vide.",
        do="Choisissez au moins un indicateur et un nombre de départements, ou ajoutez-en avec un motif.",
    ),
    "DEP-12": Message(
        what="La colonne « {column} » contient autre chose que des chiffres : « {value} », "
        "département {departement}. Lignes concernées : {count}.",
        do="Corrigez ces cellules, ou laissez-les vides quand le chiffre n’est pas publié.",
    ),
    "DEP-13": Message(
        what="La colonne « {column} » contient des rangs, de 1 à {count}, et non des chiffres.",
        do="Remettez dans cette colonne ce que son titre annonce, puis recommencez.",
    ),
    "DEP-14": Message(
        what="Le tableau « {file} » n’a aucune ligne sous ses titres, ou ne peut pas être lu.",
        do="Ouvrez-le avec le logiciel qui l’a fait, enregistrez-le à nouveau, puis recommencez.",
    ),
    "DEP-15": Message(
        what="La colonne « {column} » est vide.",
        do="Remplissez-la, ou choisissez-en une autre.",
    ),
    "DEP-16": Message(
        what="Des codes avaient perdu leur premier zéro, dont {first}. Lignes concernées : {count}.",
        do="Ils sont rétablis.",
    ),
    "DEP-17": Message(
        what="Le classeur a plusieurs feuilles : seule la première, « {sheet} », est lue.",
        do="Mettez en première place celle qui doit l’être, si ce n’est pas elle.",
    ),
    "DEP-18": Message(
        what="Ce réglage ne convient pas : {detail}.",
        do="Corrigez-le. La valeur d’avant reste en place.",
    ),
    "INV-01": Message(
        what="Aucun département n’est encore retenu : il n’y a personne à inviter.",
        do="Retenez d’abord des départements, dans l’onglet « Choix ».",
    ),
    "INV-02": Message(
        what="« {file} » n’a pas de colonne « {column} ».",
        do="Donnez à chaque colonne son titre : « code », « bassin », « courriel ».",
    ),
    "INV-03": Message(
        what="« {value} » n’est le code d’aucune commune ni d’aucun EPCI. Lignes concernées : {count}.",
        do="Corrigez ces lignes, ou retirez-les du tableau, puis recommencez.",
    ),
    "INV-04": Message(
        what="{territory} a deux valeurs différentes dans la colonne « {column} ».",
        do="N’en gardez qu’une, puis recommencez.",
    ),
    "INV-05": Message(
        what="La colonne « {column} » ne contient pas ce que son titre annonce : « {value} ». "
        "Lignes concernées : {count}.",
        do="Vérifiez que les colonnes n’ont pas été déplacées, puis recommencez avec le tableau d’origine.",
    ),
    "INV-06": Message(
        what="« {value} » n’est pas un territoire des départements retenus.",
        do="Écrivez le code INSEE de la commune, ou le SIREN de l’EPCI.",
    ),
    "INV-07": Message(
        what="Aucun territoire n’est choisi : aucun fichier n’a été écrit.",
        do="Changez les filtres, puis recommencez.",
    ),
    "INV-08": Message(
        what="Cette date ne se lit pas.",
        do="Écrivez le jour, le mois et l’année : 12/04/2021.",
    ),
    "INV-09": Message(
        what="{territory} a déposé sa candidature : sa réponse est là.",
        do="Il n’y a rien à cocher.",
    ),
}
