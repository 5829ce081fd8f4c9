"""What tells the members of boards of the batches that wait for them."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zope.interface import Interface

from ....base.i18n import _
from ....base.interfaces import IItem


class ToApprove(NamedTuple):
    """A batch.  ``page``: the view where it is approved.  ``texts``: how many it publishes.

    ``kind``: what these are, translatable.
    """

    item: IItem
    page: str
    texts: int
    kind: str = _('ý kiến, câu trả lời')


class IBatchesToApprove(Interface):
    """Finds the batches of one kind that wait for the asker; a named adapter of a request, see the
    directive ``add_batches``.
    """

    def found() -> Sequence[ToApprove]:
        """Return those that the asker may approve now, at whichever site."""
