"""The sentences of « Sélection » (SCORING.md §4.4): the tool proposes under rules, the commission selects."""

from collections.abc import Sequence
from fractions import Fraction

from commission_app.scoring.selection_rules import Amount, Measure, SelectionRule
from commission_app.texts import decimal_fr, list_fr, noun_fr, ordinal_fr, typeset
from commission_app.workflow.deliberation.portfolio_views import Purse
from commission_app.workflow.preparation.candidacies.finances import euros_fr

HELP = "Aide à la lecture : la liste officielle ne change pas, et la commission choisit."
KINDS = {
    "V2 rural": ("rural", "ruraux"),
    "V2 urbain": ("urbain", "urbains"),
    "V3 communes": ("commune", "communes"),
    "V3 EPCI et groupements": ("EPCI ou groupement", "EPCI ou groupements"),
    "V4 départements distincts": ("département distinct", "départements distincts"),
    "V5 outre-mer": ("territoire ultramarin", "territoires ultramarins"),
    "V7 moins peuplés": ("territoire peu peuplé", "territoires peu peuplés"),
    "V7 plus peuplés": ("territoire très peuplé", "territoires très peuplés"),
}
DEPARTEMENT = "V4 département "
PURSES = {
    f"{Measure.COST} {Purse.ASKED}": ("demandé à l’État", "demandés à l’État"),
    f"{Measure.COST} {Purse.PROMISED}": ("promis par les caisses", "promis par les caisses"),
}
ENVELOPE_REPAIR = "« Proposer une liste » cherche celle qui tient dans cette enveloppe."


def points(value: Fraction) -> str:
    """Write a cost on the sum of the notes."""
    return f"{decimal_fr(value, 2)}\N{NO-BREAK SPACE}{'points' if abs(value) >= 2 else 'point'}"


def rule_words(rule: SelectionRule) -> str:
    """Write what a rule asks: « au moins 3 ruraux », « au plus 2 dans le département 23 »."""
    if rule.minimum is not None:
        return f"au moins {_counted(rule, rule.minimum)}"
    return f"au plus {_counted(rule, rule.maximum or 0)}"


def rule_short(rule: SelectionRule) -> str:
    """Write a rule as it is compared with others: « rural ≥ 3 »."""
    if rule.measure is Measure.COST:
        return f"{PURSES[rule.id][0]} ≤ {euros_fr(Fraction(rule.maximum or 0))}"
    name = KINDS[rule.id][0] if rule.id in KINDS else rule.id.removeprefix("V4 ")
    if rule.minimum is not None:
        return f"{name} ≥ {rule.minimum}"
    return f"{name} ≤ {rule.maximum}"


def state_words(rule: SelectionRule, measured: Amount, missing: Amount, unknown: str = "") -> str:
    """Write what a selection has of a rule, how far it is from it, and whose amount nobody wrote."""
    if rule.measure is Measure.COST:
        over = f" ; {euros_fr(Fraction(missing))} de trop" if missing else ""
        uncounted = f" Montant inconnu, non compté : {unknown}." if unknown else ""
        return f"{_counted(rule, measured)}{over}.{uncounted}"
    if not missing:
        return f"Suivie : {_counted(rule, measured)}."
    lacks = rule.minimum is not None and measured < rule.minimum
    return f"{_counted(rule, measured)} ; {missing} {'manque' if lacks else 'de trop'}.".replace(
        "manque", noun_fr(int(missing), "manque", "manquent")
    )


def exchange_words(enters: str, leaves: str, cost: Fraction) -> str:
    """Write one exchange and what the sum of the notes loses."""
    effect = f"coûte {points(cost)}" if cost >= 0 else f"gagne {points(-cost)}"
    return f"{enters} entre, {leaves} sort : l’échange {effect}."


def refused_words(
    rank: int, cost: Fraction | None, others: Sequence[str], leaving: Sequence[str], causes: str
) -> str:
    """Write why a dossier is not proposed, and what having it would cost."""
    if cost is None:
        return f"Rang {rank}, non proposé : aucune liste ne le retient en suivant ces règles."
    words = f"Rang {rank}, non proposé : le retenir coûterait {points(cost)} au total"
    if leaving:
        with_others = f" avec {list_fr(others)}" if others else ""
        words += f" ; il remplacerait {list_fr(leaving)}{with_others}"
    return f"{words}. {causes}".strip()


