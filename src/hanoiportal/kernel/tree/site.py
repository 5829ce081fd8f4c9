"""Sites: folders with a face, an owner and a host (clauses 5.2, 6.1–6.3)."""
import re

import colander
from persistent import Persistent
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import ISite
from .names import RESERVED
from .resources import Folder
from .schema import Schema, line, paragraph

#: What stands for a body of a site until its owner has said which it is: loaders write it.
UNDECLARED = 'Chưa khai báo'


@implementer(ISite)
class Site(Folder):
    """A folder with a face of its own: the portal or a component site.

    ``board``: its Editorial Board, see ``boards``; ``None`` if none was ever founded.
    """

    board: Persistent | None = None
    reserved = RESERVED
    allowed_types = ('Section', 'HomePage')
    short_title = owner = managing_body = operating_unit = ''
    responsible = address = phone = fax = email = ''
    #: Name of the ``workflow.Definition`` chosen; ``''`` for the first.
    workflow = ''

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The fields of bodies (clauses 6.2, 6.3) that nobody has declared yet."""
        return tuple(name for name in ('managing_body', 'operating_unit')
                     if getattr(self, name) == UNDECLARED)


MAIL = colander.Regex(
    r'([\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+)?\Z', _('Thư điện tử phải có dạng ten@donvi.gov.vn.'),
    re.ASCII | re.IGNORECASE)
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


TRANSLATABLE = (
    'title', 'short_title', 'summary', 'owner', 'managing_body', 'operating_unit',
    'responsible', 'address')
