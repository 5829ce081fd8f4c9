"""The persistent science project.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.measures import CURRENCIES, PeriodSchema, amount
from ...kernel.tree.schema import choice, day, html, line, paragraph
from .linkeddata import linked_data

KINDS = (
    ('de-tai', _('Đề tài')),
    ('chuong-trinh', _('Chương trình')),
    ('du-an', _('Dự án khoa học')),
)
STATUSES = (
    ('phe-duyet', _('Đã phê duyệt')),
    ('thuc-hien', _('Đang thực hiện')),
    ('nghiem-thu', _('Đã nghiệm thu')),
    ('dung', _('Đã dừng')),
)


class ResearchSchema(PeriodSchema):
    """A science project from its approval to its results."""

    title = line(_('Tên chương trình, đề tài'), required=True)
    summary = paragraph(_('Mục tiêu'))
    code = line(_('Mã số'), longest=100)
    kind = choice(_('Loại'), KINDS)
    status = choice(_('Tình trạng'), STATUSES)
    field = line(_('Lĩnh vực'))
    host = line(_('Tổ chức chủ trì'))
    leader = line(_('Chủ nhiệm'))
    begins = day(_('Ngày bắt đầu'))
    ends = day(_('Ngày kết thúc'))
    approved = day(_('Ngày được phê duyệt'))
    accepted = day(_('Ngày nghiệm thu'))
    funding = amount(_('Kinh phí'))
    currency = choice(_('Đơn vị tiền tệ'), CURRENCIES)
    body = html(_('Kết quả, tóm tắt nội dung'))


def against_publishing(research, registry):
    """Return what is still to be filled in before ``research`` may be published."""
    return [] if research.host else [_('Chưa nêu tổ chức chủ trì.')]


@content_type('Research', _('Chương trình, đề tài khoa học'), ResearchSchema,
              translatable=('title', 'summary', 'body'),
              reasons_against_publishing=against_publishing,
              trigger_dates={'approved': '13.1.f', 'accepted': '13.1.f'},
              text=summary_and_body,
              linked_data=linked_data)
class Research(FolderishItem):
    """Chương trình, đề tài khoa học.  ``body``: its results.

    ``kind``, ``status``: keys of the lists above.  ``begins``, ``ends``, ``approved``,
    ``accepted``: local ``date`` or ``None``.  ``funding``: whole units of ``currency`` (ISO 4217),
    ``None`` if unknown.  Its children are the files attached.
    """

    code = field = host = leader = body = ''
    kind, status, currency = 'de-tai', 'phe-duyet', 'VND'
    begins = ends = approved = accepted = funding = None
