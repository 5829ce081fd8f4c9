"""``IAnswers``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from BTrees.OOBTree import OOBTree
from zope.interface import implementer

from ...base.interfaces import IClock
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.storage.interfaces import CONTENT, DRAFTS, INTERACTIONS
from ...kernel.tree.lookup import find_portal
from .interfaces import KEPT, Answer, IAnswers, OtherRequest
from .resource import Answers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from persistent.mapping import PersistentMapping
    from pyramid.request import Request

    from ...base.interfaces import IPortal

#: In the roots of drafts and interactions, and an attribute of the portal in that of the content:
#: ``OOBTree`` by the ids of accounts, there from the first answer on.
KEY, ATTRIBUTE = 'api-answers', 'api_answers'


@implementer(IAnswers)
class AnswersService:
    """``IAnswers``.  ``drafts``: gives the root mapping of the drafts database."""

    def __init__(self, portal: IPortal, drafts: Callable[[], PersistentMapping],
                 now: Callable[[], datetime.datetime]) -> None:
        self._portal, self._drafts, self._now = portal, drafts, now

    def given(self, database: str, account: str, key: str, fingerprint: str) -> Answer | None:
        answers: Answers | None = (self._kept(database) or {}).get(account)
        found = None if answers is None else answers.find(key, self._now() - KEPT)
        if found is not None and found.fingerprint != fingerprint:
            raise OtherRequest(key)
        return found

    def keep(self, database: str, account: str, key: str, answer: Answer) -> None:
        kept, now = self._kept(database), self._now()
        if kept is None:
            kept = self._begin(database)
        get_or_create(kept, account, Answers).keep(key, answer, now, now - KEPT)

    def _kept(self, database: str) -> OOBTree | None:
        if database == CONTENT:
            return getattr(self._portal, ATTRIBUTE, None)
        return self._root(database).get(KEY)

    def _root(self, database: str) -> PersistentMapping:
        if database == INTERACTIONS:
            return interactions_of(self._portal)
        return self._drafts()

    def _begin(self, database: str) -> OOBTree:
        made = OOBTree()
        if database == CONTENT:
            setattr(self._portal, ATTRIBUTE, made)
        else:
            self._root(database)[KEY] = made
        return made


def answers_service(request: Request) -> AnswersService:
    """Return the ``IAnswers`` of the portal that ``request`` is for."""
    portal = cast('IPortal', find_portal(request.root))
    return AnswersService(portal, portal[DRAFTS].mounted,
                          request.registry.getUtility(IClock).now)
