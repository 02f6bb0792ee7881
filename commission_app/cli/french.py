"""The standard parser of command lines, speaking French."""

import argparse
from typing import NoReturn, TypeAlias

# Sentences that argparse takes from gettext, with their French form.
SENTENCES = {
    "usage: ": "utilisation : ",
    "positional arguments": "arguments",
    "options": "options",
    "subcommands": "commandes",
    "show this help message and exit": "afficher cette aide",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "une valeur au moins est attendue",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r n’existe pas (choix : %(choices)s)",
    "invalid %(type)s value: %(value)r": "%(value)r ne convient pas",
    "not allowed with argument %s": "incompatible avec %s",
    "one of the arguments %s is required": "un de ces arguments est nécessaire : %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s est ambigu : %(matches)s",
}


class FrenchParser(argparse.ArgumentParser):
    """A parser whose help and refusals are in French, with exit code 2 for a wrong command."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to be helped."""
        self.exit(2, f"{self.prog} : {message}\nPour l’aide : {self.prog} --help\n")


# Where a module adds its commands.
Commands: TypeAlias = "argparse._SubParsersAction[FrenchParser]"  # noqa: SLF001 - argparse names no public type


def speak_french() -> None:
    """Give argparse its French sentences: it looks them up by name at each use."""
    setattr(argparse, "_", _translated)  # noqa: B010 - the name is private to a module without types
    setattr(argparse, "ngettext", _translated_plural)  # noqa: B010 - same


def _translated(text: str) -> str:
    return SENTENCES.get(text, text)


def _translated_plural(singular: str, plural: str, count: int) -> str:
    return _translated(singular if count < 2 else plural)
