"""Bài dẫn lại: the record of one, and the rule of a site."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IContainer, IResource, ISite
from ...base.numbers import number_in
from ...base.permissions import EDIT
from ...content.versions.interfaces import IVersions
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.document import facts_of
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.forms.days import ONE_DAY, BadDay, day_of
from ...web.forms.fields import CHOICE, DAY, LINE, Field, problems
from ..crossposting.interfaces import DEMANDED, CannotCrosspost, IReference
from ..crossposting.interfaces.promises import IOffering, IRenewing, IStandingRules
from ..review.interfaces import IReviewData

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

CARRIED, RULE = 'carried', 'crosspost-rule'
NUMBER, MOST = 10, 200
NO_DAY = _('Hãy nhập một ngày.')
#: What people are told of a deed, by its button.
DONE = {'take': _('Đã lấy nội dung mới của trang nguồn.'),
        'hold': _('Đã tạm giữ nội dung mới của trang nguồn.'),
        'end': _('Đã thôi đăng nội dung này.')}
#: What a template is given.
Values = Mapping[str, object]


@menu(CARRIED, _('Bài gốc'), at=HERE, working_permission=EDIT, context=IReference, order=15)
class CarriedItem(DeskView):
    """A reference: whose item it shows, what that says now, ending it."""

    def __init__(self, context: IReference, request: Request) -> None:
        super().__init__(context, request)
        self.renewing: IRenewing = request.service(IRenewing)
        self.offering: IOffering = request.service(IOffering)
        self.review = request.registry.getUtility(IReviewData)

    @desk_view(context=IReference, name=CARRIED, working_permission=EDIT,
               renderer='templates/carried.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IReference, name=CARRIED, working_permission=EDIT, request_method='POST',
               renderer='templates/carried.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Take what the source says now, hold it, or end the reference."""
        form, actor = self.request.POST, self.request.identity.id
        try:
            if form.get('act') == 'take':
                self.renewing.take(
                    self.context, tuple(str(form.get('digests', '')).split()[:MOST]),
                    form.getall('checks')[:NUMBER], actor)
            elif form.get('act') in ('end', 'hold'):
                verb = self.renewing.end if form.get('act') == 'end' else self.renewing.hold
                verb(self.context, actor, str(form.get('why', '')))
            else:
                raise HTTPNotFound
        except CannotCrosspost as refused:
            return self._page(refused.reasons)
        self.flash(DONE[form['act']])
        return self.see(self.context, CARRIED)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        if reasons:
            self.request.response.status_int = 422
        reference, source = self.context, self.renewing.source(self.context)
        changes = {} if reference.changed_at is None else self.renewing.differences(reference)
        return {
            'title': reference.title, 'source': source, 'reasons': reasons,
            **self._shown(source),
            'source_address': '' if source is None else self.request.link(source),
            'site': None if source is None else find_site(source),
            'changed': moment(reference.changed_at), 'held': reference.held,
            'held_by': '' if reference.held is None else person(
                self.request.root, reference.held.actor),
            'held_at': '' if reference.held is None else moment(reference.held.moment),
            'act': self.request.POST.get('act', ''), 'changes': sorted(changes.items()),
            'replaced': [(each.title, self.request.link(each))
                         for each in self.renewing.parts_replaced(reference)],
            'digests': ' '.join(self.renewing.current(reference)),
            'checks': self.review.checks.values(),
            'ticked': self.request.POST.getall('checks') if reasons else (),
            'is_city': find_site(reference) is self.request.root,
            'may_offer': self.offering.may_offer(
                reference, self.request.identity.id) and not self.offering.reasons_against(
                    reference),
            'binds': self.renewing.is_demanded(reference), 'demanded': DEMANDED,
            'is_carried': reference.is_public or reference.state == 'scheduled',
            'problems': [why for name, why in reasons.items() if name not in ('checks', 'text')]}

    def _shown(self, source: Described | None) -> Values:
        """Return what readers find here, as it was approved."""
        shown = None if source is None else self.context.shown()
        if shown is None:
            return {'facts': [], 'files': []}
        schema = self.request.service(IVersions).schema_of(source)
        files = shown.values() if IContainer.providedBy(shown) else ()
        return {'facts': facts_of(shown, schema), 'files': [
            (each.title, self.request.link(each)) for each in files]}


class SiteRule(DeskView):
    """The standing rule of a site."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.rules: IStandingRules = request.service(IStandingRules)

    @desk_view(context=ISite, name=RULE, working_permission=EDIT, renderer='templates/rule.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {})

    @desk_view(context=ISite, name=RULE, working_permission=EDIT, request_method='POST',
               renderer='templates/rule.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Approve or revoke it."""
        form, actor = self.request.POST, self.request.identity.id
        try:
            if form.get('act') == 'revoke':
                self.rules.revoke(self.context, actor)
            else:
                self.rules.approve(
                    self.context, number_in(form.get('section', ''), NUMBER),
                    str(form.get('decision', '')), day_of(form, 'ends', ONE_DAY), actor)
        except BadDay:
            return self._page(form, {'ends': NO_DAY})
        except CannotCrosspost as refused:
            return self._page(form, refused.reasons)
        self.flash(_('Đã thu hồi quy tắc đăng chéo.') if form.get('act') == 'revoke' else _(
            'Đã ghi phê duyệt quy tắc đăng chéo.'))
        return self.see(self.context, RULE)

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        if reasons:
            self.request.response.status_int = 422
        rule, root = self.rules.rule(self.context), self.request.root
        fields = [
            Field('section', _('Chuyên mục nhận tin'), CHOICE, form.get('section', ''), True,
                  tuple((str(each.__oid__), str(getattr(each, 'title', '')))
                        for each in self.rules.sections(self.context)),
                  error=reasons.get('section', '')),
            Field('decision', _('Căn cứ'), LINE, form.get('decision', ''), True,
                  error=reasons.get('decision', ''), hint=_('Số, ngày của văn bản.')),
            Field('ends', _('Có hiệu lực đến hết ngày'), DAY, form.get('ends', ''),
                  error=reasons.get('ends', ''), hint=_('Để trống: đến khi bị thu hồi.'))]
        return {
            'title': _('Quy tắc nhận tin của Thành phố'), 'rule': rule,
            'fields': fields if rule is None else [],
            'section': '' if rule is None else getattr(
                root.__objectmap__.object_for(rule.section), 'title', ''),
            'approved': [] if rule is None else [
                (person(root, who), moment(when)) for who, when in rule.approvals],
            'starts': '' if rule is None else moment(rule.starts),
            'ends': '' if rule is None else moment(rule.ends),
            'problems': problems(reasons, fields)}
