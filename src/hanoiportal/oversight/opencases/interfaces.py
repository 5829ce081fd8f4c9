"""What the snapshot holds of cases that are not public, and what lists of them are asked for."""
from ...base.i18n import _
from ...participation.cases.interfaces import NEW, NOTICED, REOPENED, TAKEN

#: Name of the part of the snapshot; the page below a section of questions.
PART, PAGE = 'open cases', 'dang-giai-quyet'
#: Fields of the addresses of the lists of open cases and of answered questions; the value of the
#: state that the latter have.
BODY, FIELD, STATE, DEADLINE, ANSWERED = (
    'co-quan', 'linh-vuc', 'tinh-trang', 'han', 'da-tra-loi')
#: What states are called in public.
STATES = {NEW: _('Mới tiếp nhận'), TAKEN: _('Đang xử lý'), NOTICED: _('Đã hẹn ngày trả lời'),
          REOPENED: _('Đã mở lại')}
