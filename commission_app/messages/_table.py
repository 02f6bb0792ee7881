"""The shape of one entry in the tables of sentences."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """What happened and what to do: one French sentence or two each, with named fields only."""

    what: str
    do: str
