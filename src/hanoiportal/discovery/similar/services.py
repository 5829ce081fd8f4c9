"""``ISimilar``, over the catalog."""
from __future__ import annotations

from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IItem, IResource
from ..catalog.interfaces import ICatalog, Sought
from ..search.interfaces import ISearchData
from .everyday import Everyday
from .interfaces import LONGEST, MOST, MOST_PROCEDURES, IEveryday, ISimilar, Similar
from .seeking import sought

#: Names of content types.
ANSWERS, DOCUMENTS = ('Question',), ('LegalDocument',)
#: The least share of what is sought that an answer holds, and a document: of the right answers
#: to ``similar_pairs.csv`` all hold more.
LEAST, LEAST_OF_DOCUMENT = .07, .25


@implementer(ISimilar)
class SimilarService:
    """``ISimilar`` for one request."""

    def __init__(self, catalog: ICatalog, data: ISearchData, everyday: Everyday) -> None:
        self._catalog, self._data, self._everyday = catalog, data, everyday

    def to(self, text: str, place: IResource, language: str) -> list[Similar]:
        """See ``ISimilar``."""
        asked, text = sought(text, self._everyday), text[:LONGEST]
        named = self._data.procedures.named(text)[:MOST_PROCEDURES] if asked else []
        answers = self._fitting(asked, place, language, ANSWERS, LEAST)[:MOST - len(named)]
        left = MOST - len(named) - len(answers)
        documents = self._fitting(
            asked, place, language, DOCUMENTS, LEAST_OF_DOCUMENT)[:left] if left else []
        return [*(Similar(each, each.title) for each in answers),
                *(Similar(None, each.name, each.code or each.name) for each in named),
                *(Similar(each, each.title) for each in documents)]

    def _fitting(self, asked: list[Sought], place: IResource, language: str,
                 types: tuple[str, ...], least: float) -> list[IItem]:
        found = self._catalog.weighed(asked, place, language, types, MOST)
        return [each.document for each in found if each.share >= least]


def similar_service(request: Request) -> SimilarService:
    """Return the ``ISimilar`` of ``request``."""
    registry = request.registry
    return SimilarService(request.service(ICatalog), registry.getUtility(ISearchData),
                          registry.getUtility(IEveryday))
