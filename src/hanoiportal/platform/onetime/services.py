"""``IOneTime`` of a portal."""
import base64
import datetime
import hashlib
import secrets

from zope.interface import implementer

from ...base.interfaces import IResource
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from .interfaces import IOneTime
from .resource import KEY, KeptCode, OneTimeBook

#: Random bytes of a code; a longer text is none.
BYTES, LONGEST = 16, 64


@implementer(IOneTime)
class OneTime:
    """See ``IOneTime``."""

    def __init__(self, resource: IResource) -> None:
        self._root = interactions_of(find_portal(resource))

    def issue(self, purpose: str, subject: str, until: datetime.datetime) -> str:
        """See ``IOneTime``."""
        code = base64.b32encode(secrets.token_bytes(BYTES)).decode().rstrip('=').lower()
        book = self._book()
        book.codes[_mark(code)] = KeptCode(purpose, subject, until.timestamp(), book.epoch)
        return code

    def read(self, purpose: str, code: str, now: datetime.datetime) -> str:
        """See ``IOneTime``."""
        book: OneTimeBook | None = self._root.get(KEY)
        kept = None if book is None else book.codes.get(_mark(code))
        if book is None or kept is None or kept.epoch != book.epoch:
            return ''
        is_good = kept.purpose == purpose and now.timestamp() < kept.until
        return str(kept.subject) if is_good else ''

    def spend(self, purpose: str, code: str, now: datetime.datetime) -> str:
        """See ``IOneTime``."""
        subject = self.read(purpose, code, now)
        if subject:
            del self._book().codes[_mark(code)]
        return subject

    def revoke(self, purpose: str, subject: str) -> None:
        """See ``IOneTime``."""
        book = self._book()
        for mark in [mark for mark, kept in book.codes.items()
                     if (kept.purpose, kept.subject) == (purpose, subject)]:
            del book.codes[mark]

    def renew_epoch(self) -> None:
        """See ``IOneTime``."""
        self._book().renew()

    def forget_old(self, now: datetime.datetime) -> int:
        """See ``IOneTime``."""
        book: OneTimeBook | None = self._root.get(KEY)
        old = [] if book is None else [
            mark for mark, kept in book.codes.items() if kept.until < now.timestamp()]
        for mark in old:
            del self._book().codes[mark]
        return len(old)

    def _book(self) -> OneTimeBook:
        found: OneTimeBook = get_or_create(self._root, KEY, OneTimeBook)
        return found


def _mark(code: str) -> bytes:
    return hashlib.sha256(code[:LONGEST].lower().encode()).digest()
