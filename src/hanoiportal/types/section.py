"""Chuyên mục: a section of a site (clauses 4, 10, 13.1)."""
from collections.abc import Iterable

import colander

from ..base.i18n import _
from ..base.interfaces import IContainer
from ..kernel.tree import Folder, content_type
from ..kernel.tree.schema import Schema, choice, line, number, paragraph, words

ITEM_TYPES = (
    'Page', 'NewsItem', 'LegalDocument', 'File', 'Image', 'Link', 'OrganisationUnit', 'Person',
    'Event', 'Project', 'Dossier', 'Research', 'Statistics', 'Ruling', 'Channel', 'AccessEntry',
    'PhotoSet', 'Video', 'Audio', 'Infographic', 'Question', 'Consultation',
    'Improvement', 'Survey', 'ForumTopic')
#: What the page of a section looks like; each but the first has a view in ``public/listings``.
LISTINGS = (
    ('rows', _('Danh sách tin, bài')),
    ('organisation', _('Sơ đồ tổ chức')),
    ('people', _('Lãnh đạo')),
    ('contacts', _('Danh bạ liên hệ')),
    ('calendar', _('Lịch')),
    ('projects', _('Bảng dự án, gói thầu')),
    ('research', _('Chương trình, đề tài khoa học')),
    ('statistics', _('Số liệu thống kê')),
    ('dossiers', _('Chiến lược, quy hoạch, kế hoạch, công khai')),
    ('rulings', _('Khen thưởng, xử phạt')),
    ('access', _('Tiếp cận thông tin')),
    ('documents', _('Tra cứu văn bản')),
    ('procedures', _('Thủ tục hành chính')),
    ('place', _('Bài viết và hình ảnh về địa phương')),
    ('press', _('Phát ngôn, thông tin báo chí')),
    ('media', _('Đa phương tiện')),
    ('channels', _('Kênh thông tin')),
    ('questions', _('Câu hỏi đã trả lời')),
    ('consultations', _('Lấy ý kiến dự thảo')),
    ('surveys', _('Khảo sát, đánh giá')),
    ('dialogues', _('Giao lưu, đối thoại trực tuyến')),
)
IN_MENU = (('no', _('Không')), ('yes', _('Có')))


def _items(node, value):
    """Validator: refuse what is no type of item; sections and sites stand elsewhere."""
    for name in value:
        if name not in ITEM_TYPES:
            raise colander.Invalid(node, _('Loại “${type}” không được đăng ở đây.',
                                           mapping={'type': name}))


class SectionSchema(Schema):
    """A section: why it exists and what may stand in it."""

    title = line(_('Tên chuyên mục'), required=True)
    short_title = line(_('Tên ngắn trên danh mục'))
    summary = paragraph(_('Mô tả'))
    code = line(_('Mã chuyên mục'))
    group = line(_('Nhóm'))
    legal_basis = line(_('Căn cứ pháp lý'))
    duty_rule = line(_('Quy tắc thời hạn (Điều 13.1)'))
    allowed_types = words(_('Loại nội dung được đăng'), missing=ITEM_TYPES, validator=_items)
    listing = choice(_('Cách trình bày'), LISTINGS)
    order = number(_('Thứ tự'))
    in_menu = choice(_('Đứng đầu nhóm trên danh mục'), IN_MENU)
    foreign_language = choice(_('Phải có bản tiếng nước ngoài'), (
        ('no', _('Không')), ('recommended', _('Khuyến khích')), ('yes', _('Có'))))


@content_type('Section', _('Chuyên mục'), SectionSchema,
              translatable=('title', 'short_title', 'summary', 'group'),
              example={'allowed_types': 'Page; NewsItem'})
class Section(Folder):
    """Chuyên mục.  ``duty_rule`` names a row of the deadline rules; ``order``: its place, from 0.
    """

    reserved = frozenset({
        'dang-giai-quyet', 'dang-giai-quyet.atom', 'dang-giai-quyet.csv', 'dang-giai-quyet.json',
        'dang-ky-theo-doi', 'ket-qua-tra-loi', 'ket-qua-tra-loi.atom', 'ket-qua-tra-loi.csv',
        'ket-qua-tra-loi.json', 'ket-qua-tra-loi.jsonld', 'lich.ics', 'list.csv', 'list.jsonld',
        'mau-phieu', 'rss'})
    short_title = code = group = legal_basis = duty_rule = ''
    allowed_types = ITEM_TYPES
    in_menu = foreign_language = 'no'
    listing = 'rows'
    order = 0


def sections_of(site: IContainer) -> list[Section]:
    """Return the sections of ``site`` in their order."""
    return sorted((place for place in site.values() if isinstance(place, Section)),
                  key=lambda section: section.order)


def grouped(sections: Iterable[Section]) -> list[list[Section]]:
    """Return the lists of those of ``sections`` that have a group in common; groups stand where
    their first section does, those without a group last.  ``in_menu``: first in its group.
    """
    found: dict[str, list[Section]] = {}
    for section in sections:
        found.setdefault(section.group, [])
    for section in sorted(sections, key=lambda section: section.in_menu != 'yes'):
        found[section.group].append(section)
    rest = found.pop('', [])
    return [*found.values(), *([rest] if rest else [])]


def includeme(config):
    config.scan_all('.section')
