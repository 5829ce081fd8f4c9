"""Trang thông tin điện tử thành phần: the site of an agency, ward or commune (1.2, 5.2.b–c)."""
import colander

from ..base.i18n import _
from ..kernel.tree import Site, content_type
from ..kernel.tree.schema import choice, web_address
from ..kernel.tree.site import TRANSLATABLE, SiteSchema
from ..platform.domains.labels import check_host

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
ACTIVE, SUSPENDED = 'active', 'suspended'
STATUSES = ((ACTIVE, _('Đang hoạt động')), (SUSPENDED, _('Tạm ngừng')))


class ComponentSiteSchema(SiteSchema):
    """A component site, as its managing body describes it."""

    level = choice(_('Cấp'), LEVELS)
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


@content_type('ComponentSite', _('Trang thông tin điện tử thành phần'), ComponentSiteSchema,
              translatable=TRANSLATABLE,
              example={'external_url': 'https://hanoi.gdt.gov.vn',
                       'feed_url': 'https://hanoi.gdt.gov.vn/tin.rss', 'phone': '(024) 3825-3536',
                       'fax': '(024) 3825-3537', 'email': 'thongtin@hanoi.gov.vn',
                       'map_url': 'https://ban-do.hanoi.gov.vn/12-le-lai'},
              check_name=check_host)
class ComponentSite(Site):
    """Trang thông tin điện tử thành phần.  Its ``__name__`` is the label of its host."""

    level = 'agency'
    integration = INTEGRATED
    external_url = feed_url = ''
    status = ACTIVE

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
    def is_active(self):
        """Whether readers are shown the site's content."""
        return self.status == ACTIVE and not self.is_external

    @property
    def allowed_types(self):
        """An external site takes no content."""
        return () if self.is_external else Site.allowed_types


def includeme(config):
    config.scan_all('.component_site')
