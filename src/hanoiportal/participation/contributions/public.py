"""``/gui-tin-bai``: how, in which forms and where texts and documents may be sent (12.1, 16.2)."""
from __future__ import annotations

from collections.abc import Mapping

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.settings import ISettings, Settings
from ...editorial.review.interfaces import IReviewData
from ...kernel.inspection.formats import IFormats
from ...shells.public.page.layout import Layout
from ...web import View, public_view
from ..mailin.interfaces import IContributionAddress
from ..questions.interfaces import FILE_LIMITS, FORMS, TRACKING
from .caseform import FORM
from .interfaces import INVITATION, SLUG

#: What 12.2 asks for, as people read it.
DATA = (
    _('Đơn vị, tổ chức (cá nhân thì bỏ trống)'), _('Họ và tên người gửi'),
    _('Chức danh (nếu có)'), _('Địa chỉ thư điện tử'), _('Số điện thoại hoặc địa chỉ liên lạc'))


class InvitationView(View):
    """The page that says it; the same for everybody."""

    @public_view(context=ISite, name=INVITATION, renderer='templates/invitation.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``invitation.pt`` names."""
        registry = self.request.registry
        page = Layout(self.context, self.request, {})
        grounds = registry.getUtility(IReviewData).grounds.values()
        return {
            'title': _('Gửi tin, bài, tài liệu'), 'description': FORM.intro,
            'form': self.request.link(self.context, FORMS, SLUG),
            'tracking': self.request.link(self.context, TRACKING), 'data': DATA,
            'sites': self.request.link(page.portal['sites']) if IPortal.providedBy(
                self.context) else '',
            'mail': self._address(), 'limits': FILE_LIMITS,
            'extensions': ', '.join(registry.getUtility(IFormats).extensions(FORM.file_kinds)),
            'grounds': [(each.clause.removeprefix('14.3.'), each.title_in(page.tag))
                        for each in grounds]}

    def _address(self) -> str:
        """Return the address of mail of this portal for contributions to the site, ``''`` if it
        takes no mails.
        """
        settings: Settings = self.request.registry.getUtility(ISettings)
        found: IContributionAddress = self.request.registry.getUtility(IContributionAddress)
        return found.of(self.context) if settings.mail_in else ''
