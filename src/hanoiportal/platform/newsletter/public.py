"""Where anybody chooses what to be told of: ``/ban-tin`` of every site, one form for many things,
and ``…/dang-ky-theo-doi`` below a thing.  Both take an address of mail or a mobile number.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource, ISite
from ...base.permissions import VIEW
from ...base.text import collate, nfc
from ...kernel.tree.site import is_address
from ...shells.public.feeds.addresses import FORMS, feeds_of, has_feed
from ...shells.public.lists.directory import TITLES, group_of
from ...shells.public.page.layout import Layout
from ...shells.public.page.menu import filled_sections
from ...shells.public.replies.bytelephone import ConfirmingByTelephone
from ...shells.public.replies.codes import HEADERS
from ...web import View
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..notifications.interfaces import IPost
from ..sms.interfaces import CODE_WHY, NotConfirmed
from ..subscriptions.interfaces import (
    AT_ONCE,
    BY_NUMBER,
    DAILY,
    FORM,
    LONGEST,
    NEWSLETTER,
    PACE_DAYS,
    PACE_ROWS,
    PAGE,
    IFollowable,
    IFollowers,
    ISubscriptions,
    Wish,
)
from .choices import MOST, choices_at
from .interfaces import ChoiceGroup

TITLE, FOLLOW_TITLE = _('Nhận bản tin'), _('Theo dõi', context='subscription')
#: Field of what is chosen.
CHOSEN = 'chon'


class ContactForm(View):
    """A form that takes where somebody is told.  ``PACE``: how often, if it does not say."""

    PACE = DAILY

    def _contact_problems(self) -> Mapping[str, str]:
        address, number = self._typed('email'), self._typed('so')
        if address and number:
            return {'so': _('Xin nhập thư điện tử hoặc số điện thoại, không nhập cả hai.')}
        if not number and (len(address) > LONGEST or not is_address(address)):
            return {'email': _('Thư điện tử phải có dạng ten@vidu.vn. Xin kiểm tra lại.')}
        return {}

    def _ask(self, wishes: Sequence[Wish]) -> Response | None:
        """Have the owner of the address asked, alike for every address; return where the code is
        typed that comes to a telephone.  Raises ``NotConfirmed``.
        """
        if self._typed('so'):
            response = HTTPSeeOther(self.request.link(self._layout.site, BY_NUMBER))
            response.headers['Cache-Control'] = 'no-store'
            self._telephone.ask(self._typed('so'), response, {
                'wishes': [list(each) for each in wishes], 'days': self._days})
            return response
        if self._is_mailed:
            register: ISubscriptions = self.request.registry.getAdapter(
                self.context, ISubscriptions)
            register.apply(wishes, self._typed('email'), self.request.language.tag, self._days)
        return None

    @reify
    def _telephone(self) -> ConfirmingByTelephone:
        return ConfirmingByTelephone(self.request, BY_NUMBER)

    @reify
    def _layout(self) -> Layout:
        return Layout(self.context, self.request, {})

    @property
    def _days(self) -> int:
        return PACE_DAYS.get(self._typed('cach'), self.PACE)

    @property
    def _is_mailed(self) -> bool:
        return bool(self.request.registry.getUtility(IPost).is_open)

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return nfc(found).strip()[:LONGEST + 1] if isinstance(found, str) else ''

    def _rendered(self, template: str, values: Mapping[str, object]) -> Response:
        self.request.response.headers.update(HEADERS)
        followers: IFollowers = self.request.registry.getAdapter(self.context, IFollowers)
        return render_to_response(f'templates/{template}.pt', {
            'typed': self._typed('email'), 'number': self._typed('so'), 'longest': LONGEST,
            'paces': PACE_ROWS, 'pace': self._days, 'is_mailed': self._is_mailed,
            'by_message': self._telephone.telephones.is_open, 'days': followers.days(),
            'followed': self.request.link(self._layout.site, PAGE), **values},
            self.request, response=self.request.response)


class FollowView(ContactForm):
    """Follow the context, if it is anything that can be followed."""

    PACE = AT_ONCE

    @view_config(context=IResource, name=FORM, permission=VIEW, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the form."""
        self._wish  # noqa: B018  # nothing to follow is a page that there is not
        return self._page()

    @view_config(context=IResource, name=FORM, permission=VIEW, request_method='POST',
                 require_csrf=False)
    def take(self) -> Response:
        """Have the owner of the address asked."""
        refuse_foreign(self.request)
        wish = self._wish
        refuse_too_many(self.request, 'follow')
        problems = self._contact_problems()
        if problems:
            return self._page(problems)
        try:
            return self._ask([wish]) or self._page(sent=True)
        except NotConfirmed as error:
            return self._page({'so': CODE_WHY[error.code]})

    @property
    def _wish(self) -> Wish:
        return self._kind[0], str(self.context.__oid__)

    @reify
    def _kind(self) -> tuple[str, IFollowable]:
        registry = self.request.registry
        for name, followable in sorted(registry.getUtilitiesFor(IFollowable)):
            if followable.is_of(self.context, registry):
                return name, followable
        raise HTTPNotFound

    def _page(self, problems: Mapping[str, str] | None = None, sent: bool = False) -> Response:
        page = self._layout
        return self._rendered('follow', {
            'title': FOLLOW_TITLE, 'noindex': True, 'sent': sent, 'problems': problems or {},
            'what': self._kind[1].title, 'thing_name': page.say(self.context, 'title'),
            'thing': self.request.link(self.context),
            'feeds': [(FORMS[view], mimetype, address) for view, mimetype, address in feeds_of(
                self.context, self.request)] if has_feed(self.context) else [],
            'newsletter': self.request.link(page.site, NEWSLETTER),
            'action': self.request.link(self.context, FORM)})


class NewsletterView(ContactForm):
    """The form of a site."""

    @view_config(context=ISite, name=NEWSLETTER, permission=VIEW, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the form."""
        return self._page()

    @view_config(context=ISite, name=NEWSLETTER, permission=VIEW, request_method='POST',
                 require_csrf=False)
    def take(self) -> Response:
        """Have the owner of the address asked."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'follow')
        problems = {**self._choice_problems(), **self._contact_problems()}
        if problems:
            return self._page(problems)
        try:
            return self._ask(self._wishes) or self._page(sent=True)
        except NotConfirmed as error:
            return self._page({'so': CODE_WHY[error.code]})

    def _choice_problems(self) -> Mapping[str, str]:
        if not self._wishes:
            return {CHOSEN: _('Xin chọn ít nhất một mục.')}
        if len(self._wishes) > MOST:
            return {CHOSEN: _('Xin chọn nhiều nhất ${most} mục một lần.', mapping={'most': MOST})}
        return {}

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
    def _ticked(self) -> frozenset[str]:
        return frozenset(each for each in self.request.POST.getall(CHOSEN)
                         if isinstance(each, str)) if self.request.POST else frozenset()

    @reify
    def _wishes(self) -> list[Wish]:
        return [each.wish for group in self._groups for each in group.choices
                if each.value in self._ticked]

    def _page(self, problems: Mapping[str, str] | None = None, sent: bool = False) -> Response:
        return self._rendered('newsletter', {
            'title': TITLE, 'sent': sent, 'problems': problems or {}, 'noindex': bool(
                self.request.POST), 'ticked': self._ticked, 'groups': self._groups,
            'field': CHOSEN, 'action': self.request.link(self.context, NEWSLETTER),
            'city': '' if IPortal.providedBy(self.context) else self.request.link(
                self._layout.portal, NEWSLETTER),
            'rss': self.request.link(self.context, 'rss')})
