"""The persistent entry of the catalogue.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, choice, day, line, paragraph, web_address
from .linkeddata import linked_data

FORMS = (
    ('cong', _('Đăng trên Cổng, trang thông tin điện tử')),
    ('cong-bao', _('Đăng Công báo')),
    ('bao-chi', _('Trên phương tiện thông tin đại chúng')),
    ('niem-yet', _('Niêm yết tại trụ sở và địa điểm khác')),
    ('truc-tiep', _('Qua tiếp công dân, họp báo, thông cáo báo chí, ấn phẩm')),
    ('khac', _('Hình thức khác')),
)


class AccessEntrySchema(Schema):
    """One line of the catalogue (Decree 13/2018/NĐ-CP, article 6)."""

    title = line(_('Tên thông tin'), required=True)
    summary = paragraph(_('Mô tả'))
    number = line(_('Số, ký hiệu'), longest=100)
    drawn_up = day(_('Ngày tạo'))
    form = choice(_('Hình thức công khai'), FORMS)
    public_from = day(_('Thời điểm công khai'))
    term = line(_('Thời hạn công khai'))
    url = web_address(_('Địa chỉ truy cập'))
    location = line(_('Nơi xem trực tiếp'))
    owner_unit = line(_('Đơn vị tạo ra, nắm giữ thông tin'))


def against_publishing(entry, registry):
    """Return what is still to be filled in before ``entry`` may be published."""
    if entry.url or entry.location:
        return []
    return [_('Chưa nêu địa chỉ truy cập hoặc nơi xem trực tiếp thông tin.')]


@content_type('AccessEntry', _('Thông tin phải được công khai'), AccessEntrySchema,
              reasons_against_publishing=against_publishing,
              text=lambda document: document.summary,
              example={'url': 'https://hanoi.gov.vn/cong-khai'},
              linked_data=linked_data)
class AccessEntry(Item):
    """Mục của danh mục thông tin phải được công khai.  ``form``: a key of ``FORMS``.

    ``drawn_up``, ``public_from``: local ``date`` or ``None``.  ``term``: how long it stays public.
    """

    number = term = url = location = owner_unit = ''
    form = 'cong'
    drawn_up = public_from = None
