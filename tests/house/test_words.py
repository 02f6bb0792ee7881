"""Words on screen: in `tr()`, whole, and those of the commission (ARCHITECTURE §2.8, DOMAINE §10)."""

import ast
import re
from collections.abc import Iterator

import pytest

from commission_app.texts import typeset
from commission_app.ui.app import Typography
from commission_app.ui.help.topics import Side, topics
from tests.house.sources import Module, application, called, docstrings, snippet

TRANSLATED = frozenset({"tr", "translate"})
SHOWN = frozenset(
    {"setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName"}
    | {"setAccessibleDescription", "setStatusTip", "setTitle", "addAction", "addTab"}
    | {"QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu", "count_fr"}
)
SHOWN_FIRST = frozenset({"Label", "Button", "Badge", "addItem"})  # what follows names a style
WORD = re.compile(r"[^\W\d_]{2,}")
TAG = re.compile(r"<[^>]*>")
FRENCH = re.compile(r"(?=.*[^\W\d_]{3}).*[àâçéèêëîïôûùœÀÂÇÉÈÊÎÔŒ’«»]", re.DOTALL)
NOWHERE = re.compile(
    r"\b(scores?|ratings?|soumissions?|records?|valides?|invalides?|résultats?|gagnants?|perdants?"
    r"|compte rendu|conflits?|feuilles? de notation|certificats?|payload|bundle|hash|scorer|snippet"
    r"|calibration|zone grise|coef\w*|phrases? de passe|mots? de contrôle|probabilités?|éliminés?"
    r"|rejetés?|(?-i:Caf))\b|récus|N/A",
    re.IGNORECASE,
)
NOT_TO_A_MEMBER = re.compile(r"\bclés?\b(?! USB)|\bempreintes?\b|chiffr(er|ement)|\bsigné", re.IGNORECASE)
# Signs as a typewriter has them, or without their space; ordinary spaces become no-break ones on the way.
TYPEWRITTEN = re.compile(r"\w'\w|\.\.\.|\"|[^\s»)…](?=[;!?»](?!\w))|«\S|[^\W\d]:(?=\s)|\d\.\d")
MEMBER_PAGES = ("commission_app.ui.member", "commission_app.ui.first_use", "commission_app.ui.reading")


def texts_of(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the texts given to `tr()`."""
    for node in ast.walk(module.tree):
        if called(node) in TRANSLATED and isinstance(node, ast.Call):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument, argument.value


def bare_words(module: Module) -> Iterator[str]:
    """Yield words shown without `tr()`: given to a widget, or French anywhere outside a docstring."""
    told = {node for node, _ in texts_of(module)} | docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called(node) in SHOWN | SHOWN_FIRST:
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            for argument in arguments if called(node) in SHOWN else arguments[:1]:
                if any(WORD.search(text) for text in _literals(argument)):
                    yield f"{module.at(node)} {called(node)}"
        elif isinstance(node, ast.Constant) and node not in told and FRENCH.search(str(node.value)):
            yield f"{module.at(node)} {node.value!r}"


def _literals(argument: ast.expr) -> Iterator[str]:
    """Yield the words written on the spot; those inside another call belong to that call."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield TAG.sub("", part.value)


def broken_translations(module: Module) -> Iterator[str]:
    """Yield the `tr()` of a text put together from pieces: it could be found in no table."""
    for node in ast.walk(module.tree):
        if called(node) in TRANSLATED and isinstance(node, ast.Call):
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call):
                    yield module.at(node)


def avoided_words(module: Module) -> Iterator[str]:
    """Yield the words that the commission does not use, or that a member does not know."""
    rules = [NOWHERE]
    if module.name.startswith(MEMBER_PAGES):
        rules.append(NOT_TO_A_MEMBER)
    for node, text in texts_of(module):
        for rule in rules:
            yield from (f"{module.at(node)} {found.group()}" for found in rule.finditer(text))


def typewritten(module: Module) -> Iterator[str]:
    """Yield the signs that French does not write so: « ' », « ... », « mot: », « 4.5 »."""
    for node, text in texts_of(module):
        yield from (f"{module.at(node)} {found.group()}" for found in TYPEWRITTEN.finditer(text))


