"""Sentences about codes, keys and signatures."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "ACT-01": Message(
        what="Ce fichier ne contient pas de document validé avec l’application.",
        do="Vérifiez que c’est le bon fichier, ou demandez à son auteur de l’envoyer à nouveau.",
    ),
    "ACT-02": Message(
        what="Ce document n’est pas écrit comme l’application les écrit : son contenu n’a pas été lu.",
        do="Ne l’utilisez pas, et demandez à son auteur de l’envoyer à nouveau.",
    ),
    "ACT-03": Message(
        what="Ce document est d’un autre genre ou d’une autre version que celui qui est attendu ici.",
        do="Vérifiez que c’est le bon fichier, puis que l’application est à jour.",
    ),
    "CHE-01": Message(
        what="Ce code n’est pas celui du coffre de cette campagne. Le coffre reste fermé.",
        do="Demandez à la présidence le code de la lettre remise à la création de cette campagne.",
    ),
    "CHE-02": Message(
        what="Le coffre est fermé : aucune fiche ne peut être lue, et rien n’a été retenu.",
        do="Ouvrez-le avec le code de la présidence, puis recevez ces fiches.",
    ),
    "CHE-03": Message(
        what="Cette campagne n’a pas de coffre : ses fiches se lisent sans code de la présidence.",
        do="Recevez les fiches sans ce code.",
    ),
    "COD-01": Message(
        what="Ce code compte {expected} signes ; vous en avez saisi {count}.",
        do="Comparez chaque groupe avec le papier où le code est imprimé.",
    ),
    "COD-02": Message(
        what="Un code ne contient jamais le signe « {sign} ».",
        do="Comparez le signe {place} du groupe {group} avec le papier où le code est imprimé.",
    ),
    "COD-03": Message(
        what="Un signe de ce code diffère du papier, ou deux signes sont intervertis. Rien n’a été ouvert.",
        do="Comparez chaque groupe avec le papier où le code est imprimé.",
    ),
    "KEY-01": Message(
        what="L’ordinateur n’a pas retenu votre code, ou ne peut pas le rendre pour le moment.",
        do="Saisissez votre code.",
    ),
    "KEY-02": Message(
        what="Ce code n’ouvre pas le travail gardé sur cet ordinateur.",
        do="Saisissez le code de votre dernière lettre pour cette campagne, ou appelez le secrétariat.",
    ),
    "KEY-03": Message(
        what="Le fichier qui protège votre travail sur cet ordinateur est abîmé.",
        do="Ne supprimez rien et appelez le secrétariat, qui vous dira comment reprendre.",
    ),
    "KEY-05": Message(
        what="Les moyens de protection de cette campagne ont déjà changé trop souvent. Rien n’a changé.",
        do="Gardez les moyens actuels, ou terminez cette campagne et créez-en une nouvelle.",
    ),
    "SEC-01": Message(
        what="« {file} » n’est pas un fichier de secours, ou il est abîmé. Rien n’a été changé.",
        do="Prenez une autre copie de secours.age : celle du dossier de travail, ou celle du pli de secours.",
    ),
    "SEC-02": Message(
        what="Ce code n’ouvre pas « {file} » : il vient d’une autre campagne, ou a été remplacé depuis.",
        do="Saisissez le code imprimé dans le même pli que ce fichier.",
    ),
    "SEC-03": Message(
        what="« {file} » et les travaux de ce dossier ne vont pas ensemble, ou ces travaux sont abîmés.",
        do="Prenez le fichier du dernier pli de secours, ou une autre sauvegarde du dossier de travail.",
    ),
    "SEC-04": Message(
        what="Il n’y a rien à rétablir : la campagne s’ouvre déjà sur cet ordinateur.",
        do="Ouvrez-la comme d’habitude, ou avec son code de secours.",
    ),
    "SEC-05": Message(
        what="« {file} » existe déjà à cet endroit : il n’a pas été remplacé.",
        do="Choisissez un autre dossier, ou rangez le pli qui s’y trouve.",
    ),
    "SIG-01": Message(
        what="Ce document a changé depuis que son auteur l’a validé, ou ne vient pas de lui.",
        do="Ne l’utilisez pas, et demandez-en un nouvel exemplaire à son auteur.",
    ),
}
