"""Sites and their sections."""
from __future__ import annotations

from functools import cached_property
from typing import cast

from ....base.i18n import _
from ....base.interfaces import IResource, ISite
from ....base.text import collate
from ....discovery.catalog.interfaces import CITY
from ....types.section import Section, sections_of
from ....web.routing.links import canonical
from ...api.endpoints import Endpoint, api_view
from ...api.kinds import NOT_FOUND
from ...api.problems import Problem
from ...api.schema import Json, address, flag, many, named, text
from ...api.writing import LIMIT, ApiView, fields_of
from ..page.layout import Layout
from .lists import OF_SITE, list_of, list_parameters, name_of, page_of

GROUP = _('Trang và chuyên mục')
CONTACT = named('Contact', _('Thông tin liên hệ mà cơ quan đã xác nhận.'), {
    'address': text(_('Địa chỉ.')), 'phone': text(_('Điện thoại.')), 'fax': text(_('Fax.')),
    'email': text(_('Thư điện tử.')), 'hours': text(_('Giờ tiếp dân.'))})
_SITE: dict[str, Json] = {
    'id': text(_('Tên của trang, như trong tên miền.')), 'title': text(_('Tên.')),
    'level': text(_('Loại trang.')), 'owner': text(_('Cơ quan chủ quản.')),
    'address': address(_('Địa chỉ của trang cho người đọc.')),
    'self': address(_('Địa chỉ của trang trong giao diện này.')),
    'is_active': flag(_('Trang đang cung cấp thông tin.')),
    'is_external': flag(_('Trang nằm ngoài Cổng.'))}
SITE = named('SiteSummary', _('Một trang trong danh sách.'), _SITE, ('id',))
SECTION = named('Section', _('Một chuyên mục.'), {
    'id': text(_('Tên của chuyên mục, như trong địa chỉ.')), 'title': text(_('Tên.')),
    'summary': text(_('Mô tả.')), 'group': text(_('Nhóm.')),
    'listing': text(_('Cách trình bày.')), 'legal_basis': text(_('Căn cứ pháp lý.')),
    'types': many(text(_('Loại nội dung được đăng.'))),
    'address': address(_('Địa chỉ của trang cho người đọc.'))}, ('id',))
WHOLE = named('Site', _('Một trang, với các chuyên mục.'), {
    **_SITE, 'summary': text(_('Giới thiệu ngắn.')),
    'managing_body': text(_('Cơ quan quản lý.')),
    'operating_unit': text(_('Đơn vị vận hành.')), 'contact': CONTACT,
    'sections': many(SECTION)}, ('id',))

SITES = Endpoint(
    'GET', '/sites', 'listSites', _('Cổng và các trang thành phần'), GROUP,
    list_of('SiteList', _('Các trang, theo tên.'), SITE), list_parameters(SITE))
ONE = Endpoint(
    'GET', '/sites/{site}', 'readSite', _('Một trang'), GROUP, WHOLE,
    (OF_SITE, fields_of(WHOLE)))


class SitesView(ApiView):
    """The directory of sites."""

    @api_view(SITES)
    def sites(self) -> Json:
        """Return the portal and its component sites; at the host of one this one alone."""
        found = [self.context]
        if self.context is self.portal:
            found += sorted((each for each in self.portal['sites'].values()
                             if not each.is_practice), key=lambda site: collate(site.title))
        start = self.after
        shown = found[start:start + cast('int', self.asked[LIMIT])]
        return page_of(self, [self._row(each) for each in shown], len(found), start)

    @api_view(ONE)
    def one(self) -> Json:
        """Return one of them with its sections."""
        site = self._named(cast('str', self.asked['site']))
        return self.chosen({**self._row(site), **self._more(site)})

    def _named(self, name: str) -> ISite:
        site = self.portal if name == CITY else self.portal['sites'].get(name)
        if not ISite.providedBy(site) or site is not self.context and (
                self.context is not self.portal or site.is_practice):
            raise Problem(NOT_FOUND)
        return site

    def _row(self, site: ISite) -> Json:
        name = name_of(self, site)
        is_external = getattr(site, 'is_external', False)
        return {
            'id': name, 'title': self._said(site, 'title'), 'owner': self._said(site, 'owner'),
            'level': getattr(site, 'level', 'city'),
            'address': getattr(site, 'external_url', '') if is_external else self._canonical(site),
            'self': self.address('sites', name), 'is_active': bool(site.is_active),
            'is_external': bool(is_external)}

    def _more(self, site: ISite) -> Json:
        found: Json = {
            name: self._said(site, name) for name in ('summary', 'managing_body',
                                                      'operating_unit')}
        found['sections'] = [
            self._section(each) for each in sections_of(site)] if site.is_active else []
        if getattr(site, 'has_contacts', False):
            found['contact'] = {
                name: self._said(site, name) for name in CONTACT.fields}
        return found

    def _section(self, section: Section) -> Json:
        return {
            'id': section.__name__,
            **{name: self._said(section, name) for name in ('title', 'summary', 'group',
                                                            'legal_basis')},
            'listing': section.listing, 'types': list(section.allowed_types),
            'address': self._canonical(section)}

    def _said(self, resource: IResource, name: str) -> str:
        return str(self._layout.say(resource, name).text)

    def _canonical(self, resource: IResource) -> str:
        return canonical(self.request, resource, self.request.language)

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.context, self.request, {})

