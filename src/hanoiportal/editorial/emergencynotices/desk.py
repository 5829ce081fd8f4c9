"""Thông báo khẩn of an item, at its record: raising and lifting it."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment, parse
from ...base.i18n import _
from ...base.interfaces import IItem, IResource
from ...base.numbers import number_in
from ...base.permissions import EDIT, EMERGENCY, WITHDRAW
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.workflow.interfaces import PUBLIC
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.forms.fields import MINUTE, TEXT, Field, problems
from ..review.interfaces import IReviewData
from .interfaces import IN_FORCE, STATES, CannotNotify, IEmergencyNotices

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

NAME, TEMPLATE = 'emergency-notice', 'templates/emergency.pt'
#: Digits of a number, and heads of the checklist that a form has at most.
NUMBER = 10
#: What a template is given.
Values = Mapping[str, object]


def has_any(item: Described, request: Request) -> bool:
    """Return whether the asker may tell of ``item`` on all sites, or it was told of."""
    notices: IEmergencyNotices = request.service(IEmergencyNotices)
    return find_site(item) is request.root and bool(
        request.has_permission(EMERGENCY, in_work(item)) or notices.of(item))


@menu(NAME, _('Thông báo khẩn'), at=HERE, working_permission=EDIT, context=IItem, order=70,
      shown=has_any)
class EmergencyNoticePage(DeskView):
    """The notices of one item, and the form."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.notices: IEmergencyNotices = request.service(IEmergencyNotices)
        self.review = request.registry.getUtility(IReviewData)

    @desk_view(context=IItem, name=NAME, working_permission=EDIT, renderer=TEMPLATE)
    def page(self) -> Values:
        """Show them."""
        return self._page({})

    @desk_view(context=IItem, name=NAME, working_permission=EDIT, request_method='POST',
               renderer=TEMPLATE)
    def act(self) -> Values | HTTPSeeOther:
        """Raise a notice or lift one, or show the form again with what is wrong."""
        form, actor = self.request.POST, self.request.identity.id
        try:
            if form.get('act') == 'lift':
                number = number_in(form.get('number', ''), NUMBER)
                notice = next((each for each in self.notices.of(self.context)
                               if each.number == number), None)
                if notice is None:
                    raise HTTPNotFound
                self.notices.lift(notice, str(form.get('why', '')), actor)
            else:
                self.notices.raise_notice(
                    self.context, _moment(str(form.get('until', ''))),
                    str(form.get('reason', '')), form.getall('checks')[:NUMBER], actor,
                    str(form.get('override', '')))
        except CannotNotify as refused:
            return self._page(refused.reasons)
        self.flash(_('Đã gỡ thông báo khẩn.') if form.get('act') == 'lift' else _(
            'Đã đăng thông báo khẩn.'))
        return self.see(self.context, NAME)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        form, root = self.request.POST, self.request.root
        if reasons:
            self.request.response.status_int = 422
        fields = [
            Field('until', _('Hiển thị đến'), MINUTE, form.get('until', ''), True,
                  error=reasons.get('until', ''), hint=_('Nhiều nhất 30 ngày.')),
            Field('reason', _('Lý do'), TEXT, form.get('reason', ''), True, rows=3,
                  error=reasons.get('reason', ''))]
        if 'override' in reasons or form.get('override'):
            fields.append(Field(
                'override', _('Lý do vẫn dùng nguồn bị chặn (điểm d khoản 1 Điều 15 Quy chế)'),
                TEXT, form.get('override', ''), True, rows=2, error=reasons.get('override', '')))
        concerns = self.notices.concerns(self.context)
        return {
            'title': _('Thông báo khẩn'), 'reasons': reasons,
            'may_raise': concerns and bool(
                self.request.has_permission(EMERGENCY, in_work(self.context))),
            'must_edit': concerns and in_work(self.context).state in PUBLIC,
            'may_lift': bool(self.request.has_permission(WITHDRAW, self.context)),
            'fields': fields, 'checks': self.review.checks.values(),
            'ticked': form.getall('checks') if reasons else (),
            'rows': [{'number': each.number, 'state': STATES[each.state],
                      'is_in_force': each.state == IN_FORCE, 'reason': each.reason,
                      'why_ended': each.why_ended,
                      'by': person(root, each.actor), 'raised': moment(each.raised_at),
                      'until': moment(each.until)} for each in self.notices.of(self.context)],
            'problems': problems({name: why for name, why in reasons.items()
                                  if name not in ('checks', 'why')}, fields)}


def _moment(text: str) -> datetime.datetime | None:
    try:
        return parse(text.strip())
    except ValueError:
        return None
