"""Keeping the answer in work, sealed with its case."""
import hashlib

from ...base.i18n import _
from ..cases.interfaces import Case, ICases
from .acting import fitting
from .interfaces import AUTHORS, IN_WORK, LONGEST, CannotAnswer

CHANGED = _('Đồng nghiệp vừa sửa câu trả lời này. Bản đang lưu hiện bên dưới; gửi lại thì bản này '
            'thay bản đó.')


def keep_work(cases: ICases, case: Case, text: str, author: str, base: str | None = None) -> str:
    """Keep ``text`` as the answer in work of ``case``; return it as it is kept.

    ``author``: account id, ``''`` for a unit.  ``base``: digest of the text that it was made
    from, ``None`` for whatever is there.  Raises ``CannotAnswer``.
    """
    known = cases.kept(case, IN_WORK)
    if base is not None and base != digest_of(known):
        raise CannotAnswer({'answer': CHANGED})
    tidy = fitting('answer', text, LONGEST)
    if tidy != known:
        authors = {*cases.kept(case, AUTHORS).split(), author} - {''}
        cases.keep(case, IN_WORK, tidy)
        cases.keep(case, AUTHORS, ' '.join(sorted(authors)))
    return tidy


def digest_of(text: str) -> str:
    """Return the SHA-256 of ``text``; ``''`` for none."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ''
