"""The persistent unit.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.contact import email, path, phone
from ...kernel.tree.schema import Schema, html, line, number, paragraph
from .linkeddata import linked_data


class OrganisationUnitSchema(Schema):
    """A unit: what it does, who heads it, how it is reached."""

    title = line(_('Tên đơn vị'), required=True)
    summary = paragraph(_('Tóm tắt'))
    functions = html(_('Chức năng, nhiệm vụ, quyền hạn'))
    parent = path(_('Trực thuộc'), description=_(
        'Phần cuối của địa chỉ trang của đơn vị cấp trên trong cùng chuyên mục, ví dụ van-phong; '
        'để trống nếu là cấp cao nhất.'))
    order = number(_('Thứ tự trong sơ đồ'))
    head = line(_('Người đứng đầu'))
    address = line(_('Địa chỉ'))
    phone = phone(_('Điện thoại'), description=_('Chỉ ghi số máy của cơ quan.'))
    email = email(_('Thư điện tử'), description=_('Chỉ ghi hộp thư công vụ.'))


@content_type('OrganisationUnit', _('Đơn vị, phòng, ban'), OrganisationUnitSchema,
              translatable=('title', 'summary', 'functions', 'head', 'address'),
              text=lambda document: f'{document.summary}\n{document.functions}',
              linked_data=linked_data,
              example={'parent': 'van-phong', 'phone': '024 3825 3536',
                       'email': 'donvi@hanoi.gov.vn'})
class OrganisationUnit(Item):
    """Đơn vị.  ``parent``: name, or path, of the unit that it belongs to, ``''`` for none.

    ``order``: its place among its neighbours, from 0.
    """

    functions = parent = head = address = phone = email = ''
    order = 0

    @property
    def superior(self):
        """The unit in the same section that this one names as its parent, or ``None``."""
        name = self.parent.rsplit('/', 1)[-1]
        found = self.__parent__.get(name) if name else None
        return found if isinstance(found, OrganisationUnit) and found is not self else None
