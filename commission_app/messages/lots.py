"""Sentences about lots: opening one, and what it refuses."""

from commission_app.messages._table import Message

_ASK_AGAIN = "Recopiez-le depuis son support d’origine ; s’il est refusé encore, demandez-le au secrétariat."
_CALL = "Ne l’ouvrez pas et appelez le secrétariat au numéro de votre lettre."

MESSAGES: dict[str, Message] = {
    "LOT-01": Message(
        what="« {file} » n’est pas un lot de dossiers, ou le fichier est abîmé.", do=_ASK_AGAIN
    ),
    "LOT-02": Message(
        what="« {file} » n’est pas protégé comme un lot de cette application doit l’être.", do=_CALL
    ),
    "LOT-03": Message(
        what="Ce code n’ouvre pas ce lot : il est pour une autre personne, ou votre code a été remplacé.",
        do="Vérifiez que le lot et la lettre sont les vôtres, ou demandez au secrétariat le lot à votre nom.",
    ),
    "LOT-04": Message(
        what="Le fichier du lot est incomplet ou abîmé : la copie s’est sans doute interrompue.",
        do=_ASK_AGAIN,
    ),
    "LOT-05": Message(what="Le contenu de ce lot n’a pas pu être lu.", do=_ASK_AGAIN),
    "LOT-06": Message(what="Ce lot n’est pas construit comme ceux de cette application.", do=_CALL),
    "LOT-08": Message(what="Ce lot a été préparé pour d’autres membres que vous.", do=_CALL),
    "LOT-09": Message(
        what="Une version plus récente de ce lot a déjà été ouverte sur cet ordinateur.",
        do="Continuez avec elle ; vos notes y sont.",
    ),
    "LOT-10": Message(
        what="Ce lot ne contient pas exactement les pièces annoncées par le secrétariat.", do=_CALL
    ),
    "LOT-11": Message(
        what="« {piece} » est abîmé depuis la copie du lot. Les autres pièces restent lisibles.",
        do="Recopiez le lot depuis son support d’origine, puis ouvrez-le de nouveau.",
    ),
    "LOT-12": Message(
        what="« {piece} » n’est pas la pièce que le secrétariat a scellée. Les autres restent lisibles.",
        do="Ne tenez pas compte de cette pièce et appelez le secrétariat.",
    ),
    "LOT-13": Message(
        what="« {file} » dépasserait ce qu’un lot peut contenir : 3,9 Go et 4 990 pièces.",
        do="Allégez ou regroupez les pièces, importez-les de nouveau, puis scellez.",
    ),
    "LOT-14": Message(
        what="« {piece} » ({dossier}) n’est plus la pièce importée. Aucun lot n’a été écrit.",
        do="Importez de nouveau ce dossier, puis scellez.",
    ),
    "LOT-15": Message(
        what="« {file} » n’a pas pu être lu.", do="Vérifiez que le support est branché, puis recommencez."
    ),
    "LOT-16": Message(
        what="Cette pièce n’est dans aucun de vos lots.", do="Ouvrez le dernier lot reçu du secrétariat."
    ),
    "LOT-17": Message(
        what="Une autre personne note déjà cette campagne dans ce dossier de travail.",
        do="Ouvrez votre session, ou choisissez un autre dossier de travail.",
    ),
    "LOT-18": Message(
        what="Le lot gardé sur cet ordinateur n’est pas celui que vous y avez ouvert en dernier.",
        do="Ouvrez de nouveau le dernier lot reçu du secrétariat, avec le code de votre lettre.",
    ),
    "VOL-01": Message(
        what="Cette taille de volume ne convient pas.",
        do="Choisissez une taille d’au moins {least} Mo, qui donne {most} volumes au plus.",
    ),
    "VOL-02": Message(
        what="« {file} » tient en un seul volume de cette taille.",
        do="Envoyez-le tel quel, ou choisissez une taille plus petite.",
    ),
    "VOL-03": Message(
        what="Le volume « {file} » a changé ou n’est pas complet : il ne peut pas être réuni aux autres.",
        do="Enregistrez-le de nouveau depuis le message reçu ; les autres volumes restent valables.",
    ),
    "VOL-04": Message(
        what="Ces volumes, réunis, ne redonnent pas le lot que le secrétariat a découpé. "
        "Aucun n’a été gardé.",
        do="Enregistrez de nouveau tous les volumes depuis les messages reçus, puis apportez-les ensemble.",
    ),
    "VOL-05": Message(
        what="« {file} » est un volume d’un autre lot, ou d’un autre envoi, que « {other} ».",
        do="Apportez ensemble les volumes d’un seul lot ; leur nom commence de la même façon.",
    ),
    "VOL-06": Message(
        what="Il manque un volume pour réunir ce lot : {missing}.",
        do="Enregistrez les volumes manquants dans le même dossier, puis recommencez.",
    ),
    "SIG-02": Message(
        what="« {file} » ne vient pas du secrétariat que vous connaissez pour cette campagne.", do=_CALL
    ),
}
