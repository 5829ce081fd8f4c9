"""``IOtherTerms``: found by flags of the catalog, so that no other text is loaded."""
from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite, IWorkingVersion
from ...discovery.catalog.interfaces import CLARIFICATION, IWorkCatalog, Wanted
from ...editorial.tasks.interfaces import KINDS, TERM, deputises_for, due_of
from ...kernel.tree.lookup import find_portal, find_site, in_work
from ...kernel.tree.resources import Described
from ...participation.ratings.interfaces import PAGE as RATINGS
from ...participation.ratings.interfaces import IRatingConcerns
from ...platform.duedays.interfaces import IOtherTerms, OtherTerm

#: Texts of a site that are looked at, those that changed last.
MOST = 200
ANSWER, RATED = _('Chờ trả lời làm rõ'), _('Xem xét đánh giá thấp')


@implementer(IOtherTerms)
class OtherTerms:
    """See ``IOtherTerms``."""

    def __init__(self, registry: Registry, catalog: IWorkCatalog,
                 concerns: IRatingConcerns) -> None:
        self._registry, self._catalog, self._concerns = registry, catalog, concerns

    def of_site(self, site: ISite) -> list[OtherTerm]:
        """See ``IOtherTerms``."""
        found = self._catalog.work(Wanted(place=site, flags=(TERM, CLARIFICATION)), 0, MOST)
        texts = {each.__oid__: each for each in map(_document, found.items)}
        terms = [term for text in texts.values() if find_site(text) is site
                 for term in self._of(text)]
        return sorted((*terms, *self._rated(site)), key=lambda term: term.due)

    def _rated(self, site: ISite) -> Iterator[OtherTerm]:
        objects = find_portal(site).__objectmap__
        for place, concern, due in self._concerns.waiting(site):
            about = objects.object_for(concern.thing)
            yield OtherTerm(place if about is None else about, RATED, due, page=RATINGS)

    def _of(self, document: Described) -> Iterator[OtherTerm]:
        now, portal = self._registry.getUtility(IClock).now(), find_portal(document)
        review = in_work(document).review
        for task in review.tasks if review is not None else ():
            due = due_of(task, document, self._registry) if task.is_open else None
            if due is not None:
                people = deputises_for(portal, task.holder, now) if task.holder else ()
                yield OtherTerm(document, KINDS[task.wish.kind], due, frozenset(people))
        for asked in review.open_clarifications if review is not None else ():
            yield OtherTerm(document, ANSWER, asked.due, frozenset({asked.asked_by}))


def _document(text: object) -> Described:
    """Return the item or translation that ``text``, perhaps its version in work, is of."""
    held = cast(Described, text)
    return cast(Described, held.__parent__) if IWorkingVersion.providedBy(text) else held


def other_terms_service(request: Request) -> OtherTerms:
    """Return the ``IOtherTerms`` for whoever asks by ``request``."""
    return OtherTerms(request.registry, request.service(IWorkCatalog),
                      request.service(IRatingConcerns))
