"""The fields of a person in office."""
import colander

from ...base.i18n import _
from ...kernel.tree.contact import email, path, phone
from ...kernel.tree.schema import Schema, choice, day, html, line, number, paragraph

LEADER, CONTACT = 'leader', 'contact'
ROLES = (
    (LEADER, _('Lãnh đạo')),
    (CONTACT, _('Cán bộ đầu mối liên hệ')),
)
NO, YES = 'no', 'yes'
#: What must be public of a spokesperson (Decree 244/2026/NĐ-CP).
NEEDED = ('phone', 'email', 'decision')


class PersonSchema(Schema):
    """Somebody in office: what the law makes public of them, and nothing private."""

    title = line(_('Họ và tên'), required=True)
    summary = paragraph(_('Tóm tắt'))
    position = line(_('Chức vụ'), required=True)
    unit = line(_('Đơn vị'))
    role = choice(_('Vai trò'), ROLES)
    order = number(_('Thứ tự (theo chức vụ)'))
    photo = path(_('Ảnh chân dung'), description=_(
        'Đường dẫn của một hình ảnh đã có trên Cổng, ví dụ /lanh-dao/anh-chan-dung.'))
    biography = html(_('Tiểu sử tóm tắt'), description=_(
        'Chỉ quá trình đào tạo, công tác; không ghi nơi ở, số định danh, thông tin gia đình.'))
    duties = html(_('Nhiệm vụ đảm nhiệm'))
    phone = phone(_('Điện thoại công vụ'), description=_(
        'Chỉ ghi số máy của cơ quan, không ghi số cá nhân.'))
    email = email(_('Thư điện tử công vụ'), description=_(
        'Chỉ ghi hộp thư công vụ, không ghi hộp thư cá nhân.'))
    term_from = day(_('Giữ chức vụ từ ngày'))
    term_to = day(_('Đến ngày'))
    spokesperson = choice(_('Người phát ngôn'), ((NO, _('Không')), (YES, _('Có'))))
    decision = line(_('Quyết định cử, ủy quyền phát ngôn (số, ngày)'))
    decided = day(_('Ngày của quyết định cử người phát ngôn'))

    def validator(self, node, values):
        """A spokesperson can be reached and was appointed; a term ends after it has begun."""
        error = colander.Invalid(node)
        if values['spokesperson'] == YES:
            for name in NEEDED:
                if not values[name]:
                    error[name] = _('Người phát ngôn phải có điện thoại, thư điện tử công vụ và '
                                    'quyết định cử hoặc ủy quyền.')
        if values['term_from'] and values['term_to'] and values['term_to'] < values['term_from']:
            error['term_to'] = _('Ngày kết thúc phải sau ngày bắt đầu.')
        if error.children:
            raise error
