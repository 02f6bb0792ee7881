"""Sentences about the desk: workspace, disk, campaign."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "APP-01": Message(
        what="L’application a rencontré un problème imprévu. Votre travail est enregistré.",
        do="Vous pouvez continuer. Si le problème revient, fermez l’application puis rouvrez-la.",
    ),
    "APP-02": Message(
        what="L’application a rencontré un problème imprévu, "
        "et votre dernière modification n’est peut-être pas enregistrée.",
        do="Vérifiez-la, puis fermez l’application et rouvrez-la : ce qui précède est intact.",
    ),
    "DSK-02": Message(
        what="Vos travaux de cette campagne sont déjà ouverts dans une autre fenêtre.",
        do="Revenez à cette fenêtre, ou fermez-la puis recommencez.",
    ),
    "DSK-03": Message(
        what="Ces travaux ont été enregistrés par une version plus récente de l’application.",
        do="Ouvrez-les avec cette version plus récente, ou demandez-la au secrétariat.",
    ),
    "DSK-04": Message(
        what="Les travaux enregistrés ici ne peuvent pas être relus : "
        "le fichier est abîmé ou vient d’un autre poste.",
        do="Ne supprimez rien et rouvrez votre lot : une copie de vos brouillons est gardée à côté de lui. "
        "Au secrétariat, reprenez la dernière sauvegarde du dossier de travail.",
    ),
    "DSK-05": Message(
        what="L’enregistrement n’a pas pu se faire : le disque est plein, ou il ne répond plus.",
        do="Libérez de la place, puis recommencez : ce qui était déjà enregistré est intact.",
    ),
    "DSK-06": Message(
        what="Cet emplacement est en lecture seule : rien ne peut y être enregistré.",
        do="Choisissez un autre dossier, ou demandez l’autorisation d’écrire dans celui-ci.",
    ),
    "DSK-07": Message(
        what="La grille de cette campagne est figée depuis le {date} : elle n’a pas été remplacée.",
        do="Gardez-la, ou préparez-en une nouvelle version dans « Campagne ».",
    ),
    "DSK-20": Message(
        what="Cet emplacement est sur un lecteur réseau : deux ordinateurs y écriraient à la fois, et vos "
        "travaux pourraient s’y perdre.",
        do="Choisissez un dossier sur le disque de cet ordinateur. Au secrétariat, plusieurs agents "
        "travaillent par contributions ou par passation : « Mise à l’abri ».",
    ),
    "DSK-21": Message(
        what="Des travaux sont déjà enregistrés à cet emplacement.",
        do="Ouvrez-les, ou choisissez un autre dossier.",
    ),
    "DSK-22": Message(
        what="Le fichier « {file} », qui contient vos travaux, est introuvable.",
        do="Remettez-le à sa place s’il a été déplacé, ou rouvrez votre lot pour reprendre vos brouillons.",
    ),
    "DSK-30": Message(
        what="Un événement du journal a été altéré et ne peut plus être relu.",
        do="Ouvrez le journal dans « Preuves… » pour savoir lequel, puis reprenez la dernière sauvegarde.",
    ),
    "DSK-24": Message(
        what="Le dossier « {folder} » est introuvable : rien n’y a été écrit.",
        do="Rebranchez le support, ou choisissez un autre dossier.",
    ),
    "DSK-23": Message(
        what="Cette installation ne sait pas protéger vos travaux : rien n’a été enregistré.",
        do="Réinstallez l’application à partir du fichier fourni, ou appelez le secrétariat.",
    ),
    "DSK-26": Message(
        what="« {file} » n’a pas été remplacé : il est sans doute ouvert dans un autre logiciel.",
        do="Fermez-le, puis recommencez, ou choisissez un autre nom.",
    ),
    "DSK-27": Message(
        what="Rien ne peut être gardé dans votre session de cet ordinateur : l’emplacement prévu est fermé.",
        do="Demandez au service informatique l’autorisation d’y écrire, ou prenez un autre ordinateur.",
    ),
    "DSK-25": Message(
        what="Votre session est verrouillée. Rien n’est perdu.",
        do="Reprenez-la, puis recommencez.",
    ),
    "GRI-01": Message(
        what="Ce fichier de grille ne peut pas être lu : il n’est pas écrit sous la forme attendue.",
        do="Vérifiez que c’est le bon fichier, ou repartez de la grille fournie avec l’application.",
    ),
    "GRI-02": Message(
        what="Cette grille ne peut pas servir à noter : un élément manque ou ne convient pas ({detail}).",
        do="Corrigez cet élément dans le fichier de la grille, puis recommencez.",
    ),
    "GRI-03": Message(
        what="Ce fichier de grille contient le nombre à virgule {value}, "
        "là où l’application attend un entier ou un texte.",
        do="Mettez ce nombre entre guillemets dans le fichier, puis recommencez.",
    ),
    "GRI-04": Message(
        what="Les poids de la grille font {total}, et non 100 : elle n’a pas été figée.",
        do="Corrigez les poids, puis figez la grille.",
    ),
    "GRI-05": Message(
        what="Le poids du critère {criterion} n’est pas un nombre plus grand que 0.",
        do="Écrivez un nombre comme 4, 2,5 ou 25/3 ; le poids d’avant reste en place.",
    ),
    "GRI-06": Message(
        what="Le repère du niveau {level} du critère {criterion} est vide.",
        do="Écrivez ce repère ; celui d’avant reste en place.",
    ),
    "GRI-07": Message(
        what="Il manque un texte à la grille : {detail}.",
        do="Écrivez-le ; ce qui était là avant reste en place.",
    ),
    "GRI-08": Message(
        what="La grille ne peut pas recevoir de nouvelle version : {detail}.",
        do="Menez cette campagne à son terme avec la grille en vigueur.",
    ),
    "GRI-09": Message(
        what="La grille n’est pas figée : il y manque {detail}.",
        do="Complétez-la, puis figez-la.",
    ),
    "GRI-10": Message(
        what="Une autre nouvelle version de la grille est déjà en préparation.",
        do="Figez-la ou abandonnez-la dans « Campagne », puis recommencez.",
    ),
}
