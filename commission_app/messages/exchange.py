"""Sentences about marking, handing in, receiving and answering."""

from commission_app.messages._table import Message

_HAND_IN_AGAIN = "Demandez à ce membre de remettre de nouveau sa fiche."

MESSAGES: dict[str, Message] = {
    "ACC-01": Message(
        what="« {file} » n’est pas un accusé de réception, ou le fichier est abîmé.",
        do="Demandez au secrétariat de l’envoyer de nouveau.",
    ),
    "ACC-02": Message(
        what="« {file} » est destiné à une autre personne ou à une autre campagne.",
        do="Ouvrez d’abord le dernier lot reçu avec votre dernière lettre. S’il est encore refusé, demandez "
        "au secrétariat l’accusé de réception à votre nom.",
    ),
    "ACC-03": Message(
        what="« {file} » ne vient pas du secrétariat que cet ordinateur connaît pour cette campagne.",
        do="Ouvrez d’abord le dernier lot reçu, puis relisez ce fichier. S’il est encore refusé, n’en tenez "
        "pas compte et appelez le secrétariat.",
    ),
    "ACC-04": Message(
        what="« {file} » est plus ancien que le dernier accusé de réception lu ici.",
        do="Gardez le plus récent ; demandez-le au secrétariat en cas de doute.",
    ),
    "ACC-05": Message(
        what="La liste des fiches jointe à « {file} » ne vient pas du secrétariat, "
        "ou contredit celle déjà lue ici.",
        do="N’en tenez pas compte, gardez ce fichier et appelez le secrétariat.",
    ),
    "BRO-01": Message(
        what="« {file} » ne contient pas de brouillons, ou le fichier est abîmé.",
        do="Prenez-en une autre copie ; à défaut, notez sans eux et gardez ce fichier.",
    ),
    "BRO-02": Message(
        what="Les brouillons « {file} » sont ceux d’une autre personne, ou ont été faits avec un autre code.",
        do="Si votre lettre a été remplacée, demandez au secrétariat de vous les rendre : envoyez-lui ce "
        "fichier.",
    ),
    "BRO-03": Message(
        what="Les brouillons « {file} » viennent d’une autre campagne ou d’une autre grille.",
        do="Ouvrez le lot de cette campagne, puis reprenez-les.",
    ),
    "BRO-04": Message(
        what="Les brouillons « {file} » n’ont pas été faits avec votre lettre. Rien n’en a été repris.",
        do="Ne les utilisez pas, gardez ce fichier et appelez le secrétariat.",
    ),
    "BRO-05": Message(
        what="Cet ordinateur a déjà des brouillons pour cette campagne. Rien n’a été repris.",
        do="Ouvrez le lot dans la fenêtre, avec « Ouvrir un lot… », pour choisir ceux que vous gardez.",
    ),
    "BRO-06": Message(
        what="La ligne de l’enveloppe comporte une faute, ou n’ouvre pas « {file} ».",
        do="Recopiez-la en entier, ou prenez celle de l’enveloppe précédente si elle a été remplacée.",
    ),
    "BRO-07": Message(
        what="Vos brouillons sont trop longs pour être copiés à côté du lot. Ils restent sur cet ordinateur.",
        do="Raccourcissez vos plus longs commentaires, ou remettez votre fiche avant de changer de poste.",
    ),
    "BRO-08": Message(
        what="Les brouillons « {file} » n’ont été faits avec aucun code de ce membre. Rien n’a été écrit.",
        do="Vérifiez de quel membre est ce fichier ; s’il dit venir de celui-ci, appelez-le d’abord.",
    ),
    "DEC-01": Message(
        what="Une décision ne s’enregistre pas sans le nom de qui la prend ni son motif.",
        do="Indiquez l’un et l’autre, puis recommencez.",
    ),
    "FIC-01": Message(
        what="Cette fiche est destinée à un autre secrétariat.",
        do="Vérifiez la campagne, ou renvoyez le fichier à son auteur.",
    ),
    "FIC-02": Message(
        what="Le fichier est incomplet ou a été modifié en chemin. Rien n’en a été retenu.", do=_HAND_IN_AGAIN
    ),
    "FIC-03": Message(
        what="Ce fichier n’est pas une fiche de notation.", do="Demandez à son auteur le fichier de sa fiche."
    ),
    "FIC-04": Message(
        what="Cette fiche ne peut être rattachée à aucun membre de la commission.",
        do="Demandez à son auteur s’il a bien ouvert son lot avec le code de sa lettre.",
    ),
    "FIC-05": Message(
        what="Cette fiche a été faite sur un nouvel ordinateur avec un code remplacé depuis.",
        do="Demandez à ce membre d’ouvrir son lot avec sa dernière lettre, puis de remettre sa fiche.",
    ),
    "FIC-06": Message(
        what="Cette fiche a été notée sur un lot que ce secrétariat n’a pas scellé pour ce membre.",
        do="Demandez à ce membre d’ouvrir le dernier lot reçu : ses notes y seront reprises.",
    ),
    "FIC-07": Message(what="Cette fiche donne deux fois la même chose.", do=_HAND_IN_AGAIN),
    "FIC-08": Message(
        what="Cette fiche vient d’une autre campagne.", do="Ouvrez la campagne concernée pour la recevoir."
    ),
    "FIC-09": Message(
        what="Les commentaires ou les passages ne sont pas ceux avec lesquels la fiche a été remise.",
        do=_HAND_IN_AGAIN,
    ),
    "FIC-10": Message(
        what="Cette fiche a été notée avec une autre grille.",
        do="Demandez à ce membre d’ouvrir son dernier lot : ses notes y seront reprises.",
    ),
    "FIC-11": Message(
        what="Cette fiche note le dossier « {dossier} » là où ce membre ne peut pas noter.",
        do="Appelez ce membre, puis demandez-lui une nouvelle fiche.",
    ),
    "FIC-12": Message(
        what="Dans cette fiche, le dossier « {dossier} » est clos sans être complet.", do=_HAND_IN_AGAIN
    ),
    "FIC-13": Message(
        what="Cette fiche parle d’un dossier qui n’était pas dans le lot de ce membre.",
        do="Appelez ce membre, puis demandez-lui une nouvelle fiche.",
    ),
    "FIC-14": Message(
        what="Cette fiche est celle d’un autre tour de notation.",
        do="Demandez à ce membre d’ouvrir le lot de ce tour.",
    ),
    "FIC-15": Message(
        what="« {file} » n’a pas pu être lu.", do="Vérifiez que le support est branché, puis recommencez."
    ),
    "FIC-16": Message(
        what="Cette fiche vient d’un ordinateur déclaré perdu ou volé. Rien n’en a été retenu.",
        do="Appelez ce membre : s’il a retrouvé cet ordinateur, réadmettez-le, puis recevez la fiche.",
    ),
    "FIC-17": Message(
        what="Ces chiffres ne sont pas ceux de l’ordinateur qui a fait cette fiche. Elle n’est pas retenue.",
        do="Faites-les relire au membre, à un numéro que vous connaissez déjà ; s’ils diffèrent encore, "
        "refusez la fiche.",
    ),
    "FIC-18": Message(
        what="Cette fiche a été notée sur la version {noted} de la grille, et non sur la {current}.",
        do="Demandez à ce membre d’ouvrir son dernier lot : les notes qui valent encore y sont reprises.",
    ),
    "MAR-01": Message(
        what="« {what} » n’est ni dans votre lot ni dans la grille.",
        do="Vérifiez l’identifiant, puis recommencez.",
    ),
    "MAR-02": Message(
        what="Vous ne notez pas « {what} » : déport, ou critère neutralisé pour votre organisme.",
        do="Retirez cette note, ou annulez votre déport.",
    ),
    "MAR-03": Message(
        what="La note du critère {criterion} n’est pas sur l’échelle, ou son motif n’est pas dans la grille.",
        do="Choisissez un niveau de l’échelle, ou « non évaluable » avec un motif de la grille.",
    ),
    "MAR-04": Message(
        what="« {file} » n’est pas un fichier de notes lisible.",
        do="Corrigez-le d’après le modèle de l’aide, puis recommencez.",
    ),
    "MAR-05": Message(
        what="Le dossier « {dossier} » ne peut pas être clos : il y manque une note ou une justification.",
        do="Complétez-le, puis closez-le.",
    ),
    "REM-01": Message(what="{title}.", do="{detail}"),
    "REM-02": Message(
        what="Les commentaires et les passages de votre fiche sont trop longs pour qu’elle soit remise.",
        do="Raccourcissez d’abord ceux du dossier « {dossier} », puis remettez votre fiche.",
    ),
    "SIG-03": Message(
        what="La fiche a été modifiée après avoir été remise. Rien n’en a été retenu.", do=_HAND_IN_AGAIN
    ),
}
