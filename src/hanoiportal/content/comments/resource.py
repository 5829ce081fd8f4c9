"""Remarks on a text.  Renaming this module needs an upgrade step."""
import datetime
from dataclasses import dataclass

from persistent import Persistent
from persistent.list import PersistentList


@dataclass(frozen=True)
class Anchor:
    """What a remark is about.

    ``field``: name of the field.  ``position``: of its paragraph when the remark was made, from
    0; ``None`` for all of the field.  ``quote``: words of that paragraph, ``''`` for all of it.
    ``keys``: of all paragraphs of the field then, joined.  ``was``: the paragraph's text then.
    """

    field: str
    position: int | None = None
    quote: str = ''
    keys: bytes = b''
    was: str = ''


@dataclass(frozen=True)
class Reply:
    """An answer.  ``actor``: principal id.  ``moment``: aware UTC."""

    actor: str
    moment: datetime.datetime
    text: str


class Remark(Persistent):
    """Nhận xét.

    ``number``: from 1, among those of its document.  ``actor``, ``resolved_by``: principal ids.
    ``moment``, ``resolved_at``: aware UTC.  ``digest``: of the version that it was made on.
    ``replies``: of ``Reply``, the oldest first.
    """

    replies = ()
    resolved_at = None
    resolved_by = ''

    def __init__(self, number, actor, moment, text, anchor, digest):
        self.number = number
        self.actor = actor
        self.moment = moment
        self.text = text
        self.anchor = anchor
        self.digest = digest

    @property
    def is_open(self):
        """Whether it is not settled."""
        return self.resolved_at is None

    @property
    def speakers(self):
        """The ids of those who spoke in it."""
        return {self.actor, *(reply.actor for reply in self.replies)}


def remarks_of(document):
    """Return the remarks on ``document``, the oldest first."""
    return getattr(document, 'remarks', ())


def keep(document, remark):
    """Keep ``remark`` with ``document``."""
    if not remarks_of(document):
        document.remarks = PersistentList()
    document.remarks.append(remark)