def causes_words(sets: Sequence[Sequence[str]], *, is_tried: bool = False) -> str:
    """Write the rules that keep a dossier out: any of them alone, else two together; none if nothing does.

    `is_tried` says that dossiers are imposed or set aside, which may be why.
    """
    if not sets and is_tried:
        return "Les règles seules ne l’expliquent pas : ce que vous imposez ou écartez joue aussi."
    if not sets:
        return "Ni une règle seule ni deux ensemble n’expliquent l’éviction."
    if len(sets[0]) == 1:
        return f"Règle en cause : {' ou '.join(one[0] for one in sets)}."
    pairs = " ; ou ".join(" et ".join(pair) for pair in sets)
    return f"Aucune règle seule n’explique l’éviction : {pairs} jouent ensemble."


def settled_words(name: str, cost: Fraction, others: Sequence[str], *, is_imposed: bool) -> str:
    """Write what imposing a dossier, or setting it aside, costs, and who gives or takes its place."""
    told, act = ("imposé", "L’imposer") if is_imposed else ("écarté", "L’écarter")
    if not cost:
        return f"{name}, {told} : cela ne coûte aucun point."
    place = f" ; il remplace {list_fr(others)}" if is_imposed else f" ; à sa place : {list_fr(others)}"
    return f"{name}, {told}. {act} coûte {points(cost)} sur la somme des notes{place if others else ''}."


def best_words(
    place: int, value: Fraction, less: Fraction, enters: Sequence[str], leaves: Sequence[str]
) -> str:
    """Write one of the best lists: its sum, then what it has that the proposal has not."""
    nth = "1re" if place == 1 else ordinal_fr(place)
    told = f"{nth} liste : {points(value)}"
    if not enters:
        return f"{told}. C’est la proposition."
    return f"{told}, {points(less)} de moins : {list_fr(enters)} à la place de {list_fr(leaves)}."


def conflict_words(
    rules: Sequence[SelectionRule], seats: int, relaxed: Sequence[tuple[SelectionRule, Amount]]
) -> str:
    """Write rules that cannot be followed together, and the least by which they must give way."""
    shown = list_fr([rule_short(rule) for rule in rules])
    seats_words = f"{seats} {noun_fr(seats, 'place')}"
    if len(rules) == 1:
        words = f"La règle {shown} ne peut pas être suivie pour {seats_words}"
    else:
        words = f"Les règles sont incompatibles : {shown} pour {seats_words}"
    if len(rules) == 1 and [rule for rule, _ in relaxed] == [*rules]:
        return typeset(f"{words} ; il suffit de la ramener à {_bound(*relaxed[0])}.")
    given = [_relaxed(rules, rule, gap) for rule, gap in relaxed]
    return typeset(f"{words} ; il suffit de ramener {list_fr(given)}." if given else f"{words}.")


def _relaxed(rules: Sequence[SelectionRule], rule: SelectionRule, gap: Amount) -> str:
    bound = _bound(rule, gap)
    places = ("la première", "la deuxième", "la troisième")
    if rule in rules[: len(places)] and len(rules) > 1:
        return f"{places[list(rules).index(rule)]} à {bound}"
    return f"{rule_short(rule)} à {bound}"


def _bound(rule: SelectionRule, gap: Amount) -> Amount:
    return rule.minimum - gap if rule.minimum is not None else (rule.maximum or 0) + gap


def _counted(rule: SelectionRule, count: Amount) -> str:
    if rule.measure is Measure.COST:
        return f"{euros_fr(Fraction(count))} {PURSES[rule.id][1]}"
    if rule.id.startswith(DEPARTEMENT):
        return f"{count} dans le département {rule.id.removeprefix(DEPARTEMENT)}"
    one, many = KINDS[rule.id]
    return f"{count} {noun_fr(int(count), one, many)}"
