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
    "COD-01": Message(
        what="Ce code compte {expected} signes, et {count} sont saisis.",
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
    "SIG-01": Message(
        what="Ce document a changé depuis que son auteur l’a validé, ou ne vient pas de lui.",
        do="Ne l’utilisez pas, et demandez-en un nouvel exemplaire à son auteur.",
    ),
}
