"""The kinds of blocks that a home page may be composed of.

``shells/public/blocks`` holds a class for each.
"""
from typing import NamedTuple

from ...base.i18n import _

#: Columns: the broad one, the one beside it, and both together.
MAIN, ASIDE, WIDE = 'chinh', 'ben', 'ngang'
COLUMNS = ((MAIN, _('Cột chính')), (ASIDE, _('Cột bên')), (WIDE, _('Cả chiều ngang')))
#: What a block of a kind may say besides its title.
SOURCES, ROWS, TEXT = 'sources', 'rows', 'text'


class Kind(NamedTuple):
    """What is known of a kind.

    ``title``: translatable.  ``column``: where it stands unless the block says otherwise.
    ``says``: those of ``SOURCES``, ``ROWS``, ``TEXT`` that it takes.
    ``sources``: codes of the sections that it shows when the block names none.
    """

    title: str
    column: str
    says: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


#: The source that means all news of a site; after a slash, of the city with all its sites.
WHOLE = 'toan-trang'
#: Sources of the block that shows one item of each site: all agencies, wards, communes.
OF_SITES, GROUPS = 'tin-don-vi', ('so-nganh', 'phuong', 'xa')
#: Kinds that may draw on all news of a site.
OF_NEWS = ('tin-noi-bat', 'tin-moi')
_LIST = (SOURCES, ROWS)
KINDS = {
    'tin-noi-bat': Kind(_('Tin nổi bật'), MAIN, _LIST, ('tin-tuc-su-kien',)),
    'tin-moi': Kind(_('Tin mới của chuyên mục'), MAIN, _LIST, ('tin-tuc-su-kien',)),
    'tin-toan-thanh-pho': Kind(
        _('Tin mới toàn Thành phố'), MAIN, (ROWS,), (f'/{WHOLE}',)),
    'tin-don-vi': Kind(_('Tin từ sở, ngành, xã, phường'), MAIN, _LIST, GROUPS),
    'tim-hieu': Kind(_('Tìm hiểu quy định'), MAIN, _LIST, ('pho-bien-phap-luat',)),
    'chi-dao-dieu-hanh': Kind(
        _('Chỉ đạo, điều hành'), ASIDE, _LIST, ('chi-dao-dieu-hanh',)),
    'van-ban-moi': Kind(
        _('Văn bản mới'), ASIDE, _LIST, ('van-ban-qppl', 'van-ban-hanh-chinh')),
    'lay-y-kien': Kind(_('Đang lấy ý kiến'), ASIDE, _LIST, ('du-thao-lay-y-kien',)),
    'dich-vu': Kind(_('Dịch vụ và dữ liệu'), WIDE, (SOURCES,), (
        'thu-tuc-hanh-chinh', 'cong-bao', 'du-lieu-mo')),
    'lanh-dao': Kind(_('Lãnh đạo'), WIDE, _LIST, ('lanh-dao',)),
    'da-phuong-tien': Kind(_('Đa phương tiện'), WIDE, _LIST, ('da-phuong-tien',)),
    'kenh-thong-tin': Kind(_('Kênh thông tin'), ASIDE, _LIST, ('du-lieu-mo',)),
    'danh-ba': Kind(_('Cơ quan, xã, phường'), WIDE),
    'gop-y': Kind(_('Hỏi đáp, góp ý, phản ánh'), WIDE, (SOURCES,), (
        'hoi-dap', 'phan-anh-kien-nghi', 'gop-y-xay-dung-thu-do', 'khao-sat-danh-gia')),
    'chuyen-muc': Kind(_('Các chuyên mục'), MAIN),
    'gioi-thieu': Kind(_('Giới thiệu'), ASIDE),
    'danh-cho-ban': Kind(_('Dành cho quý vị'), ASIDE, (ROWS,)),
    'loi-van': Kind(_('Đoạn văn'), MAIN, (TEXT,)),
    'quang-cao': Kind(_('Quảng cáo'), ASIDE, (SOURCES, ROWS, TEXT)),
}
