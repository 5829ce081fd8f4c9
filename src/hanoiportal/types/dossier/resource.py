"""The persistent dossier.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.measures import PeriodSchema, year
from ...kernel.tree.schema import choice, day, html, line, paragraph
from .linkeddata import linked_data

KINDS = (
    ('chien-luoc', _('Chiến lược, định hướng')),
    ('quy-hoach', _('Quy hoạch')),
    ('ke-hoach', _('Kế hoạch')),
    ('ngan-sach', _('Công khai ngân sách')),
    ('tai-chinh', _('Báo cáo tài chính')),
    ('dat-dai', _('Đất đai')),
    ('khac', _('Hồ sơ công khai khác')),
)
STATUSES = (
    ('', _('Không nêu')),
    ('lay-y-kien', _('Đang lấy ý kiến')),
    ('hieu-luc', _('Đang áp dụng')),
    ('dieu-chinh', _('Đã điều chỉnh')),
    ('het-ky', _('Đã hết kỳ')),
    ('thay-the', _('Đã được thay thế')),
)


class DossierSchema(PeriodSchema):
    """A dossier with the decision it rests on."""

    title = line(_('Tên hồ sơ'), required=True)
    summary = paragraph(_('Tóm tắt'))
    kind = choice(_('Loại'), KINDS)
    begins = year(_('Từ năm'))
    ends = year(_('Đến năm'))
    issuer = line(_('Cơ quan ban hành'))
    number = line(_('Số quyết định'), longest=100)
    approved = day(_('Ngày ban hành, phê duyệt'))
    status = choice(_('Tình trạng'), STATUSES)
    owner_unit = line(_('Đơn vị phụ trách nội dung'))
    body = html(_('Nội dung'), optional=True)


def against_publishing(dossier, registry):
    """Return what is still to be filled in before ``dossier`` may be published."""
    missing = [] if dossier.issuer else [_('Chưa nêu cơ quan ban hành.')]
    if not dossier.body and not dossier.has_files:
        missing.append(_('Hồ sơ chưa có nội dung và chưa có tệp đính kèm.'))
    return missing


@content_type('Dossier', _('Chiến lược, quy hoạch, hồ sơ công khai'), DossierSchema,
              translatable=('title', 'summary', 'body'),
              reasons_against_publishing=against_publishing,
              text=summary_and_body,
              example={'begins': '2026', 'ends': '2030'},
              linked_data=linked_data)
class Dossier(FolderishItem):
    """Hồ sơ công khai.  ``kind``, ``status``: keys of the lists above.

    ``begins``, ``ends``: years of its period or ``None``.  ``approved``: local ``date`` or
    ``None``.  Its children are the files attached.
    """

    issuer = number = status = owner_unit = body = ''
    kind = 'chien-luoc'
    begins = ends = approved = None

    @property
    def source_agency(self):
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.issuer

    @property
    def period(self):
        """The years it is for: ``2021–2030``, ``2026``, ``''``."""
        years = [str(each) for each in dict.fromkeys((self.begins, self.ends)) if each]
        return '–'.join(years)
