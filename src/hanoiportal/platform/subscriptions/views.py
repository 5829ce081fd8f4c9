"""What the page «Theo dõi» shows of a subscriber: rows of what is followed, of what was told; and
what its views share.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.security.crypto.sealing import ISealing
from ...shells.public.page.layout import Layout
from ...shells.public.page.wording import Wording
from ...shells.public.replies.codes import HEADERS
from ...web import View
from ...web.login.sealedcookies import SealedCookie
from ...web.routing.links import link
from .addresses import name_followed, public_at
from .declaring import is_mail
from .interfaces import (
    MESSAGE_PACES,
    NEWSLETTER,
    OPENED,
    OPENED_COOKIE,
    PACE_ROWS,
    PAGE,
    Followed,
    IChannel,
    IFollowable,
    ISubscriber,
    ISubscriptions,
    Piece,
)

TITLE = _('Theo dõi', context='subscription')
COOKIE = SealedCookie(*OPENED_COOKIE)


class FollowedRow(NamedTuple):
    """``kind``: what it is.  ``name``, ``address``: of the thing, ``None`` if it is not public
    any more.  ``since``: the day, in words; ``''`` for what is not confirmed.
    """

    number: int
    kind: str
    name: Wording | None
    address: str
    since: str


class FollowedRows:
    """Rows for the reader of ``page``."""

    def __init__(self, request: Request, page: Layout) -> None:
        self._request, self._page = request, page

    def values(self, mine: ISubscriber, address: str) -> Mapping[str, object]:
        """Return what ``templates/followed.pt`` names of ``mine`` with that ``address``."""
        channels = self._request.registry.getUtilitiesFor(IChannel)
        return {'rows': [self._row(each) for each in mine.followed], 'mine': mine,
                'paces': PACE_ROWS if is_mail(address) else MESSAGE_PACES,
                'told': self.told(mine),
                'channels': sorted((name, channel.title) for name, channel in channels
                                   if name == mine.channel
                                   or (channel.is_offered and channel.takes(address)))}

    def told(self, mine: ISubscriber) -> list[tuple[Wording, str]]:
        """Return names and addresses of what ``mine`` was told, if it is public still."""
        return [row for each in mine.told if (row := self._told(each))]

    def _row(self, each: Followed) -> FollowedRow:
        thing = public_at(self._page.portal, each.target)
        kind = self._request.registry.queryUtility(IFollowable, name=each.kind)
        name, address = None if thing is None else self._page.say(thing, 'title'), ''
        if kind is not None and kind.titles is not None:
            name = self._titled(each)
            address = link(self._request, self._page.site, NEWSLETTER)
        elif thing is not None:
            address = link(self._request, thing)
        return FollowedRow(
            each.number, '' if kind is None else kind.title, name, address,
            shown_date(local(each.confirmed).date(), self._page.tag) if each.confirmed else '')

    def _titled(self, each: Followed) -> Wording | None:
        tag = self._page.tag
        name = name_followed(
            self._page.portal, self._request.registry, each.kind, each.target, tag)
        return Wording(name, None) if name else None

    def _told(self, each: Piece) -> tuple[Wording, str] | None:
        item = public_at(self._page.portal, each.item)
        return None if item is None else (
            self._page.say(item, 'title'), link(self._request, item))


class OwnView(View):
    """Base of the views of one subscriber."""

    @reify
    def _register(self) -> ISubscriptions:
        register: ISubscriptions = self.request.registry.getAdapter(self.context, ISubscriptions)
        return register

    def _enter(self, subscriber: ISubscriber, notice: str) -> Response:
        """Open the page of ``subscriber`` in this browser."""
        response = self._again(notice)
        COOKIE.write(self.request, response, self.request.registry.getUtility(ISealing),
                      self.request.registry.getUtility(IClock).now(),
                      {'subscriber': subscriber.number})
        return response

    def _again(self, notice: str = '') -> Response:
        query = f'?xong={notice}' if notice else ''
        response = HTTPSeeOther(self._address(OPENED) + query)
        response.headers['Cache-Control'] = 'no-store'
        return response

    def _address(self, *steps: str) -> str:
        return str(self.request.link(self.context, PAGE, *steps))

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return found.strip() if isinstance(found, str) else ''

    def _rendered(self, template: str, values: Mapping[str, object]) -> Response:
        self.request.response.headers.update(HEADERS)
        return render_to_response(f'templates/{template}.pt', {
            'title': TITLE, 'noindex': True, 'action': self._address(),
            'newsletter': self.request.link(self.context, NEWSLETTER), **values},
            self.request, response=self.request.response)
