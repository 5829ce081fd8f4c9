"""``/danh-gia``: rating a page, a section or a site, by one tap for each axis (clause 4.3.c).

The page is the same for everybody, so it is cached; the answer to a tap is for one browser.
"""
from __future__ import annotations

from functools import cached_property
from typing import cast
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config

from ...base.clock import local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IItem, IPortal, IResource, ISite
from ...base.permissions import VIEW as MAY_VIEW
from ...kernel.tree.lookup import at_path, find_site, is_closed, is_listed
from ...shells.public.lists.snapshot import moment_of
from ...shells.public.page.addresses import rating_address
from ...shells.public.page.layout import Layout
from ...shells.public.page.wording import Wording
from ...shells.public.replies.ratedhere import RatedHere
from ...shells.public.search.params import params_of
from ...types.section import Section
from ...web import View, public_view
from ...web.login.throttle import refuse_too_many
from ...web.routing.links import canonical
from ...web.routing.origins import refuse_foreign
from ..questions.interfaces import ABOUT, FORMS, MISTAKE
from .interfaces import RESULTS, THING, VALUES, VIEW, Axis, IRatingRules, IRatings

TEMPLATE = 'templates/rate.pt'
THANKS, TWICE = _('Đã ghi nhận đánh giá. Xin cảm ơn.'), _(
    'Thiết bị này đã đánh giá phương diện này trong 30 ngày qua, nên lần này không tính thêm.')


class RatingView(View):
    """One thing, along the axes of today."""

    @public_view(context=ISite, name=VIEW, renderer=TEMPLATE, counted=False)
    def show(self) -> dict[str, object]:
        """Return what ``rate.pt`` names."""
        return self._values([])

    @view_config(context=ISite, name=VIEW, request_method='POST', require_csrf=False,
                 permission=MAY_VIEW, renderer=TEMPLATE)
    def take(self) -> dict[str, object]:
        """Count what was tapped, once a device."""
        refuse_foreign(self.request)
        self.request.response.headers['Cache-Control'] = 'no-store'
        here, axes = RatedHere(self.request), [each.code for each in self._axes]
        rated = here.axes(self._thing.__oid__)
        axis = next((code for code in axes if code in self.request.POST), '')
        if axis in rated:
            return self._values(rated, TWICE)
        refuse_too_many(self.request, 'rate')
        value = str(self.request.POST.get(axis, ''))
        ratings: IRatings = self.request.registry.getAdapter(self.context, IRatings)
        try:
            ratings.rate(self._thing, axis, int(value) if value in map(str, VALUES) else 0)
        except Refused as refused:
            return self._values(rated, refused.reasons[''])
        here.remember(self.request.response, self._thing.__oid__, axis)
        return self._values([*rated, axis], THANKS)

    def _values(self, rated: list[str], said: str = '') -> dict[str, object]:
        tag = self._page.tag
        return {
            'title': _('Đánh giá'), 'said': said, 'thing': self._page.say(self._thing, 'title'),
            'kind': self._kind, 'axes': [
                (each.code, each.title_in(tag), each.asks.get(tag, each.asks['vi']),
                 each.code in rated) for each in self._axes],
            'values': VALUES, 'action': self.request.link(self.context, VIEW),
            'field': THING, 'path': self._path, 'others': self._others,
            'back': self.request.link(self._thing), 'mistake': self._mistake,
            'results': self.request.link(self.context, RESULTS), 'noindex': True,
            'query': urlencode({THING: self._path}, safe='/') if self._path else ''}

    @cached_property
    def _page(self) -> Layout:
        return Layout(self.context, self.request, {})

    @cached_property
    def _path(self) -> str:
        given = self.request.POST.get(THING, '') if self.request.method == 'POST' else (
            params_of(self.request, THING))
        return given if isinstance(given, str) else ''

    @cached_property
    def _thing(self) -> IResource:
        """What is rated.  Raises ``HTTPNotFound`` for what visitors do not see."""
        found = at_path(self.context, self._path)
        if found is self.context:
            return cast(IResource, self.context)
        if found is None or find_site(found) is not self.context:
            raise HTTPNotFound
        is_shown = IItem.providedBy(found) and is_listed(found) and not is_closed(found)
        if is_shown or isinstance(found, Section):
            return found
        raise HTTPNotFound

    @cached_property
    def _axes(self) -> list[Axis]:
        """Those of the day of the snapshot: a page asks no clock."""
        moment = moment_of(self._page.portal)
        return list(self.request.registry.getUtility(IRatingRules).axes(
            None if moment is None else local(moment).date()))

    @property
    def _kind(self) -> str:
        return (_('Trang thông tin điện tử') if self._thing is self.context else
                _('Chuyên mục') if isinstance(self._thing, Section) else _('Trang'))

    @property
    def _others(self) -> list[tuple[str, Wording, str]]:
        """``(kind, title, address)`` of the section and of the site around what is rated."""
        found: list[tuple[str, IResource]] = []
        place: IResource | None = self._thing
        while place is not None and place is not self.context:
            place = place.__parent__
            if isinstance(place, Section):
                found.append((_('Chuyên mục'), place))
        if self._thing is not self.context:
            found.append(('' if IPortal.providedBy(self.context) else
                          _('Trang thông tin điện tử'), self.context))
        return [(kind, self._page.say(each, 'title'),
                 rating_address(self.request, self.context, each)) for kind, each in found]

    @property
    def _mistake(self) -> str:
        form = self.request.link(self.context, FORMS, MISTAKE)
        about = canonical(self.request, self._thing, self.request.language)
        return f'{form}?{urlencode({ABOUT: about})}'
