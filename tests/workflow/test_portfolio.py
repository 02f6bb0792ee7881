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
from commission_app.scoring.selection_rules import SelectionRule
from commission_app.texts import typeset
from commission_app.workflow.deliberation import portfolio_words as words
from commission_app.workflow.deliberation.analysis import begin as begin_analysis
from commission_app.workflow.deliberation.analysis_views import AnalysisFigures
from commission_app.workflow.deliberation.portfolio import (
    NOT_ADOPTED,
    begin,
    by_default,
    gaps_of,
    start,
)
from commission_app.workflow.deliberation.portfolio_open import open_seats
from commission_app.workflow.deliberation.portfolio_proposal import EQUAL_LISTS, propose
from commission_app.workflow.deliberation.portfolio_views import (
    Asked,
    Envelope,
    Money,
    PortfolioStart,
    Proposal,
    Purse,
)
from commission_app.workflow.preparation.candidacies.finances import type_figure
from commission_app.workflow.preparation.candidacies.project_card import ProjectCard, write_card
from commission_app.workflow.progress import no_progress
from tests.workflow.consolidated import NOW, consolidated, disputed
from tests.workflow.received import Ready, received

ONE_EACH = DiversityTargets(rural=1, urban=1, communes=1, groups=1, departements=2, per_departement=1)


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


def names(*numbers: int) -> tuple[DossierId, ...]:
    return tuple(DossierId(f"D{number:02}") for number in numbers)


def test_imposing_or_setting_aside_a_dossier_tells_what_each_costs_and_both_together() -> None:
    begun = invented()
    asked = Asked(3, ("V2",), imposed=names(2), excluded=names(0))
    found = proposed(begun, asked)
    assert found.selection == names(1, 2, 4)
    assert [plain(line) for line in lines(found, "Ce que vous imposez ou écartez")] == [
        "Lieu D00, écarté. L’écarter coûte 30,00 points sur la somme des notes ; à sa place : Lieu D02.",
        "Lieu D02, imposé. L’imposer coûte 30,00 points sur la somme des notes ; il remplace Lieu D01.",
        "Ensemble, ces choix coûtent 30,00 points de plus que les règles seules.",
    ]
    cost = plain(lines(found, "Proposition sous règles")[0])
    assert cost == "Coût de la variété et des choix essayés : 60,00 points sur la somme des notes."
    assert not any("D02" in line for line in lines(found, "Remplaçants et sorties"))
    assert begun == invented()  # nothing of it is written


def test_what_is_already_so_costs_nothing() -> None:
    found = proposed(invented(), Asked(3, (), imposed=names(0), excluded=names(7)))
    told = [plain(line) for line in lines(found, "Ce que vous imposez ou écartez")]
    assert told == [
        "Lieu D00, imposé : cela ne coûte aucun point.",
        "Lieu D07, écarté : cela ne coûte aucun point.",
        "Ensemble, ces choix coûtent 0,00 point de plus que les règles seules.",
    ]


def test_choices_that_leave_no_list_are_told_without_blaming_a_rule() -> None:
    found = proposed(invented(), Asked(1, ("V2",), imposed=names(2, 3)))
    assert not found.is_possible
    assert plain(lines(found, "Ce que vous imposez ou écartez")[0]) == "2 dossiers imposés pour 1 place."
    found = proposed(invented(), Asked(8, (), excluded=names(3)))
    told = plain(lines(found, "Ce que vous imposez ou écartez")[0])
    assert told == "Une fois les autres écartés, il reste 7 dossiers pour 8 places."


def test_rules_that_only_the_choices_break_are_said_to_hold_without_them() -> None:
    found = proposed(invented(), Asked(2, ("V2",), imposed=names(0, 1)))
    told = [plain(line) for line in lines(found, "Règles incompatibles")]
    assert told[0].startswith("La règle rural ≥ 1 ne peut pas être suivie pour 2 places")
    assert told[1] == "Sans ce que vous imposez ou écartez, ces règles se suivent."


def test_no_exchange_brings_in_who_is_set_aside_nor_lets_go_who_is_imposed() -> None:
    asked = Asked(3, ("V2",), imposed=names(2), excluded=names(4))
    assert gaps_of(invented(), asked, no_progress).rules[0].exchange == (
        (DossierId("D05"), DossierId("D00")),
    )


def test_the_best_lists_are_told_by_what_sets_them_apart() -> None:
    found = proposed(invented(), Asked(3, (), excluded=names(1, 6)))
    assert [plain(line) for line in lines(found, "Les meilleures listes")] == [
        "1re liste : 237,00 points. C’est la proposition.",
        "2ᵉ liste : 210,00 points, 27,00 points de moins : Lieu D04 à la place de Lieu D03.",
        "3ᵉ liste : 207,00 points, 30,00 points de moins : Lieu D04 à la place de Lieu D02.",
        "4ᵉ liste : 190,00 points, 47,00 points de moins : Lieu D05 à la place de Lieu D03.",
        "5ᵉ liste : 187,00 points, 50,00 points de moins : Lieu D05 à la place de Lieu D02.",
    ]


def test_best_lists_of_equal_worth_are_not_put_in_an_order() -> None:
    assert lines(proposed(invented(), Asked(3, ())), "Les meilleures listes") == (typeset(EQUAL_LISTS),)


def with_money(known: int = 8) -> PortfolioStart:
    """Return the same dossiers, of which the first ones ask 100 000 € more each than the one before."""
    amounts = {one: Fraction(100_000 * (place + 1)) for place, one in enumerate(names(*range(known)))}
    return replace(
        invented(), money={Purse.ASKED: Money(amounts, Fraction(900_000)), Purse.PROMISED: Money()}
    )


