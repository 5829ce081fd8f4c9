"""Trang thông tin điện tử thành phần: the site of an agency, ward or commune (1.2, 5.2.b–c)."""
import colander

from ..base.i18n import _
from ..kernel.tree import Site, content_type
from ..kernel.tree.lookup import find_portal
from ..kernel.tree.schema import choice, web_address
from ..kernel.tree.site import TRANSLATABLE, SiteSchema
from ..platform.domains.labels import check_host
from ..platform.domains.permits import (
    check_permit,
    hosts_in_use,
    outside_host,
    permit_problem,
)

LEVELS = (
    ('agency', _('Cơ quan, đơn vị thuộc Thành phố')),
    ('commune', _('Ủy ban nhân dân xã, phường')),
)
INTEGRATED, EXTERNAL = 'integrated', 'external'
INTEGRATIONS = (
    (INTEGRATED, _('Đã tích hợp vào Cổng cấp Thành phố')),
    (EXTERNAL, _('Chưa tích hợp: chỉ liên kết')),
)
#: Kinds of bodies, as home pages and the directory tell them apart.
AGENCY, WARD, COMMUNE = KINDS = 'so-nganh', 'phuong', 'xa'
SERVICE, PRACTICE = 'service', 'practice'
PURPOSES = (
    (SERVICE, _('Hoạt động chính thức')),
    (PRACTICE, _('Để cán bộ thực hành: nội dung không ra khỏi trang')),
)
ACTIVE, SUSPENDED = 'active', 'suspended'
STATUSES = ((ACTIVE, _('Đang hoạt động')), (SUSPENDED, _('Tạm ngừng')))


class ComponentSiteSchema(SiteSchema):
    """A component site, as its managing body describes it."""

    level = choice(_('Cấp'), LEVELS)
    purpose = choice(_('Mục đích'), PURPOSES, description=_(
        'Chọn khi lập trang. Tin, bài của trang thực hành không có ở tìm kiếm, danh sách của '
        'Thành phố, bản tin, kênh và hệ thống khác.'))
    integration = choice(_('Tích hợp'), INTEGRATIONS)
    external_url = web_address(_('Địa chỉ bên ngoài'))
    feed_url = web_address(_('Địa chỉ nguồn tin'), description=_(
        'RSS, Atom hoặc JSON Feed của trang chưa tích hợp. Tin mới chờ ở “Tin từ trang ngoài” của '
        'Cổng Thành phố; không tin nào tự đăng.'))
    status = choice(_('Tình trạng'), STATUSES)

    def validator(self, node, values):
        """An external site is nothing but its address."""
        super().validator(node, values)
        if values['integration'] == EXTERNAL and not values['external_url']:
            error = colander.Invalid(node)
            error['external_url'] = _('Trang chưa tích hợp phải có địa chỉ bên ngoài.')
            raise error


def check_name(name, registry, place, site):
    """Raise ``BadHost`` unless clause 5.2 allows the host, and it was granted (33.4)."""
    check_host(name, registry)
    portal = find_portal(place)
    for host in (name, outside_host(vars(site))):
        if host:
            check_permit(host, portal, registry, site)


def against_change(site, before, after, registry):
    """Return what stands against a change by which the site begins to work at another host, or
    what it has published would be told outside, or stay there.
    """
    if before.get('purpose', SERVICE) != after.get('purpose', SERVICE):
        return {'purpose': _('Mục đích chỉ chọn được khi lập trang.')}
    moves_in = before.get('integration') != after.get('integration')
    known = () if moves_in else hosts_in_use(site.__name__, before).values()
    begun = hosts_in_use(site.__name__, after).items()
    found = {field: permit_problem(host, find_portal(site), registry, site)
             for field, host in begun if host not in known}
    return {field: why for field, why in found.items() if why}


@content_type('ComponentSite', _('Trang thông tin điện tử thành phần'), ComponentSiteSchema,
              translatable=TRANSLATABLE,
              example={'external_url': 'https://hanoi.gdt.gov.vn',
                       'feed_url': 'https://hanoi.gdt.gov.vn/tin.rss', 'phone': '(024) 3825-3536',
                       'fax': '(024) 3825-3537', 'email': 'thongtin@hanoi.gov.vn',
                       'map_url': 'https://ban-do.hanoi.gov.vn/12-le-lai'},
              check_name=check_name, against_change=against_change)
class ComponentSite(Site):
    """Trang thông tin điện tử thành phần.  Its ``__name__`` is the label of its host."""

    level = 'agency'
    purpose = SERVICE
    integration = INTEGRATED
    external_url = feed_url = ''
    status = ACTIVE
    #: What it was moved in with, see ``platform.domains.interfaces.CARRIED_HOST``.
    carried_host: tuple[str, str, str] | None = None

    @property
    def kind(self) -> str:
        """The word of ``KINDS`` for the body that the site is of."""
        if self.level == 'agency':
            return AGENCY
        return WARD if self.title.startswith('Phường ') else COMMUNE

    @property
    def full_name(self) -> str:
        """“Trang thông tin điện tử xã Ba Vì”: wards and communes are no proper names there."""
        name = self.title if self.kind == AGENCY else self.title[:1].lower() + self.title[1:]
        return f'Trang thông tin điện tử {name}'

    @property
    def is_external(self):
        """Whether the site lives outside the portal; it is then a link in the directory."""
        return self.integration == EXTERNAL

    @property
    def is_practice(self):
        """Whether staff practise on the site (20.1)."""
        return self.purpose == PRACTICE

    @property
    def is_active(self):
        """Whether readers are shown the site's content."""
        return self.status == ACTIVE and not self.is_external

    @property
    def allowed_types(self):
        """An external site takes no content."""
        return () if self.is_external else Site.allowed_types


def includeme(config):
    config.scan_all('.component_site')
