"""The choice of the départements on published indicators (SCORING.md §§6, 8.13), kept at each gesture.

The choice proposes; somebody adds with a reason what figures cannot tell, then retains the list, which
becomes that of the campaign's eligibility. A missing figure leaves a département out of the ranking: it is
never taken for 0.
"""

import hashlib
from dataclasses import replace
from fractions import Fraction

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import exact_number
from commission_app.sealing.salted_texts import well_formed
from commission_app.workflow.preparation.candidacies.eligibility import settle_rules
from commission_app.workflow.preparation.candidacies.eligibility_file import read_rules
from commission_app.workflow.preparation.departements.indicators import YEARS, departement_names
from commission_app.workflow.preparation.departements.stage_one_computed import computed
from commission_app.workflow.preparation.departements.stage_one_file import (
    Addition,
    Retained,
    StageOneFile,
    read_stage_one,
    write_stage_one,
)
from commission_app.workflow.preparation.departements.stage_one_views import StageOneView, State
from commission_app.workflow.secretariat.session import SecretariatSession

MOST_SEATS = 101


def stage_one(session: SecretariatSession) -> StageOneView:
    """Return the choice as it stands."""
    return computed(read_stage_one(session.database))


def change_rules(
    session: SecretariatSession,
    *,
    seats: int | None = None,
    year: str | None = None,
    conditions_min: int | None = None,
) -> None:
    """Keep another number of départements, another year of the figures, more conditions. DEP-18."""
    file = read_stage_one(session.database)
    changed = msgspec.structs.replace(
        file,
        seats=file.seats if seats is None else seats,
        year=file.year if year is None else year,
        conditions_min=file.conditions_min if conditions_min is None else conditions_min,
    )
    if not 1 <= changed.seats <= MOST_SEATS:
        raise AppError("DEP-18", detail=f"le nombre de départements va de 1 à {MOST_SEATS}")
    if changed.year not in YEARS:
        raise AppError("DEP-18", detail=f"les années sont {', '.join(YEARS)}")
    if not 0 <= changed.conditions_min <= len(file.weights):
        raise AppError("DEP-18", detail="il ne peut y avoir plus de conditions que d’indicateurs")
    _keep_changed(session, file, changed)


def weigh(session: SecretariatSession, indicator: str, weight: str) -> None:
    """Keep another weight for an indicator; nothing typed: it is not used. DEP-18."""
    file, typed = read_stage_one(session.database), weight.strip().replace(",", ".")
    line = next((one for one in computed(file).indicators if one.id == indicator), None)
    if line is None or (typed and not line.known):
        raise AppError("DEP-18", detail="cet indicateur n’a pas encore de chiffres")
    weights = {one: kept for one, kept in file.weights.items() if one != indicator}
    if typed:
        weights[indicator] = _weight(typed)
    conditions = min(file.conditions_min, len(weights))
    _keep_changed(session, file, msgspec.structs.replace(file, weights=weights, conditions_min=conditions))


def add_departement(session: SecretariatSession, code: str, name: str, reason: str) -> None:
    """Add a département by a decision, under a name and with a reason. DEC-01, DEP-09, DEP-10."""
    code, who, why = code.strip().upper(), well_formed(name).strip(), well_formed(reason).strip()
    if not who or not why:
        raise AppError("DEC-01")
    names, file = departement_names(), read_stage_one(session.database)
    if code not in names:
        raise AppError("DEP-09", value=code)
    row = next(row for row in computed(file).rows if row.code == code)
    if row.state is State.CHOSEN:
        raise AppError("DEP-10", departement=names[code])
    added = {**file.added, code: Addition(who, why, session.desk.now().isoformat())}
    with session.database.transaction():
        write_stage_one(session.database, msgspec.structs.replace(file, added=added))
        session.log("departement_added", {"departement": names[code], "author": who, "reason": why})


def take_back(session: SecretariatSession, code: str) -> None:
    """Take back an addition. DEP-09 for a département that was not added."""
    file = read_stage_one(session.database)
    if code not in file.added:
        raise AppError("DEP-09", value=code)
    added = {one: kept for one, kept in file.added.items() if one != code}
    with session.database.transaction():
        write_stage_one(session.database, msgspec.structs.replace(file, added=added))
        session.log("departement_taken_back", {"departement": departement_names()[code]})


def retain(session: SecretariatSession) -> StageOneView:
    """Make the list that of the campaign, with which its dossiers are looked at. DEP-11 when it is empty."""
    file = read_stage_one(session.database)
    view = computed(file)
    if not view.codes:
        raise AppError("DEP-11")
    retained = Retained(view.codes, view.digest, session.desk.now().isoformat())
    rules = read_rules(session.database)
    with session.database.transaction():
        write_stage_one(session.database, msgspec.structs.replace(file, retained=retained))
        settle_rules(session, replace(rules, departements=frozenset(view.codes)))
        session.log("stage_one_retained", {"count": len(view.codes), "codes": ", ".join(view.codes)})
    return replace(view, retained=retained)


def _keep_changed(session: SecretariatSession, former: StageOneFile, changed: StageOneFile) -> None:
    if changed != former:
        with session.database.transaction():
            write_stage_one(session.database, changed)
            digest = hashlib.sha512(msgspec.json.encode(changed)).hexdigest()
            session.log("stage_one_changed", {"seats": changed.seats, "state": digest})


def _weight(typed: str) -> str:
    try:
        weight = exact_number(typed)
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("DEP-18", detail="un poids est un nombre, comme 1 ou 0,5") from error
    if weight <= Fraction(0):
        raise AppError("DEP-18", detail="un poids est plus grand que zéro")
    return str(weight)
