"""A planned stop.  Renaming this module needs an upgrade step."""
from persistent import Persistent
from zope.interface import implementer

from .interfaces import ANNOUNCED, IStop


@implementer(IStop)
class Stop(Persistent):
    """Thông báo tạm ngừng: kept in ``portal.stops`` by its number, from 1.

    ``starts``, ``ends``, ``back``, ``announced_at``: aware UTC.  ``emergency``: why it was
    announced late, else ``''``.  ``actor``: principal id.
    """

    state = ANNOUNCED
    why_called_off = ''

    def __init__(self, number, actor, announced_at, starts, ends, back, reason, reason_en='',
                 emergency=''):
        self.number, self.actor, self.announced_at = number, actor, announced_at
        self.starts, self.ends, self.back = starts, ends, back
        self.reason, self.reason_en, self.emergency = reason, reason_en, emergency

    def reason_in(self, tag):
        """Return ``(reason, language tag)`` for a reader of the language ``tag``."""
        if tag == 'en' and self.reason_en:
            return self.reason_en, 'en'
        return self.reason, 'vi'
