"""Issuing bodies: one that is misspelt is another one to the register of issued documents, so that
its term is that of other bodies and its document is never found to be posted (13.1.c).
"""
from collections.abc import Iterator

from ...base.i18n import _
from ...kernel.tree.lookup import find_site
from ..issued.interfaces import IIssuers
from .draft import Draft
from .interfaces import WARNING, Finding


def issuer(draft: Draft, issuers: IIssuers, field: str) -> Iterator[Finding]:
    """Yield what is to be said of the body in ``field``, if it is nearly called like a known one.
    """
    typed = str(draft.values.get(field) or '')
    meant = issuers.nearest(typed, find_site(draft.document))
    if meant:
        yield Finding('issuer', WARNING, field, _(
            'Có phải “${body}”? Hãy ghi đúng tên cơ quan.', mapping={'body': meant}), typed)
