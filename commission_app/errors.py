"""The two exceptions of the application: a coded refusal for people, and a silent cancellation."""

from collections.abc import Mapping

Fact = str | int


class AppError(Exception):
    """A refusal that a person must read.

    Deep layers raise `AppError("LOT-04", file=name)`; nobody formats a sentence there. The two French
    sentences of each code stand in `commission_app.messages`; `facts` fill their named fields.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts

    def __str__(self) -> str:
        """Technical form for logs and tests: never shown to a person."""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class Cancelled(Exception):  # noqa: N818 - it is not an error: the person asked for it
    """The person interrupted the work: nothing is written, nothing is said."""
