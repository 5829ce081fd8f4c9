"""Orders as the desk shows them: rows of lists, and the course of one."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from persistent import Persistent
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.lookup import in_language
from .interfaces import (
    ACKNOWLEDGED,
    ANSWERED,
    ASKED,
    DECLINED,
    DONE_LATE,
    EXTENDED,
    KINDS,
    MISSED,
    NEW,
    ORDERED,
    REMINDED,
    RETURNED,
    SENT_BACK,
    STATES,
    WITHDRAWN,
    IOrders,
    Order,
)

#: What people are told of a deed, by its button.
TOLD = {
    'acknowledge': _('Đã tiếp nhận yêu cầu.'),
    'answer': _('Đã gửi trả lời yêu cầu.'),
    'return': _('Đã trả lại để làm lại.'),
    'ask': _('Đã xin gia hạn.'),
    'extend': _('Đã gia hạn yêu cầu.'),
    'decline': _('Đã từ chối gia hạn.'),
    'withdraw': _('Đã rút yêu cầu.'),
    'remind': _('Đã nhắc nơi nhận yêu cầu.')}
#: What happened, in words.
HAPPENED = {
    ORDERED: _('Đã gửi yêu cầu'), ACKNOWLEDGED: _('Đã tiếp nhận'), ANSWERED: _('Đã trả lời'),
    ASKED: _('Đã đề nghị gia hạn'), EXTENDED: _('Đã gia hạn'),
    DECLINED: _('Đã từ chối gia hạn'), REMINDED: _('Đã nhắc thực hiện'),
    WITHDRAWN: _('Đã rút yêu cầu'), RETURNED: _('Đã trả lại trả lời')}
#: States that ask for attention.
_WARNED = frozenset({NEW, MISSED, DONE_LATE, SENT_BACK})
#: Characters of an order that a list shows.
_SHOWN = 160


@dataclass(frozen=True)
class OrderRow:
    """One order.  ``site``, ``by``: titles of the sites.  ``text``: its beginning.

    ``state``, ``kind``: translatable.  ``is_warned``: whether the state asks for attention.
    ``ordered``, ``due``, ``done``: local moments, ``''`` for none.  ``asks``: whether an extension
    waits for its decision.
    """

    number: int
    site: str
    by: str
    kind: str
    text: str
    state: str
    is_open: bool
    is_warned: bool
    asks: bool
    ordered: str
    due: str
    done: str


@dataclass(frozen=True)
class Happening:
    """One event of an order.  ``what``: translatable.  ``until``: local moment or ``''``.

    ``item``, ``address``: title and address of the item that an answer names, ``''`` for none.
    ``file``, ``size``: name and bytes of what came with it, ``''`` and 0 for none; ``at``: the
    place of the event among those of the order, from 0.
    """

    what: str
    who: str
    when: str
    text: str
    until: str
    item: str
    address: str
    file: str
    size: int
    at: int


def row(order: Order, orders: IOrders, portal: IPortal, tag: str) -> OrderRow:
    """Return ``order`` as a list in the language ``tag`` shows it."""
    course = orders.course(order)
    text = ' '.join(order.text.split())
    return OrderRow(
        order.number, title_at(portal, order.site, tag),
        title_at(portal, order.by, tag), KINDS[order.kind],
        text if len(text) <= _SHOWN else f'{text[:_SHOWN].rstrip()}…', STATES[course.state],
        course.is_open, course.state in _WARNED, course.is_open and course.asked is not None,
        moment(order.events[0].moment), moment(course.due), moment(course.met_at))


def happenings(order: Order, request: Request,
               person: Callable[[IPortal, str], str]) -> list[Happening]:
    """Return what happened to ``order``, the earliest first."""
    portal = request.root
    found = []
    for at, event in enumerate(order.events):
        item = resource_at(portal, event.item)
        found.append(Happening(
            HAPPENED[event.kind], person(portal, event.actor), moment(event.moment),
            event.text if event.kind != ORDERED else '',
            moment(event.until), '' if item is None else item.title,
            '' if item is None else request.link(item),
            '' if event.file is None else event.file.filename,
            0 if event.file is None else event.file.size, at))
    return found


def resource_at(portal: IPortal, oid: str) -> Persistent | None:
    """Return what has the object id ``oid``, ``None`` if there is none any more."""
    found: Persistent | None = portal.__objectmap__.object_for(int(oid)) if oid else None
    return found


def title_at(portal: IPortal, oid: str, tag: str) -> str:
    """Return the title of the place with the object id ``oid``, in the language ``tag``."""
    found = resource_at(portal, oid)
    return '' if found is None else str(in_language(found, tag).title)


#: What a form asks sites by: the kinds of bodies.
BODIES = {'so-nganh': _('Sở, ban, ngành, đơn vị'), 'phuong': _('Phường'), 'xa': _('Xã')}


@dataclass(frozen=True)
class Choice:
    """The sites that an order may go to, as the form asks for them.

    ``body``, ``text``: the filters.  ``sites``: those that fit.  ``chosen``: names of those that
    are ticked; ``everyone``: whether all that fit are meant.
    """

    body: str
    text: str
    sites: list[ISite]
    chosen: frozenset[str]
    everyone: bool

    @property
    def meant(self) -> list[ISite]:
        """The sites that the order is to go to."""
        return [site for site in self.sites if self.everyone or name_of(site) in self.chosen]


def chosen(addressees: list[ISite], form: Mapping[str, str], names: list[str]) -> Choice:
    """Return the ``Choice`` among ``addressees`` that ``form`` says; ``names``: ticked."""
    body = form.get('body', '') if form.get('body', '') in BODIES else ''
    text = ' '.join(form.get('q', '').split())[:100]
    sites = [site for site in addressees
             if body in ('', getattr(site, 'kind', '')) and text.lower() in site.title.lower()]
    if len(addressees) == 1:
        return Choice('', '', addressees, frozenset({name_of(addressees[0])}), False)
    return Choice(body, text, sites, frozenset(names), form.get('all') == 'yes')


def name_of(site: ISite) -> str:
    """Return what a form calls ``site``."""
    return str(cast('Persistent', site).__oid__)


