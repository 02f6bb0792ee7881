"""The small Markdown of the guides: what it reads, and that it lets nothing through that it does not know."""

import pytest

from commission_app.printing.guide_text import (
    Boxed,
    Commands,
    Grid,
    Items,
    Picture,
    Plain,
    Title,
    Words,
    read_chapter,
    read_line,
)

CHAPTER = """# Ouvrir le lot

Tapez le **code**, puis `Entrée`,
sans hâte.

## Le code

- un
- deux,
  encore deux

1. d’abord
2. ensuite

> **Attention.** Gardez
> la lettre.

```
commission-app verify archive.zip

commission-app --help
```

Les touches :

| Touche | Effet |
|---|---|
| **N** | non évaluable |

![Le code tapé.](images/membre-code.png)
"""


def test_every_kind_of_part_is_read() -> None:
    chapter = read_chapter(CHAPTER)
    plain = Plain(
        (
            Words("Tapez le "),
            Words("code", "strong"),
            Words(", puis "),
            Words("Entrée", "code"),
            Words(", sans hâte."),
        )
    )
    assert chapter.title == "Ouvrir le lot"
    assert chapter.parts == (
        plain,
        Title(2, "Le code"),
        Items(((Words("un"),), (Words("deux, encore deux"),)), is_numbered=False),
        Items(((Words("d’abord"),), (Words("ensuite"),)), is_numbered=True),
        Boxed((Words("Attention.", "strong"), Words(" Gardez la lettre."))),
        Commands(("commission-app verify archive.zip", "", "commission-app --help")),
        Plain((Words("Les touches :"),)),
        Grid(
            ((Words("Touche"),), (Words("Effet"),)),
            (((Words("N", "strong"),), (Words("non évaluable"),)),),
        ),
        Picture("membre-code.png", "Le code tapé."),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Sans titre.",
        "# Titre\nsuite collée",
        "# Titre\n\n# Second titre",
        "# Titre\n\n#### Trop bas",
        "# Titre\n\n* une étoile",
        "# Titre\n\n    du code en retrait",
        "# Titre\n\n- un\n  - deux",
        "# Titre\n\n1. un\n3. trois",
        "# Titre\n\n- un\n2. deux",
        "# Titre\n\n- un\nsuite sans retrait",
        "# Titre\n\n> une boîte\nqui se perd",
        "# Titre\n\n```\nsans fin",
        "# Titre\n\n```\nune commande\n```\nsuite",
        "# Titre\n\n| un | deux |\n|---|---|",
        "# Titre\n\n| un | deux |\n|---|---|\n| seul |",
        "# Titre\n\n> boîte\n\n| un | deux |\n|---|---|\n| a | b |",
        "# Titre\n\n![](images/a.png)",
        "# Titre\n\n![un mot](ailleurs/a.png)",
        "# Titre\n\n![un mot](images/a.png) et du texte",
    ],
)
def test_what_is_not_of_this_markdown_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_chapter(text)


@pytest.mark.parametrize("text", ["un *mot*", "un _mot_", "un [lien](a)", "un <b>mot</b>", "un **mot", "`un"])
def test_a_mark_that_the_screen_would_read_and_the_paper_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not of this Markdown"):
        read_line(text)


def test_signs_that_only_look_like_marks_are_let_through() -> None:
    assert read_line("2 * 3, a < b, nom_de_fichier") == (Words("2 * 3, a < b, nom_de_fichier"),)
