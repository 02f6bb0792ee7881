"""Sentences about a grid marked on paper, entered by two agents of the secretariat."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "SAI-01": Message(
        what="Une saisie porte le nom de l’agent qui la fait.", do="Indiquez votre nom, puis recommencez."
    ),
    "SAI-02": Message(
        what="{name} ne peut pas saisir sa propre grille papier.",
        do="Confiez cette saisie à deux autres personnes du secrétariat.",
    ),
    "SAI-03": Message(
        what="{name} siège aussi à la commission et n’a pas encore remis sa fiche : les notes des autres "
        "membres ne lui sont pas montrées.",
        do="Confiez cette saisie à quelqu’un d’autre, ou attendez sa fiche.",
    ),
    "SAI-04": Message(
        what="{name} a déjà fait la première saisie : une autre personne fait la seconde.",
        do="Passez le clavier à un second agent, qui indique son propre nom.",
    ),
    "SAI-05": Message(
        what="Cette grille papier est déjà saisie par {names}.",
        do="Reprenez sous l’un de ces noms, ou abandonnez ces saisies pour en commencer d’autres.",
    ),
    "SAI-06": Message(
        what="La grille de la campagne n’est pas figée : rien ne peut être noté sur papier.",
        do="Figez la grille, remettez les grilles papier aux membres, puis saisissez-les.",
    ),
    "SAI-07": Message(
        what="La grille de la campagne a changé depuis le début de ces saisies.",
        do="Abandonnez-les, faites noter la nouvelle grille, puis saisissez celle-ci.",
    ),
    "SAI-08": Message(
        what="Aucune saisie de cette grille papier n’est en cours sous ce nom.",
        do="Commencez la saisie, ou reprenez-la sous le nom qui l’a commencée.",
    ),
    "SAI-09": Message(
        what="Cette saisie est terminée : elle ne change plus.",
        do="Les différences entre les deux saisies se lèvent ensuite, en regardant le papier.",
    ),
    "SAI-10": Message(
        what="Le code de campagne imprimé sur cette grille, « {typed} », n’est pas celui de la campagne.",
        do="Vérifiez le code, qui est « {expected} » ; une grille d’une autre campagne ne se saisit pas ici.",
    ),
    "SAI-11": Message(
        what="Le code de grille imprimé, « {typed} », n’est pas celui de la grille en vigueur.",
        do="Vérifiez le code, qui est « {expected} » ; une ancienne grille est à faire noter de nouveau.",
    ),
    "SAI-12": Message(
        what="Aucun dossier de la campagne ne porte le code « {typed} ».",
        do="Relisez le code du dossier en haut de la grille papier.",
    ),
    "SAI-13": Message(
        what="{name} ne note pas le dossier « {dossier} » : déport, ou lecture confiée à d’autres.",
        do="Mettez cette grille de côté et appelez ce membre.",
    ),
    "SAI-14": Message(
        what="Le critère {criterion} n’est pas dans la grille, ou pas noté par l’organisme de ce membre.",
        do="Laissez-le en blanc et passez au suivant.",
    ),
    "SAI-15": Message(
        what="Rien n’est saisi : ni note, ni remarque, ni déport.",
        do="Saisissez au moins un dossier, puis terminez.",
    ),
    "SAI-16": Message(
        what="Les deux saisies ne portent pas sur les mêmes dossiers : {dossiers}.",
        do="Reprenez la saisie à laquelle il manque une grille, ou qui en a une de trop.",
    ),
    "SAI-17": Message(
        what="Les deux saisies diffèrent encore : {count} à lever.",
        do="Regardez le papier et indiquez, pour chaque différence, ce qui y est écrit.",
    ),
    "SAI-18": Message(
        what="Les deux saisies ne sont pas terminées.",
        do="Chaque agent termine la sienne ; la fiche s’enregistre ensuite.",
    ),
    "SAI-19": Message(
        what="Ce qui est saisi est trop long pour être enregistré.",
        do="Raccourcissez les remarques les plus longues, puis recommencez.",
    ),
    "SAI-20": Message(
        what="« {file} » porte des étiquettes de dossier, que la grille papier n’a pas.",
        do="Retirez-les du fichier, puis recommencez. Rien n’a été saisi.",
    ),
}
