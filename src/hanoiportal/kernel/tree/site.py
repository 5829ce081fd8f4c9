"""Sites: folders with a face, an owner and a host (clauses 5.2, 6.1–6.3)."""
import re
from collections.abc import Mapping

import colander
from persistent import Persistent
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import ISite
from .names import RESERVED
from .resources import Folder
from .schema import Schema, day, line, paragraph, web_address

#: The fields of a site of which at least one must be filled before its office can be reached.
REACHED_BY = ('address', 'phone', 'email')
#: What stands for a body of a site until its owner has said which it is: loaders write it.
UNDECLARED = 'Chưa khai báo'


@implementer(ISite)
class Site(Folder):
    """A folder with a face of its own: the portal or a component site.

    ``board``: its Editorial Board, see ``boards``; ``None`` if none was ever founded.
    ``hours``: when the office receives people, in words.  ``map_url``: the office on a map.
    ``contact_source``: whose word the contact data are.  ``contact_confirmed``: local ``date`` on
    which the body confirmed them, ``None`` if it has not.
    """

    board: Persistent | None = None
    reserved = RESERVED
    allowed_types = ('Section', 'HomePage')
    short_title = owner = managing_body = operating_unit = ''
    responsible = address = phone = fax = email = hours = map_url = contact_source = ''
    contact_confirmed = None
    is_practice = False
    #: Name of the ``workflow.Definition`` chosen; ``''`` for the first.
    workflow = ''

    @property
    def full_name(self) -> str:
        """What it is called in full, in Vietnamese."""
        return self.title

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The fields of bodies (clauses 6.2, 6.3) that nobody has declared yet."""
        return tuple(name for name in ('managing_body', 'operating_unit')
                     if getattr(self, name) == UNDECLARED)

    @property
    def has_contacts(self) -> bool:
        """Whether readers may be told how to reach its office: the body has confirmed it."""
        return self.contact_confirmed is not None and self._is_reached

    @property
    def has_unconfirmed(self) -> bool:
        """Whether there are contact data that the body has not confirmed yet."""
        return self.contact_confirmed is None and self._is_reached

    @property
    def _is_reached(self) -> bool:
        return any(getattr(self, name) for name in REACHED_BY)


MAIL = colander.Regex(
    r'([\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+)?\Z', _('Thư điện tử phải có dạng ten@donvi.gov.vn.'),
    re.ASCII | re.IGNORECASE)


def is_address(text: str) -> bool:
    """Return whether ``text`` is an address of mail.

    >>> is_address('ten@vidu.vn'), is_address('ten'), is_address('')
    (True, False, False)
    """
    return bool(text) and MAIL.match_object.match(text) is not None


PHONE = colander.Regex(
    r'([+(]?[0-9][0-9 .()-]{2,30})?\Z',
    _('Số điện thoại chỉ gồm chữ số, khoảng trắng và + . ( ) -'))


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
    phone = line(_('Điện thoại'), validator=PHONE)
    fax = line(_('Fax'), validator=PHONE)
    email = line(_('Thư điện tử'), validator=MAIL)
    hours = line(_('Giờ tiếp dân'))
    map_url = web_address(_('Địa chỉ trên bản đồ'))
    contact_source = line(_('Nguồn của thông tin liên hệ'))
    contact_confirmed = day(_('Ngày cơ quan xác nhận thông tin liên hệ'), description=_(
        'Thông tin liên hệ chưa được xác nhận không hiện trên trang; người đọc được chỉ tới '
        'tổng đài Thành phố.'))

    def validator(self, node: colander.SchemaNode, values: Mapping[str, object]) -> None:
        """Nothing is confirmed without its source."""
        if values['contact_confirmed'] is not None and not values['contact_source']:
            error = colander.Invalid(node)
            error['contact_source'] = _('Thông tin liên hệ đã xác nhận phải ghi rõ nguồn.')
            raise error


TRANSLATABLE = (
    'title', 'short_title', 'summary', 'owner', 'managing_body', 'operating_unit',
    'responsible', 'address', 'hours')
