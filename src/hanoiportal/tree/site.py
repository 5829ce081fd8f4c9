"""Sites: folders with a face, an owner and a host (clauses 5.2, 6.1–6.3)."""
from zope.interface import implementer

from ..i18n import _
from ..interfaces import ISite
from .names import RESERVED
from .resources import Folder
from .schema import Schema, line, paragraph


@implementer(ISite)
class Site(Folder):
    """A folder with a face of its own: the portal or a component site."""

    reserved = RESERVED
    allowed_types = ('Section',)
    short_title = owner = managing_body = operating_unit = ''
    responsible = address = phone = email = ''


class SiteSchema(Schema):
    """What the city portal and every component site say of themselves (clauses 6.1–6.3)."""

    title = line(_('Tên trang'), required=True)
    short_title = line(_('Tên gọi ngắn'))
    summary = paragraph(_('Giới thiệu ngắn'))
    owner = line(_('Cơ quan chủ quản'), required=True)
    managing_body = line(_('Cơ quan quản lý'), required=True)
    operating_unit = line(_('Đơn vị vận hành'), required=True)
    responsible = line(_('Người chịu trách nhiệm'))
    address = line(_('Địa chỉ'))
    phone = line(_('Điện thoại'))
    email = line(_('Thư điện tử'))


TRANSLATABLE = (
    'title', 'short_title', 'summary', 'owner', 'managing_body', 'operating_unit',
    'responsible', 'address')
