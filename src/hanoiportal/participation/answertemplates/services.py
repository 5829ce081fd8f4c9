"""``IAnswerTemplates``, as a plain object that knows nothing of HTTP."""
from collections.abc import Sequence
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IClock, ISite
from ...platform.registers.interfaces import IRegisters, Row, RowQuery
from .interfaces import MOST, NAME, IAnswerTemplates


@implementer(IAnswerTemplates)
class AnswerTemplates:
    """``IAnswerTemplates`` by the register, for one asker."""

    def __init__(self, registers: IRegisters, clock: IClock) -> None:
        self._registers, self._clock = registers, clock

    def of(self, site: ISite) -> Sequence[tuple[int, str]]:
        """See ``IAnswerTemplates``."""
        query = RowQuery(until=local(self._clock.now()).date())
        try:
            found = self._registers.rows(NAME, site, query, 0, MOST).items
        except LookupError:
            return ()
        return [(row.number, str(row.values['title'])) for row in cast('tuple[Row, ...]', found)]

    def text(self, site: ISite, number: int) -> str:
        """See ``IAnswerTemplates``."""
        try:
            row = self._registers.row(NAME, site, number)
        except LookupError:
            return ''
        return '' if row.withdrawn is not None else str(row.values['text'])


def templates_service(request: Request) -> AnswerTemplates:
    """Return the ``IAnswerTemplates`` for whoever asks by ``request``."""
    return AnswerTemplates(request.service(IRegisters), request.registry.getUtility(IClock))
