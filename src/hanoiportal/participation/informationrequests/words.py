"""What the desk calls outcomes, ways and terms of requests, and what it says of a deed."""
from ...base.i18n import _
from ..cases.interfaces import ABUSE, OUT_OF_SCOPE, WITHDRAWN
from .interfaces import REFUSAL, RESOLUTION

#: What people are told of a deed, by its button.
TOLD = {
    'register': _('Đã vào sổ, giao phiếu tiếp nhận.'),
    'guide': _('Đã hướng dẫn bổ sung yêu cầu.'),
    'complete': _('Đã ghi yêu cầu đã đầy đủ.'),
    'set_time': _('Đã thông báo thời hạn giải quyết.'),
    'extend': _('Đã gia hạn giải quyết.'),
    'resolve': _('Đã trình kết quả giải quyết.'),
    'refuse': _('Đã trình từ chối cung cấp.'),
    'third': _('Đã hỏi ý kiến bên thứ ba.'),
    'third_said': _('Đã ghi ý kiến bên thứ ba.'),
    'charge': _('Đã báo chi phí cho người yêu cầu.'),
    'paid': _('Đã ghi nhận nộp chi phí.'),
    'sued': _('Đã ghi nhận khởi kiện.'),
    'posted': _('Đã ghi nhận gửi bản giấy.'),
    'new_code': _('Đã cấp mã mới.'),
    'faulty': _('Đã ghi thông tin cung cấp có sai sót.'),
    'correct': _('Đã đính chính thông tin đã cung cấp.')}
OUTCOMES = {'': _('Đang giải quyết'), RESOLUTION: _('Đã cung cấp'), REFUSAL: _('Đã từ chối'),
            OUT_OF_SCOPE: _('Ngoài phạm vi'), WITHDRAWN: _('Người gửi đã rút'),
            ABUSE: _('Không xử lý')}
WAYS = {'network': _('Mạng điện tử'), 'in_person': _('Trực tiếp tại trụ sở'),
        'post': _('Bưu chính, fax')}
STEPS = {'simple': _('Thông tin đơn giản, có sẵn'), 'notice': _('Báo thời hạn nếu phức tạp'),
         'complex': _('Cung cấp hoặc từ chối thông tin phức tạp')}
#: Where a refusal is complained of, in Vietnamese, as the paper has it.
REMEDIES = ('Khiếu nại: người đứng đầu ${agency}; trên Cổng: trang theo dõi, mục đề nghị xem xét '
            'lại. Khởi kiện: Tòa án nhân dân có thẩm quyền.')
