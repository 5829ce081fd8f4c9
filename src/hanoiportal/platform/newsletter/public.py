"""``/ban-tin`` of every site: one form for all that one wants to be mailed."""
from __future__ import annotations

from collections.abc import Mapping

from pyramid.decorator import reify
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource, ISite
from ...base.permissions import VIEW
from ...base.text import collate, nfc
from ...kernel.tree.site import is_address
from ...shells.public.lists.directory import TITLES, group_of
from ...shells.public.page.layout import Layout
from ...shells.public.page.menu import filled_sections
from ...shells.public.replies.codes import HEADERS
from ...web import View
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..notifications.interfaces import IPost
from ..subscriptions.interfaces import (
    DAILY,
    LONGEST,
    NEWSLETTER,
    PACE_DAYS,
    PACE_ROWS,
    PAGE,
    IFollowers,
    ISubscriptions,
    Wish,
)
from .choices import MOST, ChoiceGroup, choices_at

TITLE = _('Nhận bản tin')
#: Field of what is chosen.
CHOSEN = 'chon'


class NewsletterView(View):
    """The form of a site."""

    @view_config(context=ISite, name=NEWSLETTER, permission=VIEW, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the form."""
        return self._page()

    @view_config(context=ISite, name=NEWSLETTER, permission=VIEW, request_method='POST',
                 require_csrf=False)
    def take(self) -> Response:
        """Have the owner of the address asked; the answer is alike for every address."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'follow')
        problems = self._problems()
        if problems:
            return self._page(problems)
        if self._is_mailed:
            register: ISubscriptions = self.request.registry.getAdapter(
                self.context, ISubscriptions)
            register.apply(self._wishes, self._typed('email'), self.request.language.tag,
                           self._days)
        return self._page(sent=True)

    def _problems(self) -> Mapping[str, str]:
        found = {}
        if not self._wishes:
            found[CHOSEN] = _('Xin chọn ít nhất một mục.')
        elif len(self._wishes) > MOST:
            found[CHOSEN] = _('Xin chọn nhiều nhất ${most} mục một lần.', mapping={'most': MOST})
        address = self._typed('email')
        if len(address) > LONGEST or not is_address(address):
            found['email'] = _('Thư điện tử phải có dạng ten@vidu.vn. Xin kiểm tra lại.')
        return found

    @reify
    def _groups(self) -> list[ChoiceGroup]:
        return choices_at(self.context, filled_sections(self._layout), self._others(),
                          self.request.registry, self._layout.tag)

    def _others(self) -> list[tuple[str, list[IResource]]]:
        """Return wards, communes and agencies, at the city portal alone."""
        if not IPortal.providedBy(self.context):
            return []
        found: dict[str, list[IResource]] = {code: [] for code in TITLES}
        for site in self.context['sites'].values():
            if site.is_active:
                found[group_of(site)].append(site)
        return [(title, sorted(found[code], key=lambda each: collate(each.title)))
                for code, title in TITLES.items()]

    @reify
    def _layout(self) -> Layout:
        return Layout(self.context, self.request, {})

    @reify
    def _ticked(self) -> frozenset[str]:
        return frozenset(each for each in self.request.POST.getall(CHOSEN)
                         if isinstance(each, str)) if self.request.POST else frozenset()

    @reify
    def _wishes(self) -> list[Wish]:
        return [each.wish for group in self._groups for each in group.choices
                if each.value in self._ticked]

    @property
    def _days(self) -> int:
        return PACE_DAYS.get(self._typed('cach'), DAILY)

    @property
    def _is_mailed(self) -> bool:
        return bool(self.request.registry.getUtility(IPost).is_open)

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return nfc(found).strip()[:LONGEST + 1] if isinstance(found, str) else ''

    def _page(self, problems: Mapping[str, str] | None = None, sent: bool = False) -> Response:
        values: Mapping[str, object] = {
            'title': TITLE, 'sent': sent, 'problems': problems or {}, 'noindex': bool(
                self.request.POST), 'typed': self._typed('email'), 'ticked': self._ticked,
            'groups': self._groups, 'field': CHOSEN, 'longest': LONGEST, 'paces': PACE_ROWS,
            'pace': self._days,
            'is_mailed': self._is_mailed, 'action': self.request.link(self.context, NEWSLETTER),
            'days': self.request.registry.getAdapter(self.context, IFollowers).days(),
            'city': '' if IPortal.providedBy(self.context) else self.request.link(
                self._layout.portal, NEWSLETTER),
            'rss': self.request.link(self.context, 'rss'),
            'followed': self.request.link(self.context, PAGE)}
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            'templates/newsletter.pt', values, self.request, response=self.request.response)
