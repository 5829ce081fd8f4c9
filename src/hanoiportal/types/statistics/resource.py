"""The persistent statistics.  Renaming this module needs an upgrade step."""
import colander

from ...base.i18n import _
from ...kernel.tree import FolderishItem, content_type
from ...kernel.tree.measures import year
from ...kernel.tree.schema import Schema, choice, day, html, line, paragraph
from .figures import FIGURES_FILE, FiguresError, read_figures
from .linkeddata import linked_data

LONGEST_FIGURES = 100_000
KINDS = (('so-lieu', _('Số liệu thống kê')), ('bao-cao', _('Báo cáo thống kê')))
CHARTS = (('', _('Không vẽ')), ('cot', _('Biểu đồ của cột số liệu đầu tiên')))


def _table(node, value):
    """Validator: refuse figures that are no table, naming the line."""
    try:
        read_figures(value)
    except FiguresError as error:
        raise colander.Invalid(node, error.why) from None


def _figures(title, **settings):
    """Return a node for the text of a table; its checks are those of ``paragraph`` and ours."""
    node = paragraph(title, longest=LONGEST_FIGURES, **settings)
    node.validator = colander.All(node.validator, _table)
    return node


class StatisticsSchema(Schema):
    """Statistics with what lets a reader judge them."""

    title = line(_('Tên thông tin thống kê'), required=True)
    summary = paragraph(_('Tóm tắt'))
    kind = choice(_('Loại'), KINDS)
    field = line(_('Lĩnh vực'))
    year = year(_('Năm của số liệu'))
    period = line(_('Kỳ số liệu'), description=_('Ví dụ: quý III năm 2026'))
    survey = line(_('Thời gian thực hiện'), description=_('Khi nào điều tra, thu thập số liệu'))
    released = day(_('Ngày quyết định công bố'))
    issuer = line(_('Cơ quan công bố'))
    unit = line(_('Đơn vị tính'))
    figures = _figures(_('Bảng số liệu'), description=_(
        'Chép từ bảng tính và dán vào đây, hoặc viết mỗi hàng một dòng, các ô cách nhau bằng dấu '
        'chấm phẩy. Dòng đầu là tên cột, ô đầu mỗi dòng là tên hàng. Số viết như 1.234,5.'))
    chart = choice(_('Biểu đồ'), CHARTS)
    method = paragraph(_('Phương pháp'), longest=20_000)
    analysis = html(_('Phân tích'))
    body = html(_('Báo cáo'))


def searched(document):
    """Return what of ``document``, or of a translation, is found in the text index."""
    return '\n'.join((document.summary, document.body, document.analysis))


def against_publishing(statistics, registry):
    """Return what is still to be filled in before ``statistics`` may be published."""
    missing = []
    if not (statistics.figures or statistics.body or statistics.has_files):
        missing.append(_('Chưa có số liệu, báo cáo hoặc tệp đính kèm.'))
    if statistics.figures and not statistics.method:
        missing.append(_('Số liệu phải đi cùng phương pháp thống kê.'))
    if not (statistics.period or statistics.year):
        missing.append(_('Chưa nêu kỳ hoặc năm của số liệu.'))
    return missing


@content_type('Statistics', _('Thông tin thống kê'), StatisticsSchema,
              translatable=('title', 'summary', 'method', 'analysis', 'body'),
              reasons_against_publishing=against_publishing, text=searched,
              trigger_dates={'released': '13.1.g'},
              linked_data=linked_data,
              example={'year': '2025', 'figures': 'Năm;Giá trị\n2024;1.234,5\n2025;2.000'})
class Statistics(FolderishItem):
    """Thông tin thống kê.  ``figures``: text that ``figures.read_figures`` reads, or ``''``.

    ``year``: ``int`` or ``None``.  ``period``: what the figures are of; ``survey``: when they
    were gathered; ``released``: local ``date`` or ``None``.  Its children are the files attached.
    """

    reserved = frozenset({FIGURES_FILE})
    field = period = survey = issuer = unit = figures = chart = method = analysis = body = ''
    kind = 'so-lieu'
    year = released = None

    @property
    def source_agency(self):
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.issuer