def asking(
    ceiling: int,
    seats: int = 3,
    imposed: tuple[DossierId, ...] = (),
    excluded: tuple[DossierId, ...] = (),
) -> Asked:
    return Asked(seats, (), imposed, excluded, (Envelope(Purse.ASKED, Fraction(ceiling)),))


def test_an_envelope_counts_what_the_first_dossiers_ask_and_bounds_the_list() -> None:
    (rule,) = gaps_of(with_money(), asking(500_000), no_progress).rules
    assert plain(rule.words) == "Au plus 500 000 € demandés à l’État"
    assert plain(rule.state) == "600 000 € demandés à l’État ; 100 000 € de trop."
    assert not rule.is_followed
    found = proposed(with_money(), asking(700_000, excluded=names(0)))
    assert not found.is_possible
    told = [plain(line) for line in lines(found, "Règles incompatibles")]
    assert told == [
        "La règle demandé à l’État ≤ 700 000 € ne peut pas être suivie pour 3 places.",
        "L’enveloppe la plus basse qui convient : 900 000 €.",
        "Sans ce que vous imposez ou écartez, ces règles se suivent.",
    ]
    found = proposed(with_money(), asking(700_000, imposed=names(3)))
    assert found.selection == names(0, 1, 3)
    assert plain(lines(found, "Proposition sous règles")[-1]) == "Enveloppe : 700 000 € demandés à l’État."


def test_an_amount_that_nobody_wrote_is_never_taken_for_nought() -> None:
    begun = with_money(known=2)
    (rule,) = gaps_of(begun, asking(500_000), no_progress).rules
    assert plain(rule.state) == "300 000 € demandés à l’État. Montant inconnu, non compté : Lieu D02."
    assert not rule.is_followed
    found = proposed(begun, asking(500_000, seats=2))
    assert found.selection == names(0, 1)
    assert plain(lines(found, "Proposition sous règles")[-1]) == (
        "Faute de montant écrit dans leur fiche, ne peuvent pas entrer : "
        "Lieu D02, Lieu D03, Lieu D04, Lieu D05, Lieu D06 et Lieu D07."
    )
    assert "Ce que vous imposez ou écartez" not in [section.title for section in found.sections]


def test_amounts_come_from_the_plans_then_from_the_cards_and_the_ceiling_from_the_parameters(
    ready: Ready,
) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        planned, written, silent = (dossier.id for dossier in session.dossiers())
        figures = {"fte": "1", "internal_year1": "50000", "internal_year2": "50000", "external": "0"}
        figures |= {"state_share": "80 000", "local_share": "20000", "operation_year1": "150000"}
        for name, text in figures.items():
            type_figure(session, planned, name, text)
        for dossier in (planned, written):
            write_card(session, dossier, ProjectCard(asked="402 300 €", promised="40 000 €"))
        write_card(session, silent, ProjectCard(asked="environ 300 k€"))
        begun = start(session)
        assert begun.money[Purse.ASKED].amounts == {planned: 402_300, written: 402_300}  # seed is half typed
        type_figure(session, planned, "operation_year2", "150000,50")
        begun = start(session)
        assert begun.money[Purse.ASKED].amounts[planned] == Fraction(38_000_050, 100)
        assert begun.money[Purse.PROMISED].amounts == {planned: 40_000, written: 40_000}
        assert begun.money[Purse.ASKED].ceiling == begun.seats * (400_000 + 360_000)
        assert begun.money[Purse.PROMISED].ceiling is None
        ranked = [row.dossier for row in begun.ranking.rows]
        first = gaps_of(begun, Asked(len(ranked), ()), no_progress).finances
        assert plain(first[0]).startswith(f"{len(ranked) - 1} plans de financement ne sont pas saisis")
        alone = replace(
            begun,
            ranking=replace(
                begun.ranking, rows=tuple(row for row in begun.ranking.rows if row.dossier == planned)
            ),
        )
        told = [plain(line) for line in gaps_of(alone, Asked(1, ()), no_progress).finances]
    assert told[0].endswith("150 000,25 €, dans le repère (200 000 €).")
    assert len(told) == 3


def test_seats_that_weights_settle_are_told_from_those_they_leave_open() -> None:
    far = AnalysisFigures(rho=Fraction(1, 2))
    begun = begin(begin_analysis(consolidated(disputed), NOW, far), 3, NOT_ADOPTED)
    (section,) = open_seats(begun, Asked(3, ()), no_progress, draws=60).sections
    told = [plain(line) for line in section.lines]
    assert told[0] == (
        "2 places reviennent aux mêmes dossiers pour tous les poids tirés, sur 3 : "
        "Commune D00 et Commune D01."
    )
    assert told[1] == "1 place reste ouverte entre 2 dossiers : Commune D02 et Commune D03."
    assert told[3:5] == ["– Commune D02", "– Commune D03"]
    assert "Sur 60 tirages de poids à ±50 %" in told[-1]
    assert "ce n’est pas une probabilité" in told[-1]


def test_open_seats_are_not_looked_for_under_rules_that_conflict_and_may_be_interrupted() -> None:
    (section,) = open_seats(
        invented(DiversityTargets(rural=3, urban=1)), Asked(3, ("V2",)), no_progress
    ).sections
    assert "Aucune liste ne suit ces règles" in section.lines[0]

    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        open_seats(invented(), Asked(3, ()), stop)


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
