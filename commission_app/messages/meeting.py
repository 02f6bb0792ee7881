"""Sentences of the meeting of the commission and of the decision that follows (`DEL`)."""

from commission_app.messages._table import Message

MESSAGES = {
    "DEL-01": Message(
        what="Les {seats} places sont attribuées.",
        do="Libérez une place : changez d’abord l’avis d’un dossier retenu.",
    ),
    "DEL-02": Message(
        what="La séance est {state} : cet acte n’est pas possible maintenant.",
        do="Ouvrez, reprenez ou rouvrez la séance, puis recommencez.",
    ),
    "DEL-03": Message(
        what="Le quorum n’est pas atteint : {present} présents ou représentés, {quorum} requis.",
        do="Inscrivez les arrivées et les mandats, ou suspendez la séance. Les avis donnés restent acquis.",
    ),
    "DEL-04": Message(
        what="Le total des voix est {given}, et il y a {voters} votants pour ce dossier.",
        do="Comptez de nouveau les pour, les contre et les abstentions.",
    ),
    "DEL-05": Message(
        what="{name} est déjà inscrit parmi les présents.",
        do="Il n’y a rien à faire.",
    ),
    "DEL-06": Message(
        what="{name} n’est pas inscrit parmi les présents.",
        do="Inscrivez d’abord son arrivée.",
    ),
    "DEL-07": Message(
        what="{name} ne peut pas siéger : {other} occupe déjà ce siège.",
        do="Inscrivez d’abord le départ de {other}.",
    ),
    "DEL-08": Message(
        what="{giver} ne peut pas donner mandat à {holder}.",
        do="Un mandat va d’un membre absent et sans suppléant présent à un membre présent, "
        "qui n’en porte qu’un.",
    ),
    "DEL-09": Message(
        what="Les règles de la séance ne sont pas encore adoptées.",
        do="Adoptez-les : places, quorum, voix, présidence.",
    ),
    "DEL-10": Message(
        what="Le dossier {dossier} n’est pas à l’ordre du jour.",
        do="Arrêtez l’ordre du jour sur le classement présenté, puis recommencez.",
    ),
    "DEL-11": Message(
        what="Cet acte ne peut pas être annulé : il l’est déjà, ou ce qui a suivi en dépend.",
        do="Inscrivez plutôt un nouvel acte qui le corrige.",
    ),
    "DEL-12": Message(
        what="La séance ne peut pas être close : il reste {count} dossier(s) sans avis.",
        do="Arrêtez l’ordre du jour et donnez un avis sur chacun de ses dossiers.",
    ),
    "DEL-13": Message(
        what="La voix prépondérante ne s’exprime que si les voix sont partagées et que la présidence vote.",
        do="Indiquez le sens du vote de la présidence dans ce cas, et seulement dans ce cas.",
    ),
    "DEL-14": Message(
        what="{name} s’est déporté de ce dossier.",
        do="Son avis, sa voix et ses notes n’y comptent pas.",
    ),
    "DEL-15": Message(
        what="Des avis s’écartent du classement sans leur règle ni leur motif : {names}.",
        do="Écrivez-les dossier par dossier, puis clôturez.",
    ),
    "DEL-16": Message(
        what="Le classement a changé depuis qu’il a été présenté à la séance.",
        do="Présentez le nouveau classement avec le motif, ou écartez ce qui est arrivé, puis recommencez.",
    ),
    "DEL-17": Message(
        what="Les actes de la séance ne se suivent plus : le n° {number} a été changé, déplacé ou retiré.",
        do="N’effacez rien, gardez le dossier de travail tel qu’il est et prévenez la présidence.",
    ),
    "DEL-18": Message(
        what="Cette note n’est pas celle que {name} a donnée à ce critère dans sa fiche retenue.",
        do="Relisez sa fiche, puis inscrivez de nouveau le changement.",
    ),
    "DEL-19": Message(
        what="Ce critère a déjà au moins une note : une note collégiale n’y a pas sa place.",
        do="Inscrivez plutôt un changement de note, par son auteur.",
    ),
    "DEL-20": Message(
        what="L’avis n’est pas encore transmis aux autorités qui décident.",
        do="Clôturez la séance, puis nommez les autorités.",
    ),
    "DEL-21": Message(
        what="« {name} » n’est pas une autorité à laquelle cet avis est transmis.",
        do="Choisissez l’une de celles qui ont été nommées.",
    ),
    "DEL-22": Message(
        what="La décision n’est pas complète : {count} dossier(s) attendent une décision commune.",
        do="Recueillez la décision de chaque autorité, et l’accord de toutes sur chacun de ces dossiers.",
    ),
    "DEL-23": Message(
        what="La décision est déjà prise : elle ne change plus.",
        do="Une nouvelle décision fait l’objet d’une nouvelle procédure.",
    ),
}
