"""What was asked and what was answered.  Renaming this module needs an upgrade step."""
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.tree.keys import drop_key, found_by_key, keep_key
from .interfaces import MAIL

#: Attribute of the portal.
INDEX = 'clarification_links'


class Clarification(Persistent):
    """Yêu cầu làm rõ: one question to somebody outside the desk (14.1).

    ``number``: from 1, among those of one version in work.  ``asked_by``: id of an account.
    ``to_name``, ``to_address``: whom it was sent to.  ``asked_at``, ``due``, ``closes``: aware
    UTC; from ``closes`` on the link opens nothing.  ``key``: SHA-256 of the link's token, which
    is kept nowhere.  ``shown``: part of the text; ``whole``: whether all of it is shown.
    ``answer``, ``answered_by``, ``position``, ``answered_at``: what came back, or ``None``.
    ``way``: how it was put; ``reference``: the letter or call by which it was, ``''`` for mails.
    ``is_body``: whether a body was asked.  ``recorded_by``: id of the account that wrote down an
    answer given by ``answer_reference``, a letter or call; ``''`` if it came by the link.
    ``identity``: of who answered, if they had it confirmed; for editors and the board alone.
    ``cancelled_at``: when it was taken back.  ``reminded``: whether the addressee was reminded;
    ``closed``: whether the asker was told that the link opens nothing any more.
    """

    answer = answered_at = cancelled_at = identity = None
    answered_by = position = reference = recorded_by = answer_reference = ''
    way, is_body = MAIL, False
    reminded = closed = False

    def __init__(self, number, asked_by, asked_at, to_name, to_address, question, due, closes,
                 key, shown, whole, way=MAIL, reference='', is_body=False):
        self.number = number
        self.asked_by = asked_by
        self.asked_at = asked_at
        self.to_name = to_name
        self.to_address = to_address
        self.question = question
        self.due = due
        self.closes = closes
        self.key = key
        self.shown = shown
        self.whole = whole
        self.way = way
        self.reference = reference
        self.is_body = is_body

    @property
    def is_open(self):
        """Whether an answer is awaited: the version goes no further meanwhile."""
        return self.answered_at is None and self.cancelled_at is None


def keep_link(document, clarification):
    """Let the link of ``clarification`` be found: an index of the portal."""
    keep_key(document, INDEX, clarification.key, clarification.number)


def drop_link(document, clarification):
    """Let the link of ``clarification`` open nothing any more."""
    drop_key(document, INDEX, clarification.key)


def end_links(portal: IPortal) -> int:
    """Let no link open anything any more; return how many there were."""
    links = getattr(portal, INDEX, None)
    ended = len(links or ())
    if links:
        links.clear()
    return ended


def document_of(portal, key):
    """Return the document that the link with ``key`` asks about, or ``None``."""
    found = found_by_key(portal, INDEX, key)
    return found and found[0]