def ui() -> list[Module]:
    """Return the modules of the window."""
    return [module for module in application() if module.part == "ui"]


def test_no_word_is_shown_outside_tr() -> None:
    assert [fault for module in ui() for fault in bare_words(module)] == []


def test_a_translated_text_is_written_whole() -> None:
    assert [fault for module in ui() for fault in broken_translations(module)] == []


def test_the_words_on_screen_are_those_of_the_commission() -> None:
    assert [fault for module in ui() for fault in avoided_words(module)] == []


def test_the_words_on_screen_follow_french_typography() -> None:
    assert [fault for module in ui() for fault in typewritten(module)] == []


@pytest.mark.parametrize("side", ["membre", "secretariat"])
def test_the_help_follows_french_typography_and_the_words_of_the_commission(side: Side) -> None:
    for topic in topics(side):
        text = f"{topic.title}. {topic.text}"
        assert [found.group() for rule in (TYPEWRITTEN, NOWHERE) for found in rule.finditer(text)] == [], (
            topic.name
        )


@pytest.mark.parametrize(
    "text",
    [
        'label.setText("Dossiers")',
        'label.setText(f"Dossier {number}")',
        'QLabel("Dossiers", parent)',
        'QPushButton(text="Fermer")',
        'TITLES = ("Réception",)',
        'self.show_title("L’avis")',
    ],
)
def test_the_rules_see_a_bare_word(text: str) -> None:
    assert list(bare_words(snippet(text)))


def test_the_rules_let_through_signs_and_translated_words() -> None:
    text = (
        '"""La réception."""\nlabel.setText("—")\nlabel.setText("")\nlabel.setText(self.tr("Réception"))\n'
        'label.setText(self.tr("{count} reçues").format(count=3))\nlabel.setObjectName("reception")'
    )
    assert list(bare_words(snippet(text))) == []


@pytest.mark.parametrize(
    "text",
    ['self.tr(f"Dossier {n}")', 'self.tr("Dossier " + n)', 'self.tr("Dossier %s" % n)', 'tr("a".upper())'],
)
def test_the_rules_see_a_translated_text_in_pieces(text: str) -> None:
    assert list(broken_translations(snippet(text)))


@pytest.mark.parametrize("words", ["l'avis", "Lire...", "Note: 4", "Prêt?", "«lot »", "4.5", "le lot»"])
def test_the_rules_see_what_a_typewriter_wrote(words: str) -> None:
    assert list(typewritten(snippet(f'self.tr("{words}")')))


def test_the_rules_let_french_typography_through() -> None:
    words = "L’avis « retenir » : 4,5 ; prêt ? Fini… Le n° 3, à 21 h 42, soit 12 %."
    assert list(typewritten(snippet(f'self.tr("{words}")'))) == []


@pytest.mark.parametrize(
    ("typed", "set_in_french"),
    [
        ("Note : 4 ?", "Note\u202f: 4\u202f?"),
        ("« lot »", "«\u202flot\u202f»"),
        ("{zoom} %, 12 €", "{zoom}\u00a0%, 12\u00a0€"),
        ("4 990 pièces, n° 3", "4\u202f990 pièces, n°\u00a03"),
    ],
)
def test_no_line_ends_where_french_forbids_it(typed: str, set_in_french: str) -> None:
    assert typeset(typed) == set_in_french
    assert Typography().translate("Page", typed) == set_in_french


def test_words_without_such_a_place_stay_as_they_are_written() -> None:
    assert Typography().translate("Page", "Remettre ma fiche") is None


def test_the_rules_see_a_word_to_avoid() -> None:
    for word in ("Votre score", "la soumission", "se récuser", "le résultat", "les perdants"):
        assert list(avoided_words(snippet(f'self.tr("{word}")'))), word
    key = 'self.tr("votre clé")'
    assert list(avoided_words(snippet(key, "commission_app.ui.member.home_page")))
    assert not list(avoided_words(snippet(key, "commission_app.ui.secretariat.proofs")))
    assert not list(avoided_words(snippet('self.tr("clé USB")', "commission_app.ui.member.home_page")))
