"""What the templates of answers promise to their callers."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import ISite

#: Of the register.
NAME = 'answer-templates'
#: Templates that are offered.
MOST = 50


class IAnswerTemplates(Interface):
    """The templates of a site, for one asker."""

    def of(site: ISite) -> Sequence[tuple[int, str]]:
        """Return ``(number, title)`` of those in use, at most ``MOST``; ``()`` for who may not
        answer there.
        """

    def text(site: ISite, number: int) -> str:
        """Return the text of that template of ``site``, ``''`` if there is none."""
