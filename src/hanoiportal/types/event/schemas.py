"""The form of an event, and of a dialogue in which people take part."""
import colander

from ...base.i18n import _
from ...kernel.tree.minute import minute
from ...kernel.tree.schema import (
    Schema,
    choice,
    html,
    line,
    paragraph,
    upload,
    web_address,
    words,
)
from ...participation.dialogues.interfaces import HEARING, PRESS, TALK
from ...platform.media.cleaning import sanitized

#: What an event is; receptions of citizens have a list of their own on every site.
WORK, RECEPTION = 'work', 'reception'
KINDS = (
    (WORK, _('Lịch làm việc, sự kiện')), (RECEPTION, _('Lịch tiếp công dân')),
    (TALK, _('Giao lưu, đối thoại trực tuyến')),
    (HEARING, _('Chất vấn, phỏng vấn, hội nghị trực tuyến')), (PRESS, _('Họp báo')))
_PEOPLE = _('Mỗi mục cách nhau bằng dấu chấm phẩy hoặc dấu phẩy: đường dẫn của lãnh đạo, ví dụ '
            '/lanh-dao/nguyen-van-a, hoặc chữ.')
_CHANNEL = _('Chỉ dùng địa chỉ trên kênh đã đăng ký, đã đăng ở mục “Kênh thông tin chính thức”.')


class EventSchema(Schema):
    """Something that takes place: when, where, who; if people take part, how and what came of it.
    """

    title = line(_('Nội dung, tên sự kiện'), required=True)
    kind = choice(_('Loại lịch'), KINDS)
    summary = paragraph(_('Tóm tắt'))
    start = minute(_('Bắt đầu'), missing=colander.required)
    end = minute(_('Kết thúc'))
    place = line(_('Địa điểm'))
    who = words(_('Chủ trì, thành phần'), description=_PEOPLE)
    body = html(_('Chi tiết'))
    programme = html(_('Chương trình (buổi trực tuyến)'))
    guests = words(_('Khách mời, người trả lời (buổi trực tuyến)'), description=_PEOPLE)
    asks_from = minute(_('Nhận câu hỏi từ (buổi trực tuyến)'), description=_(
        'Để trống: nhận từ khi đăng. Câu hỏi được nhận đến khi kết thúc.'))
    stream = web_address(_('Địa chỉ truyền trực tiếp (buổi trực tuyến)'), description=_CHANNEL)
    recording = upload(_('Tệp phim ghi lại (sau buổi trực tuyến)'), kinds=('film',),
                       keep=sanitized)
    captions = upload(_('Phụ đề tiếng Việt của tệp phim (WebVTT)'), kinds=('captions',))
    recording_url = web_address(_('hoặc địa chỉ bản ghi trên kênh đã đăng ký'),
                                description=_CHANNEL)
    minutes = upload(_('Biên bản (sau buổi trực tuyến)'), kinds=('text',))

    def validator(self, node, values):
        """Nothing ends before it begins; questions are taken before the end."""
        error = colander.Invalid(node)
        if values['end'] is not None and values['end'] < values['start']:
            error['end'] = _('Thời điểm kết thúc phải sau thời điểm bắt đầu.')
        if values['asks_from'] is not None and values['asks_from'] > (
                values['end'] or values['start']):
            error['asks_from'] = _('Thời điểm nhận câu hỏi phải trước khi kết thúc.')
        if error.children:
            raise error
