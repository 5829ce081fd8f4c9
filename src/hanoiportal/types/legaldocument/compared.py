"""Legal documents as they are compared with law databases (15.1.e)."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.interfaces import IResource
from ...discovery.catalog.interfaces import DetailQuery, IDetails
from ...integration.lawdatabases.interfaces import IOurDocuments, OurDocument
from ...kernel.tree.lookup import find_site
from .force import force_on
from .interfaces import IDocumentKinds
from .linking import acts_on
from .rules import NORMATIVE

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from .resource import LegalDocument

#: Documents that are read at once.
_SIZE = 200


@implementer(IOurDocuments)
class OurDocuments:
    """``IOurDocuments``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def all(self, request: Request, day: datetime.date) -> Iterator[OurDocument]:
        """See ``IOurDocuments``."""
        details: IDetails = request.service(IDetails)
        asked, start = DetailQuery('LegalDocument', order='issued'), 0
        while True:
            batch = details.find(asked, request.root, start, _SIZE)
            documents = [each for each in cast('tuple[LegalDocument, ...]', batch.items)
                         if each.number and each.issued]
            acts = acts_on(documents, details)
            for each in documents:
                yield self._of(each, force_on(each, acts[each], day).status)
            start += _SIZE
            if start >= batch.total:
                return

    def _of(self, document: LegalDocument, status: str) -> OurDocument:
        kind = self._registry.getUtility(IDocumentKinds)[document.kind]
        return OurDocument(
            int(document.__oid__), int(find_site(document).__oid__), document.number,
            document.issuer, document.summary, cast('datetime.date', document.issued),
            document.effective,
            document.expires, status, kind.klass == NORMATIVE, document.published_at,
            self.version(document))

    def version(self, document: IResource) -> str:
        """See ``IOurDocuments``."""
        moment = getattr(document, 'updated_at', None) or getattr(document, 'published_at', None)
        has_text = getattr(document, '_full_text', None) is not None
        return moment.isoformat() if moment and has_text else ''

    def text(self, document: IResource) -> str:
        """See ``IOurDocuments``."""
        return str(getattr(document, 'full_text', ''))
