"""The menu of the desk: each file of the desk says which of its pages stand in it, and for whom.

An entry is shown to those who have its permission where it leads, and to nobody else.
"""
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import venusian
from pyramid.request import Request
from zope.interface import Interface, providedBy

from ....base.i18n import _

Wrapped = TypeVar('Wrapped')
#: Where an entry leads: to the asker's own pages, or to what the page shows, whose tabs they are.
OWN, HERE = 'own', 'here'
#: To the site that the asker works in, in groups, in this order.
CONTENT, PEOPLE, TERMS, BOARD, REPORTING = 'content', 'people', 'terms', 'board', 'reporting'
AT_SITE = {
    CONTENT: _('Nội dung'), PEOPLE: _('Người dân, tổ chức'), TERMS: _('Thời hạn, nhiệm vụ'),
    BOARD: _('Ban Biên tập, tác giả'), REPORTING: _('Báo cáo, sổ sách')}


#: So many answers the menu remembers: there are some dozen sets of permissions, and fewer types.
MOST_KNOWN = 1000


class IMenu(Interface):
    """The ``DeskMenu`` of this process, as a utility."""


@dataclass(frozen=True)
class DeskMenuEntry:
    """One page in the menu.

    ``view``: name of the view.  ``title``: translatable.  ``at``: ``OWN``, ``HERE`` or
    one of ``AT_SITE``.
    ``permission``: needed at the site or context to be shown; ``None`` for everybody at the desk.
    ``working_permission``: needed on the working copy of the context, as of ``desk_view``.
    ``context``: interface or class of the contexts whose tab it is, for ``HERE``.
    ``order``: the smaller the further up; tens, so that others fit between.
    ``count``: shown beside it, ``0`` for none; ``count_at``: the same, given where it leads to.
    ``shown``: whether it is shown, given the context, besides all that.
    """

    view: str
    title: str
    at: str = OWN
    permission: str | None = None
    working_permission: str | None = None
    context: type | None = None
    order: int = 50
    count: Callable[[Request], int] | None = None
    count_at: Callable[[object, Request], int] | None = None
    shown: Callable[[object, Request], bool] | None = None

    def stands_at(self, context):
        """Return whether the page is one of ``context``, an interface or class deciding."""
        kind = self.context
        if kind is None:
            return True
        provided = getattr(kind, 'providedBy', None)
        return provided(context) if provided else isinstance(context, kind)


class DeskMenu(list[DeskMenuEntry]):
    """All entries, in their order.

    Which of them a set of permissions opens is the same for everybody and always, and remembered.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[object, tuple[DeskMenuEntry, ...]] = {}

    def add(self, entry: DeskMenuEntry) -> None:
        """Put ``entry`` where it belongs."""
        self.append(entry)
        self.sort(key=lambda each: (each.order, each.view))
        self._known.clear()

    def opened(self, at: str, permissions: frozenset[str], in_work: frozenset[str],
               context: object) -> tuple[DeskMenuEntry, ...]:
        """Return the entries ``at`` the site or ``context`` that the permissions there, and those
        on its working copy, open; ``shown`` may still hide some.
        """
        key = at, permissions, in_work, type(context), providedBy(context)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = tuple(
                each for each in self if each.at == at and each.stands_at(context)
                and (each.permission is None or each.permission in permissions)
                and (each.working_permission is None or each.working_permission in in_work))
        return found


class menu:
    """Decorator of a view: puts it into the menu.  The arguments are those of ``DeskMenuEntry``.

    >>> menu('trash', 'Thùng rác', at=CONTENT, order=60).entry.order
    60
    """

    def __init__(self, view: str, title: str, **settings: object) -> None:
        self.entry = DeskMenuEntry(
            view, title, **settings)  # type: ignore[arg-type]  # the class says what they are

    def __call__(self, wrapped: Wrapped) -> Wrapped:
        venusian.attach(wrapped, self._add, category='pyramid')
        return wrapped

    def _add(self, scanner, name, found):
        scanner.config.registry.getUtility(IMenu).add(self.entry)


def includeme(config):
    config.registry.registerUtility(DeskMenu(), IMenu)
