"""The persistent channel.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, choice, day, line, paragraph, web_address
from .linkeddata import linked_data

KINDS = (
    ('mang-xa-hoi', _('Mạng xã hội')),
    ('zalo', _('Zalo')),
    ('ung-dung', _('Ứng dụng di động')),
    ('tong-dai', _('Tổng đài')),
    ('thu-dien-tu', _('Thư điện tử')),
    ('cong-du-lieu', _('Cổng dữ liệu')),
    ('cong-bao', _('Công báo điện tử')),
    ('khac', _('Kênh khác')),
)


class ChannelSchema(Schema):
    """A channel and the decision that permits it."""

    title = line(_('Tên kênh'), required=True)
    summary = paragraph(_('Giới thiệu'))
    kind = choice(_('Loại'), KINDS)
    url = web_address(_('Địa chỉ trên mạng'))
    contact = line(_('Số điện thoại, thư điện tử hoặc tên tài khoản'), longest=200)
    owner_unit = line(_('Cơ quan, đơn vị quản lý'))
    permit_number = line(_('Số văn bản cho phép'), longest=100)
    permit_day = day(_('Ngày của văn bản cho phép'))
    permit_authority = line(_('Cơ quan cho phép'))


def against_publishing(channel, registry):
    """Return why ``channel`` may not be published: only what is registered is announced."""
    missing = []
    if not (channel.permit_number and channel.permit_day and channel.permit_authority):
        missing.append(_(
            'Chỉ công bố kênh đã được đăng ký: cần đủ số, ngày của văn bản cho phép và cơ quan '
            'cho phép.'))
    if not (channel.url or channel.contact):
        missing.append(_('Chưa có địa chỉ hoặc số liên hệ của kênh.'))
    return missing


@content_type('Channel', _('Kênh thông tin chính thức'), ChannelSchema,
              reasons_against_publishing=against_publishing,
              text=lambda document: document.summary,
              example={'url': 'https://kenh.vidu.vn/thu-do'},
              linked_data=linked_data)
class Channel(Item):
    """Kênh thông tin chính thức.  ``url``: ``http`` or ``https``; ``contact``: what is no URL.

    ``permit_number``, ``permit_day`` (local ``date`` or ``None``), ``permit_authority``: the
    record of its permission.
    """

    url = contact = owner_unit = permit_number = permit_authority = ''
    kind = 'mang-xa-hoi'
    permit_day = None
