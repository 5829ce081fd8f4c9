"""What mail in promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import ISite

#: Bytes of a mail: files as large as those of a form, in base64, and a text.
LARGEST_MAIL = 30 * 1024 * 1024
#: Before the token in the address that a letter is answered to.
REPLY = 'hs-'
#: In the address for texts and documents (12.1.b): ``tin-bai``, of a site ``tin-bai.LABEL``; just
#: so in those for requests for information and about personal data.
CONTRIBUTIONS, INFORMATION, PERSONAL = 'tin-bai', 'yeu-cau-thong-tin', 'du-lieu-ca-nhan'


class Reply(NamedTuple):
    """Headers of a letter about a case.  ``address``: that it is answered to.  ``reference``:
    Message-ID by which an answer is known as well.  ``loop``: value of ``X-Loop``.
    """

    address: str
    reference: str
    loop: str


class MailNotTaken(Exception):
    """A mail of which nothing can be kept.  ``reply``: code and text of SMTP, in ASCII."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply


class IMailIn(Interface):
    """Takes the mails of people; a utility."""

    def knows(address: str) -> bool:
        """Return whether a mail to ``address`` is taken: it is that of a body, or of a case."""

    def take(content: bytes, sender: str, recipient: str) -> str:
        """Keep the mail ``content`` and return what became of it: ``'case'``, ``'added'``,
        ``'again'`` for one that was kept before, ``'machine'`` for one that no person has
        written, of which nothing is kept, ``'returned'`` for a report of delivery of a letter to
        a subscriber.

        ``sender``: address to which it would return, ``''`` for none.  What it returns for is
        durable.  Raises ``MailNotTaken``.
        """


class IContributionAddress(Interface):
    """Where texts and documents are mailed to; a utility."""

    def of(site: ISite) -> str:
        """Return the address of the portal for what ``site`` is to publish."""


class IReplies(Interface):
    """How letters about cases are answered; a utility."""

    def of(number: int) -> Reply | None:
        """Return the headers of a letter about the case with that number; ``None`` where no mail
        comes in.
        """
