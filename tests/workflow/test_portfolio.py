"""« Sélection »: gaps first, then a proposal under rules, in the sentences of the specification."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError, Cancelled
from commission_app.scoring.diversity import DiversityTargets
from commission_app.scoring.dossier import Territory
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import RulesAdopted
from commission_app.scoring.selection_rules import SelectionRule
from commission_app.workflow.deliberation import portfolio_words as words
from commission_app.workflow.deliberation.analysis import begin as begin_analysis
from commission_app.workflow.deliberation.portfolio import (
    NOT_ADOPTED,
    adoption_words,
    begin,
    by_default,
    gaps_of,
    propose,
    start,
)
from commission_app.workflow.deliberation.portfolio_views import Asked, PortfolioStart, Proposal
from commission_app.workflow.progress import no_progress
from tests.workflow.consolidated import NOW, consolidated, disputed
from tests.workflow.received import Ready, received

ONE_EACH = DiversityTargets(rural=1, urban=1, communes=1, groups=1, departements=2, per_departement=1)
ADOPTED = RulesAdopted(seats=3, quorum=2, voice="institution", casting_vote=True, chair="Présidente")


def invented(targets: DiversityTargets = ONE_EACH) -> PortfolioStart:
    """Return eight dossiers: the first four urban communes, the others rural, of which two are EPCI."""
    begun = begin(begin_analysis(consolidated(disputed), NOW), 3, NOT_ADOPTED)
    territories = {
        dossier: Territory(
            f"Lieu {dossier}",
            "EPCI" if dossier in ("D05", "D06") else "commune",
            dossier,
            "62" if place < 4 else "23",
            "urbain" if place < 4 else "rural",
            30_000,
        )
        for place, dossier in enumerate(sorted(begun.territories))
    }
    return replace(begun, territories=territories, targets=targets)


def proposed(begun: PortfolioStart, asked: Asked) -> Proposal:
    return propose(begun, asked, no_progress)


def lines(proposal: Proposal, title: str) -> tuple[str, ...]:
    return next(section.lines for section in proposal.sections if section.title == title)


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_what_the_first_dossiers_lack_is_told_with_the_least_costly_exchange() -> None:
    found = gaps_of(invented(), Asked(3, ("V2",)), no_progress)
    assert plain(found.heading) == "Les 3 premiers dossiers : 1 règle non suivie sur 2."
    rural, urban = found.rules
    assert rural.words == "Au moins 1 rural"
    assert plain(rural.state) == "0 rural ; 1 manque."
    assert rural.exchange == (("D04", "D02"),)
    assert plain(rural.repair[0]) == ("Lieu D04 entre, Lieu D02 sort : l’échange coûte 30,00 points.")
    assert urban.is_followed
    assert plain(urban.state) == "Suivie : 3 urbains."


def test_several_exchanges_follow_one_another_until_the_rule_is_followed() -> None:
    found = gaps_of(invented(replace(ONE_EACH, rural=2)), Asked(3, ("V2",)), no_progress)
    assert len(found.rules[0].exchange) == 2


def test_a_rule_that_no_exchange_repairs_is_said_to_be_so() -> None:
    found = gaps_of(invented(replace(ONE_EACH, groups=3, communes=1)), Asked(3, ("V3",)), no_progress)
    assert any("Aucun échange" in line for line in found.rules[1].repair)


def test_another_number_of_seats_reads_as_many_first_dossiers() -> None:
    found = gaps_of(invented(), Asked(5, ("V2",)), no_progress)
    assert plain(found.heading) == "Les 5 premiers dossiers suivent toutes les règles."
    assert gaps_of(invented(), Asked(1, ()), no_progress).rules == ()


def test_a_proposal_tells_its_cost_and_never_changes_the_ranking() -> None:
    begun = invented()
    before = begun.ranking.rows
    found = proposed(begun, Asked(3, ("V2",)))
    assert found.is_possible
    assert found.selection == ("D00", "D01", "D04")
    first = plain(lines(found, "Proposition sous règles")[0])
    assert first == "Coût de la variété : 30,00 points sur la somme des notes."
    assert begun.ranking.rows == before


def test_a_dossier_left_out_is_told_with_what_having_it_costs_and_the_rule() -> None:
    told = [plain(line) for line in lines(proposed(invented(), Asked(3, ("V2",))), "Non proposés")]
    assert told[0] == (
        "Lieu D02. Rang 3, non proposé : le retenir coûterait 30,00 points au total ; "
        "il remplacerait Lieu D01. Règle en cause : au moins 1 rural."
    )


def test_each_rule_has_its_price_each_seat_its_substitutes_and_a_reserve_waits() -> None:
    found = proposed(invented(), Asked(3, ("V2",)))
    prices = [plain(line) for line in lines(found, "Ce que coûte chaque règle")]
    assert prices == [
        "Sans la règle « au moins 1 rural », la somme des notes gagnerait 30,00 points.",
        "Sans la règle « au moins 1 urbain », rien ne changerait.",
    ]
    seats = [plain(line) for line in lines(found, "Remplaçants et sorties")]
    assert seats[2].startswith("Lieu D04 : remplaçable par Lieu D05, Lieu D06 et Lieu D07 ;")
    assert plain(lines(found, "Liste de réserve")[0]) == "Rang 3 : Lieu D02, 70,00"


def test_rules_that_conflict_are_named_with_the_least_that_gives_way() -> None:
    found = proposed(invented(DiversityTargets(rural=3, urban=1)), Asked(3, ("V2",)))
    assert not found.is_possible
    (told,) = map(plain, lines(found, "Règles incompatibles"))
    assert told == (
        "Les règles sont incompatibles : rural ≥ 3 et urbain ≥ 1 pour 3 places ; "
        "il suffit de ramener la première à 2."
    )
    assert len(found.selection) == 3


def test_a_rule_that_nothing_can_follow_is_named_alone() -> None:
    found = proposed(invented(DiversityTargets(communes=0, groups=3)), Asked(3, ("V3",)))
    (told,) = map(plain, lines(found, "Règles incompatibles"))
    assert told == (
        "La règle EPCI ou groupement ≥ 3 ne peut pas être suivie pour 3 places ; il suffit de la ramener à 2."
    )


def test_sentences_are_those_of_the_specification() -> None:
    cause = words.causes_words([["au moins 3 ruraux"]])
    assert plain(words.refused_words(9, Fraction(418, 100), ["D195"], ["D026", "D117"], cause)) == (
        "Rang 9, non proposé : le retenir coûterait 4,18 points au total ; "
        "il remplacerait D026 et D117 avec D195. Règle en cause : au moins 3 ruraux."
    )
    assert words.causes_words([["au moins un EPCI", "au plus un par département"]]) == (
        "Aucune règle seule n’explique l’éviction : "
        "au moins un EPCI et au plus un par département jouent ensemble."
    )
    nobody: frozenset[DossierId] = frozenset()
    rural, urban = SelectionRule("V2 rural", nobody, 9), SelectionRule("V2 urbain", nobody, 4)
    assert plain(words.conflict_words([rural, urban], 10, [(rural, 3)])) == (
        "Les règles sont incompatibles : rural ≥ 9 et urbain ≥ 4 pour 10 places ; "
        "il suffit de ramener la première à 6."
    )


def test_rules_are_dated_and_late_ones_are_marked() -> None:
    early = plain(adoption_words(ADOPTED, NOW, is_late=False))
    assert early.startswith(
        "3 places adoptées avant la présentation du classement, le 28 juin 2021 à 9 h 12."
    )
    assert "adoptées après classement" in adoption_words(ADOPTED, NOW, is_late=True)


@pytest.mark.parametrize(
    ("asked", "code"), [(Asked(0, ()), "NOT-07"), (Asked(9, ()), "NOT-07"), (Asked(3, ("V6",)), "NOT-13")]
)
def test_a_number_of_seats_or_a_rule_that_means_nothing_is_refused(asked: Asked, code: str) -> None:
    with pytest.raises(AppError) as refused:
        gaps_of(invented(), asked, no_progress)
    assert refused.value.code == code


def test_a_search_may_be_interrupted() -> None:
    def stop(done: int, _total: int, _step: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        propose(invented(), Asked(3, ("V2",)), stop)


def test_it_is_read_from_the_desk_and_rules_no_act_adopts_are_late(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        begun = start(session)
    assert "adoptées après classement" in begun.adoption
    asked = by_default(begun)
    assert asked.rules == ("V2", "V3")
    assert proposed(begun, replace(asked, rules=())).is_possible


def test_the_command_prints_the_sentences_of_the_window(
    ready: Ready, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        begun = start(session)
    code = tmp_path / "code.txt"
    code.write_text(ready.prepared.recovery_code, encoding="utf-8")
    desk = ready.prepared.folder / "secretariat"
    assert run(["portfolio", "--desk", str(desk), "--code-file", str(code), "--no-keyring", "--propose"]) == 0
    said = capsys.readouterr().out
    gaps, found = gaps_of(begun, by_default(begun), no_progress), proposed(begun, by_default(begun))
    for line in (gaps.heading, begun.adoption, words.HELP, found.sections[0].title, *found.sections[0].lines):
        assert line in said
