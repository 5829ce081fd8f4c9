"""What the figures of compliance are called, for readers."""
from ...base.i18n import _
from .values import (
    EXCUSED,
    LATE,
    MET,
    MISSED,
    RUNNING,
    FunctionFigure,
    SectionFigure,
)

OUTCOME_TITLES = {
    MET: _('Đúng hạn'), LATE: _('Thực hiện muộn'), MISSED: _('Chưa thực hiện, đã quá hạn'),
    EXCUSED: _('Được miễn'), RUNNING: _('Đang trong hạn')}
#: What the parts of the day are called in which a site updates, by the codes of windows.
WINDOW_TITLES = {'sang': _('Buổi sáng'), 'chieu': _('Buổi chiều'), 'toi': _('Buổi tối')}
LEVEL_TITLES = {
    'city': _('Cổng cấp Thành phố'), 'agency': _('Sở, ban, ngành, đơn vị'),
    'commune': _('Xã, phường')}
HEAD_TITLES = {
    'a': _('Mức độ đầy đủ, kịp thời'), 'b': _('Khả năng tiếp cận'), 'c': _('Mức độ sử dụng')}
UNIT_TITLES = {'percent': '%', 'second': _('giây'), 'visit': _('lượt')}
#: Columns of the table of all sites, by what addresses call them.
ORDER_TITLES = {
    'ten': _('Tên trang'), 'chuyen-muc': _('Chuyên mục có nội dung'),
    'con-moi': _('Chuyên mục còn trong hạn'), 'khung-gio': _('Khung giờ đã đăng tin'),
    'nghia-vu': _('Nghĩa vụ đúng hạn'), 'chuc-nang': _('Chức năng đạt')}
CERTAINTIES = {
    'high': _('đã đọc văn bản'), 'medium': _('theo văn bản cũ hoặc nguồn khác, cần đối chiếu'),
    'low': _('mức đề xuất, chưa có căn cứ đọc được')}


#: Of each kind of list what its things can have come to, as addresses have it; the first is what
#: the figure counts that leads to the list.
FILLED, LACKING, FRESH, STALE = 'filled', 'lacking', 'fresh', 'stale'
KEPT, UNMET, DECLARED, UNKNOWN = 'kept', 'unmet', 'declared', 'unknown'
EVERY = 'all'
SECTION_TITLES = {
    FILLED: _('Có nội dung'), LACKING: _('Chưa có nội dung của cơ quan'),
    FRESH: _('Còn trong hạn'), STALE: _('Quá hạn')}
UPDATE_TITLES = {KEPT: _('Đã đăng tin'), MISSED: _('Bị bỏ lỡ')}
FUNCTION_TITLES = {
    MET: _('Đạt'), UNMET: _('Chưa đạt'), DECLARED: _('Theo khai báo'),
    UNKNOWN: _('Chưa kiểm tra hoặc chưa khai báo')}


def section_outcomes(figure: SectionFigure) -> set[str]:
    """Return what of ``SECTION_TITLES`` an obligatory section has come to."""
    found = {FILLED if figure.own else LACKING}
    return found if figure.fresh is None else found | {FRESH if figure.fresh else STALE}


def function_outcome(figure: FunctionFigure) -> str:
    """Return what of ``FUNCTION_TITLES`` a minimum function has come to."""
    if figure.met is None:
        return UNKNOWN
    if not figure.machine:
        return DECLARED
    return MET if figure.met else UNMET


def section_state(figure: SectionFigure) -> str:
    """Return what was found of an obligatory section, translatable."""
    if not figure.present:
        return _('Chưa có chuyên mục')
    if figure.own:
        return _('Có nội dung')
    return _('Chỉ có nội dung khởi tạo') if figure.items else _('Chưa có nội dung')


def freshness(figure: SectionFigure) -> str:
    """Return whether the newest item of a section is within its term, translatable; ``''`` if
    there is no term.
    """
    if figure.fresh is None:
        return ''
    return _('Còn trong hạn') if figure.fresh else _('Quá hạn')


def function_result(figure: FunctionFigure) -> str:
    """Return what is known of a minimum function, translatable."""
    if figure.met is None:
        return _('Chưa kiểm tra') if figure.machine else _('Chưa khai báo')
    if figure.machine:
        return _('Đạt') if figure.met else _('Chưa đạt')
    return _('Có, theo khai báo') if figure.met else _('Chưa có, theo khai báo')
