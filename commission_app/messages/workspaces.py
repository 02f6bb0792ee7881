"""Sentences about backups of the workspace, hand-overs and contributions: read by the secretariat alone."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "SAV-01": Message(
        what="Ce dossier est dans le dossier de travail : une sauvegarde y disparaîtrait avec lui.",
        do="Choisissez un dossier sur une clé USB ou sur un autre disque.",
    ),
    "SAV-02": Message(
        what="« {file} » n’est pas une sauvegarde de campagne, ou cette copie est abîmée.",
        do="Essayez la sauvegarde précédente, dans le même dossier : rien n’a été écrit ici.",
    ),
    "SAV-03": Message(
        what="La sauvegarde n’a pas pu se faire : le fichier de secours manque dans le dossier de travail.",
        do="Dans « Mise à l’abri », écrivez une copie du fichier de secours, puis recommencez.",
    ),
    "SAV-04": Message(
        what="Des pièces de cette sauvegarde manquent ou sont abîmées : {count}. Rien n’a été écrit ici.",
        do="Reprenez une autre copie du dossier de sauvegarde, ou restaurez sans ces pièces.",
    ),
    "SAV-05": Message(
        what="La campagne « {name} » est déjà sur cet ordinateur : elle n’a pas été remplacée.",
        do="Ouvrez-la, ou restaurez la sauvegarde sur un autre ordinateur.",
    ),
    "SAV-06": Message(
        what="Aucun dossier de sauvegarde n’est encore choisi.",
        do="Choisissez-en un dans « Mise à l’abri », sur une clé USB ou sur un autre disque.",
    ),
    "SAV-07": Message(
        what="Le dossier « {folder} » ne contient aucune sauvegarde de campagne.",
        do="Choisissez le dossier où les sauvegardes sont écrites, ou l’une d’elles.",
    ),
    "SAV-08": Message(
        what="La campagne a trop de pièces pour tenir dans une sauvegarde.",
        do="Copiez le dossier de travail entier, application fermée, et gardez le fichier de secours avec.",
    ),
    "SAV-09": Message(
        what="La suite des passations de cette campagne a été changée ou coupée.",
        do="N’effacez rien, et reprenez une sauvegarde plus ancienne ou l’ordinateur d’avant.",
    ),
    "SAV-10": Message(
        what="La campagne « {name} » a eu deux suites : l’une sur cet ordinateur, l’autre dans ce fichier. "
        "Rien n’a été remplacé.",
        do="Décidez laquelle fait foi, puis restaurez l’autre ailleurs pour y relire ce qui lui est propre.",
    ),
    "PAS-01": Message(
        what="La campagne a été passée à {name} le {date} : ici, elle se lit seulement.",
        do="Demandez à cette personne. Si le fichier de la passation n’a pas servi, reprenez la main dans "
        "« Mise à l’abri ».",
    ),
    "PAS-02": Message(
        what="Cette copie de la campagne sert à la recevabilité et aux fiches signalétiques.",
        do="Faites le reste sur l’ordinateur qui tient la campagne, et envoyez-y votre contribution.",
    ),
    "PAS-03": Message(
        what="Il manque un nom.",
        do="Écrivez le nom de chaque personne, comme il sera lu au journal.",
    ),
    "PAS-04": Message(
        what="La campagne a changé pendant la passation : elle n’a pas été passée.",
        do="Laissez finir les travaux en cours, puis recommencez.",
    ),
    "PAS-05": Message(
        what="Aucune passation n’est à reprendre sur cet ordinateur.",
        do="Rouvrez la campagne pour voir où elle en est.",
    ),
    "PAS-06": Message(
        what="Cet ordinateur tient la campagne : ce qui y est écrit n’a pas à partir en contribution.",
        do="Écrivez une contribution depuis une copie de travail, sur l’ordinateur d’un autre agent.",
    ),
    "CTB-01": Message(
        what="« {file} » n’est pas une contribution, ou cette copie est abîmée.",
        do="Demandez-la de nouveau : rien n’a été repris de ce fichier.",
    ),
    "CTB-02": Message(
        what="« {file} » est la contribution d’une autre campagne.",
        do="Ouvrez la campagne qu’elle concerne, ou demandez le bon fichier.",
    ),
    "CTB-03": Message(
        what="Cette contribution est trop grande pour un seul fichier.",
        do="Passez plutôt la campagne à l’agent qui en reprend la suite.",
    ),
    "CTB-04": Message(
        what="Rien n’a été écrit sur cette copie depuis qu’elle est faite.",
        do="Remplissez la recevabilité ou une fiche signalétique, puis recommencez.",
    ),
    "CTB-05": Message(
        what="Ce choix n’est plus à faire : une contribution ou une réponse l’a changé.",
        do="Relisez les contradictions qui restent.",
    ),
    "CTB-06": Message(
        what="« {file} » vient d’une copie faite pour {author} avant que les clés de la campagne ne soient "
        "changées parce qu’elles étaient en danger : rien n’en a été repris.",
        do="Si cette personne doit continuer, faites-lui une copie neuve depuis une sauvegarde récente.",
    ),
}
