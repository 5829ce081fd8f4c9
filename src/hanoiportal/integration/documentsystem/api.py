"""Packages by the API: sending one, and reading what became of it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.lookup import address_of, site_of
from ...participation.cases.interfaces import ICases
from ...participation.filedrop.interfaces import FORMAT, CannotDrop, IPackages
from ...participation.questions.interfaces import LARGEST_FILES, LONGEST_TEXT
from ...shells.api.bodies import BODY
from ...shells.api.endpoints import PATH, Endpoint, Parameter, api_view
from ...shells.api.kinds import NOT_FOUND, TOO_LARGE
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json, flag, free, many, moment, named, text
from ...shells.api.systemkinds import BODY_REFUSALS, INVALID, REFUSALS
from ...shells.api.systems import SystemView
from ...shells.public.page.dates import machine_moment
from ..uploads.interfaces import IUploads, Uploaded
from .interfaces import PACKAGES_SEND, STANDS, IDocumentSystem

if TYPE_CHECKING:
    from ...participation.cases.interfaces import Case

GROUP = _('Gói tin (tài khoản hệ thống)')
_CODE = Parameter('package', {'type': 'string', 'pattern': '^[0-9A-Za-z-]{4,20}$',
                              'maxLength': 20}, _('Mã hồ sơ của gói tin.'), PATH)
_FILE = free(_('Một tệp: {"name": tên, "sha256": mã SHA-256, "upload": mã của tệp đã tải lên}.'))
NEW = named('NewPackage', _('Một gói tin gửi đăng; các trường như gói trong thư mục nhận tệp.'), {
    'format': text(_('Luôn là “hanoiportal-package/1”.'), maxLength=40, const=FORMAT),
    'reference': text(_('Mã văn bản ở hệ thống gửi.'), maxLength=300),
    'title': text(_('Tiêu đề.'), maxLength=200),
    'text': text(_('Nội dung; để trống nếu nằm trong tệp.'), maxLength=LONGEST_TEXT),
    'rights': flag(_('Người gửi có quyền gửi đăng hay không.')),
    'sender': free(_('Người gửi: kind, organisation, name, position, email, phone, address.')),
    'files': many(_FILE, _('Các tệp.'))}, ('format', 'reference', 'title', 'sender', 'files'))
PACKAGE = named('Package', _('Một gói tin và kết quả xử lý.'), {
    'case': text(_('Mã hồ sơ.')), 'reference': text(_('Mã văn bản ở hệ thống gửi.')),
    'status': text(_('Kết quả: mới nhận, đang xử lý, đã đăng, từ chối, kết thúc, đã gỡ.'),
                   enum=list(STANDS)),
    'at': moment(_('Từ lúc nào.')), 'note': text(_('Lý do từ chối.')),
    'address': text(_('Địa chỉ trên Cổng khi đã đăng, nếu không thì để trống.'))})
SEND = Endpoint(
    'POST', '/packages', 'sendPackage', _('Gửi một gói tin để đăng'), GROUP, PACKAGE, body=NEW,
    scope=PACKAGES_SEND, status=201, problems=(*REFUSALS, *BODY_REFUSALS),
    said=_('Gửi lại cùng mã và cùng tệp thì nhận lại cùng hồ sơ.'))
READ = Endpoint(
    'GET', '/packages/{package}', 'readPackage', _('Kết quả xử lý một gói tin'), GROUP, PACKAGE,
    (_CODE,), scope=PACKAGES_SEND, problems=REFUSALS)


class PackagesView(SystemView):
    """The packages that were sent to the site of the account."""

    database = INTERACTIONS

    @property
    def packages(self) -> IPackages:
        """Those of the portal."""
        found: IPackages = self.request.registry.getAdapter(self.portal, IPackages)
        return found

    @api_view(SEND)
    def send(self) -> Json:
        """Take one; the same one again is the same case."""
        files = self._files()
        try:
            package = self.packages.package(self.body, files)
            code = self.packages.keep(self.packages.arrived(
                site_of(self.portal, str(self.account.site)), package.title, files, package))
        except CannotDrop as refused:
            raise Problem(INVALID, next(iter(refused.reasons.values()))) from None
        case = cast('Case', self._cases.of_code(code))
        self.request.response.headers['Location'] = self.address('packages', code)
        return self._said(case)

    @api_view(READ)
    def read(self) -> Json:
        """Return what became of one."""
        case = self._cases.of_code(str(self.asked['package']))
        if case is None or not self.packages.reference(case.number) or (
                case.events[0].site != str(self.account.site)):
            raise Problem(NOT_FOUND, _('Trang này không có gói tin đó.'))
        return self._said(case)

    @property
    def _cases(self) -> ICases:
        found: ICases = self.request.registry.getAdapter(self.portal, ICases)
        return found

    def _files(self) -> dict[str, bytes]:
        """Return the files of the body by their names.  Raises ``Problem``."""
        uploads = cast('IUploads', self.request.service(IUploads))
        named_files: dict[str, Uploaded] = {}
        for place, each in enumerate(cast('list[object]', self.body['files'])):
            said = cast('Mapping[str, object]', each if isinstance(each, dict) else {})
            key, name = said.get('upload'), said.get('name')
            kept = uploads.find(self.account.id, key) if isinstance(key, str) else None
            if kept is None or not kept.is_whole or not isinstance(name, str) or (
                    name in named_files):
                raise Problem(INVALID, errors=(FieldError(BODY, f'files/{place}', _(
                    'Cần tên tệp, mỗi tên một lần, và “upload” của một tệp đã tải lên đủ.')),))
            named_files[name] = kept
        if sum(each.length for each in named_files.values()) > LARGEST_FILES:
            raise Problem(TOO_LARGE)
        found = {}
        for name, kept in named_files.items():
            with uploads.opened(self.account.id, kept.id) as opened:
                found[name] = opened.read()
        return found

    def _said(self, case: Case) -> Json:
        registry = self.request.registry
        system: IDocumentSystem = registry.getUtility(IDocumentSystem)
        verdict = system.verdict(self.portal, case)
        return {
            'case': case.code, 'reference': self.packages.reference(case.number),
            'status': verdict.standing, 'at': machine_moment(verdict.at), 'note': verdict.note,
            'address': address_of(self.portal, verdict.item, registry.getUtility(ISettings))}
