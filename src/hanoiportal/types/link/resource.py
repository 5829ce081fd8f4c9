"""The persistent link.  Renaming this module needs an upgrade step."""
from urllib.parse import unquote, urlsplit

from ...base.i18n import ILanguages, _
from ...base.interfaces import IItem
from ...base.settings import ISettings
from ...kernel.tree import Item, content_type
from ...kernel.tree.lookup import at_path, find_portal
from ...kernel.tree.schema import Schema, day, line, paragraph, web_address
from .linkeddata import linked_data


class LinkSchema(Schema):
    """An address elsewhere and what is found there."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    url = web_address(_('Địa chỉ liên kết'), required=True)
    field = line(_('Lĩnh vực'))
    origin = line(_('Trang nguồn'), description=_(
        'Tên cơ quan, trang có bài này, khi liên kết dẫn tới một bài của trang thành phần ngoài '
        'Cổng.'))
    dated = day(_('Ngày đăng ở trang nguồn'))


def searched(document):
    """Return what of ``document``, a link or its translation, is found in the text index."""
    return f'{document.summary}\n{getattr(document, "field", "")}'


def duty_keys(link, registry):
    """Return what the public document of the portal that ``link`` leads to fulfils."""
    found = _at(urlsplit(link.url), find_portal(link), registry)
    if not IItem.providedBy(found) or isinstance(found, Link) or not found.is_public:
        return ()
    own = registry.content.metadata(found, 'duty_keys')
    return own(found, registry) if own else ()


def _at(address, portal, registry):
    """Return what stands at ``address`` on one of the portal's hosts, ``None`` if nothing does."""
    domain, host = registry.getUtility(ISettings).domain, address.hostname or ''
    site = portal if host == domain else portal['sites'].get(host.removesuffix(f'.{domain}'))
    first, _slash, rest = unquote(address.path).lstrip('/').partition('/')
    segments = registry.getUtility(ILanguages).by_segment
    return None if site is None else at_path(site, rest if first in segments else address.path)


@content_type('Link', _('Liên kết'), LinkSchema,
              translatable=('title', 'summary', 'field', 'origin'), text=searched,
              duty_keys=duty_keys, linked_data=linked_data,
              example={'url': 'https://dichvucong.gov.vn/p/home'})
class Link(Item):
    """Liên kết.  ``url``: an ``http`` or ``https`` address.

    ``field``: what it is listed under, ``''`` for nothing.  ``origin``: the body whose text it
    leads to, ``''`` for a service; ``dated``: the day on which that was published there.
    """

    url = field = origin = ''
    dated = None

    @property
    def source_agency(self):
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.origin
