"""Frozen views for the tests of the window: invented dossiers and members, no real place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId, Sha512
from commission_app.texts import decimal_fr
from commission_app.workflow.secretariat.views import (
    CellKind,
    ConsolidationMember,
    ConsolidationView,
    MemberCell,
    MemberProgress,
    RankedRow,
    ReceivedFile,
    ReceptionView,
    Verdict,
)

LEVELS = ("Absent", "Très faible", "Faible", "Moyen", "Bon", "Excellent")

MEMBERS = tuple(
    ConsolidationMember(MemberId(f"m{number:02d}"), name, InstitutionId(institution))
    for number, (name, institution) in enumerate(
        (
            ("Claire Vasseur", "DGCS"),
            ("Idriss Benali", "DGCS"),
            ("Hélène Lacombe", "DSS"),
            ("Mathieu Kerneis", "ANCT"),
            ("Sophie Marchetti", "MCC"),
            ("Thomas Delaunay", "CNAF"),
            ("Awa Diarra", "CNAF"),
            ("Bruno Castaing", "CCMSA"),
        ),
        start=1,
    )
)

TERRITORIES = (
    ("CA de Mrébani-Dzoumavé", "976"),
    ("CA de Rouvelain-Ostrequin", "62"),
    ("Vaubrelles-sous-Bois", "93"),
    ("Brouzargues", "30"),
    ("CC des Vals d’Orzelle", "23"),
    ("Tsaravouni", "976"),
    ("CA d’Estrevigne-Montaubel", "59"),
    ("Fontaubry-sur-Seine", "10"),
    ("Ostrequin", "62"),
    ("CC du Haut-Tournelac", "66"),
    ("Chantecoudre", "93"),
    ("CC de la Brèvenne et du Sonnant", "84"),
    ("Villebrande-sur-Orzelle", "23"),
    ("Marquencourt", "62"),
    ("Fressignies", "62"),
    ("CA du Grand Valdorin", "13"),
    ("Rouvelain", "62"),
    ("CC des Trois Lavières", "02"),
    ("Noirpré", "62"),
    ("Gourdaleix", "23"),
    ("Dzoumavé", "976"),
    ("Quervallon", "11"),
    ("Lysancourt-la-Plaine", "95"),
    ("Pontarvieux-les-Étangs", "34"),
    ("Mourzat", "23"),
    ("Bellonval", "62"),
    ("Persolat", "23"),
    ("Ambrolle", "23"),
    ("Sermoulat", "23"),
    ("Mrébani", "976"),
)
RECUSED = {(5, 3), (6, 7), (7, 5), (20, 0)}
PARTIAL = {(2, 5), (2, 6)}
SEATS = 10

Moment = tuple[int, int, int, int]  # day of June 2021, hour, minute, then the version of the fiche
CHECKED = ("Vérifiée", "30 dossiers clos.")
RECEIVED: tuple[tuple[Verdict, tuple[str, str], int, Moment], ...] = (
    (
        Verdict.REFUSED,
        (
            "Refusée : fichier modifié",
            "Modifié après la remise. Demandez à Thomas Delaunay de remettre sa fiche de nouveau.",
        ),
        5,
        (3, 23, 2, 1),
    ),
    (
        Verdict.REPLACES,
        ("Remplace la version 1", "12 notes modifiées depuis la version 1, conservée dans l’historique."),
        0,
        (3, 22, 31, 2),
    ),
    (
        Verdict.REFUSED,
        (
            "Refusée : autre grille",
            "Autre grille. Awa Diarra doit ouvrir son nouveau lot : ses notes y seront reprises.",
        ),
        6,
        (3, 19, 40, 1),
    ),
    (Verdict.ACCEPTED, CHECKED, 4, (3, 18, 12, 1)),
    (
        Verdict.DUPLICATE,
        ("Doublon ignoré", "Identique à la fiche déjà reçue le 2 juin. Rien à faire."),
        2,
        (3, 14, 5, 1),
    ),
    (Verdict.ACCEPTED, ("Vérifiée", "29 dossiers clos, 1 déport."), 3, (3, 11, 48, 1)),
    (Verdict.ACCEPTED, CHECKED, 2, (2, 17, 20, 1)),
    (
        Verdict.OLDER,
        (
            "Ancienne version ignorée",
            "La version 2, plus récente, est arrivée avant elle et reste prise en compte.",
        ),
        0,
        (2, 16, 58, 1),
    ),
    (Verdict.ACCEPTED, CHECKED, 1, (2, 15, 33, 1)),
    (Verdict.ACCEPTED, ("Vérifiée", "29 dossiers clos, 1 déport. Seule version reçue."), 7, (2, 9, 10, 3)),
)
WAITING = (
    Verdict.TO_CONFIRM,
    (
        "À confirmer : autre ordinateur",
        "Remise depuis un autre ordinateur. Confirmez avec Idriss Benali avant de la prendre en compte.",
    ),
    1,
    (4, 8, 15, 1),
)


def consolidation(
    *, is_provisional: bool = False, dossiers: int = 30, unranked: int = 0, seats: int = SEATS
) -> ConsolidationView:
    """Return a consolidation; the last `unranked` dossiers have no rank."""
    ranked = [_ranked_row(place, dossiers) for place in range(dossiers - unranked)]
    ranked.sort(key=lambda row: row.note or Fraction(0), reverse=True)
    rows = [_with_rank(row, rank, seats) for rank, row in enumerate(ranked, start=1)]
    rows += [_unranked_row(place) for place in range(dossiers - unranked, dossiers)]
    reasons = (
        "Deux fiches manquent : celles de Thomas Delaunay et d’Awa Diarra.",
        "Quatre dossiers n’ont que quatre lectures closes.",
    )
    return ConsolidationView(
        campaign="Accueil pour tous",
        seats=seats,
        computed=datetime(2021, 6, 28, 9, 12, tzinfo=UTC),
        is_provisional=is_provisional,
        reasons=reasons if is_provisional else (),
        members=MEMBERS,
        rows=tuple(rows),
        sheets=len(MEMBERS),
        recusals=len(RECUSED),
        data_digest="9f2c" * 16,
    )


def tied_at_the_line() -> ConsolidationView:
    """Return a consolidation where the tenth and the eleventh have the same note."""
    view = consolidation()
    rows = list(view.rows)
    for place in (9, 10):
        rows[place] = replace(rows[place], rank=10, is_tied=True, line="a_la_ligne", note=rows[9].note)
        rows[place] = replace(rows[place], display=rows[9].display)
    return replace(view, rows=tuple(rows))


def reception(*, waits: bool = False) -> ReceptionView:
    """Return a reception of ten files; with `waits`, one came from another computer."""
    received = (WAITING, *RECEIVED) if waits else RECEIVED
    files = [_file(*row) for row in received]
    return ReceptionView(
        files=tuple(files),
        members=tuple(_progress()),
        can_consolidate=True,
        is_provisional=True,
        answer="Oui, à titre provisoire. Le quorum de lecture, cinq fiches par dossier, est atteint "
        "pour les 30 dossiers.",
    )


def _ranked_row(place: int, dossiers: int) -> RankedRow:
    base = Fraction(83) - Fraction(42 * place, dossiers) - Fraction((place * 7) % 5, 10)
    totals = [_total(place, member, base) for member in range(len(MEMBERS))]
    given = [total for total in totals if total is not None]
    note = sum(given, Fraction(0)) / len(given)
    territory, departement = TERRITORIES[place]
    return RankedRow(
        dossier=DossierId(f"D{place + 1:04d}"),
        territory=territory,
        departement=departement,
        status="classe",
        rank=None,
        is_tied=False,
        line="",
        note=note,
        display=decimal_fr(note, 2),
        spread=max(given) - min(given),
        cells=tuple(_cell(place, member, totals) for member in range(len(MEMBERS))),
        readings=len(given),
    )


def _total(place: int, member: int, base: Fraction) -> Fraction | None:
    if (place, member) in RECUSED:
        return None
    noise = Fraction((place * 37 + member * 53 + (place * member * 11) % 29) % 41 - 20, 2)
    return max(Fraction(20), min(Fraction(98), base + noise + (member - 4) / Fraction(2)))


def _cell(place: int, member: int, totals: Sequence[Fraction | None]) -> MemberCell:
    total = totals[member]
    if total is None:
        return MemberCell(CellKind.RECUSED)
    others = [value for other, value in enumerate(totals) if other != member and value is not None]
    is_partial = (place, member) in PARTIAL
    return MemberCell(
        CellKind.PARTIAL if is_partial else CellKind.TOTAL,
        total,
        Fraction(91, 100) if is_partial else Fraction(1),
        total - sum(others, Fraction(0)) / len(others),
    )


def _with_rank(row: RankedRow, rank: int, seats: int) -> RankedRow:
    return replace(row, rank=rank, line="au_dessus" if rank <= seats else "en_dessous")


def _unranked_row(place: int) -> RankedRow:
    territory, departement = TERRITORIES[place]
    is_incomplete = place % 2 == 0
    return RankedRow(
        dossier=DossierId(f"D{place + 1:04d}"),
        territory=territory,
        departement=departement,
        status="incomplet" if is_incomplete else "sous_quorum",
        rank=None,
        is_tied=False,
        line="",
        note=None,
        display="",
        spread=None,
        cells=tuple(MemberCell(CellKind.FORK if member == 1 else CellKind.ABSENT) for member in range(8)),
        readings=1,
        unmarked=(CriterionId("L1"), CriterionId("L2")) if is_incomplete else (),
    )


def _file(verdict: Verdict, words: tuple[str, str], member: int, moment: Moment) -> ReceivedFile:
    person = MEMBERS[member]
    day, hour, minute, version = moment
    return ReceivedFile(
        verdict=verdict,
        title=words[0],
        meaning=words[1],
        file=f"fiche_{person.name.split()[-1]}_{person.institution}_v{version}.fiche",
        received=datetime(2021, 6, day, hour, minute, tzinfo=UTC),
        member=person.member,
        member_name=person.name,
        institution=person.institution,
        sheet=Sha512(f"{member:02d}{version:02d}" * 32),
    )


def _progress() -> Sequence[MemberProgress]:
    states = (
        "version 2",
        "version 1",
        "version 1",
        "version 1",
        "version 1",
        "à renvoyer",
        "nouveau lot à ouvrir",
        "version 3",
    )
    return [
        MemberProgress(
            member=person.member,
            name=person.name,
            institution=person.institution,
            state=state,
            is_in=state.startswith("version"),
            has_problem=not state.startswith("version"),
            dossiers_closed=30,
            dossiers_due=30,
        )
        for person, state in zip(MEMBERS, states, strict=True)
    ]
