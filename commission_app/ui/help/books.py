"""What the help window holds: the pages of the screens, then each guide by its chapters."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from commission_app.ui.help.topics import Side, Topic, topics
from commission_app.workflow.guides import Guide, chapters, guides


@dataclass(frozen=True)
class Book:
    """Pages under one title. Only a guide can be written as a PDF file."""

    title: str
    guide: Guide | None
    side: Side

    def pages(self) -> tuple[Topic, ...]:
        """Return the pages, read when somebody opens the book."""
        if self.guide is None:
            return topics(self.side)
        return tuple(Topic("", chapter.title, chapter.markdown) for chapter in chapters(self.guide.name))


def books(side: Side) -> tuple[Book, ...]:
    """Return what one side reads, the help of its screens first."""
    screens = Book(QCoreApplication.translate("HelpWindow", "Aide des écrans"), None, side)
    return screens, *(Book(guide.title, guide, side) for guide in guides(side))
