"""The persistent project.  Renaming this module needs an upgrade step."""
from ...base.i18n import _
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.content import summary_and_body
from ...kernel.tree.measures import CURRENCIES, PeriodSchema, amount
from ...kernel.tree.schema import choice, day, html, line, paragraph
from .linkeddata import linked_data

KINDS = (
    ('dau-tu', _('Dự án đầu tư')),
    ('dau-thau', _('Gói thầu')),
    ('mua-sam', _('Mua sắm công')),
)
STAGES = (
    ('chuan-bi', _('Đang chuẩn bị')),
    ('moi-thau', _('Đang mời thầu')),
    ('thuc-hien', _('Đang thực hiện')),
    ('hoan-thanh', _('Đã hoàn thành')),
)


class ProjectSchema(PeriodSchema):
    """A project as the law wants it told."""

    title = line(_('Tên dự án, gói thầu'), required=True)
    summary = paragraph(_('Mục tiêu chính'))
    code = line(_('Mã số'), longest=100)
    kind = choice(_('Loại'), KINDS)
    stage = choice(_('Tình trạng'), STAGES)
    field = line(_('Lĩnh vực'))
    place = line(_('Địa điểm'))
    begins = day(_('Ngày bắt đầu'))
    ends = day(_('Ngày kết thúc'))
    approved = day(_('Ngày được phê duyệt'))
    funding = amount(_('Kinh phí'))
    currency = choice(_('Đơn vị tiền tệ'), CURRENCIES)
    funding_kind = line(_('Loại hình tài trợ, nguồn vốn'))
    sponsor = line(_('Nhà tài trợ'))
    investor = line(_('Chủ đầu tư, bên mời thầu'))
    owner_unit = line(_('Đơn vị quản lý'))
    body = html(_('Nội dung'))


def against_publishing(project, registry):
    """Return what is still to be filled in before ``project`` may be published."""
    missing = [
        title for name, title in (
            ('summary', _('Chưa nêu mục tiêu chính của dự án, gói thầu.')),
            ('field', _('Chưa nêu lĩnh vực của dự án, gói thầu.')),
            ('investor', _('Chưa nêu chủ đầu tư hoặc bên mời thầu.')))
        if not getattr(project, name)]
    if project.begins is None and project.ends is None:
        missing.append(_('Chưa nêu thời gian thực hiện của dự án, gói thầu.'))
    return missing


@content_type('Project', _('Dự án, gói thầu'), ProjectSchema,
              translatable=('title', 'summary', 'body'),
              reasons_against_publishing=against_publishing,
              trigger_dates={'approved': '13.1.d'},
              text=summary_and_body,
              example={'begins': '2026-01-05', 'ends': '2027-12-31', 'funding': '1250000000'},
              linked_data=linked_data)
class Project(FolderishItem):
    """Dự án, gói thầu.  ``summary``: its aim.  ``kind``, ``stage``: keys of the lists above.

    ``begins``, ``ends``, ``approved``: local ``date`` or ``None``.  ``funding``: whole units of
    ``currency`` (ISO 4217), ``None`` if unknown.  Its children are the files attached.
    """

    code = field = place = funding_kind = sponsor = investor = owner_unit = body = ''
    kind, stage, currency = 'dau-tu', 'chuan-bi', 'VND'
    begins = ends = approved = funding = None
