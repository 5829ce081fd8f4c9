"""The public page of a project."""
from ...base.i18n import _
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import choice_fact, day_fact, known, period_fact, text_fact
from ...kernel.tree.measures import shown_amount
from ...web import View, public_view
from ...web.attachments import attachments
from .resource import KINDS, STAGES, Project


class ProjectView(View):
    """What a reader of a project sees: its facts, its text, its files."""

    @public_view(context=Project, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.english_names, self.request.language.tag),
                'attachments': attachments(self.request, self.context)}


def facts(project, names, tag):
    """Return the ``Fact`` list of what is known of ``project``, for the language ``tag``.

    ``names``: the ``EnglishNames``.
    """
    return known([
        choice_fact(_('Loại'), project.kind, KINDS),
        choice_fact(_('Tình trạng'), project.stage, STAGES),
        text_fact(_('Mã số'), project.code),
        text_fact(_('Lĩnh vực'), project.field),
        text_fact(_('Địa điểm'), project.place),
        period_fact(_('Thời gian thực hiện'), project.begins, project.ends, tag),
        day_fact(_('Ngày được phê duyệt'), project.approved, tag),
        text_fact(_('Kinh phí'), shown_amount(project.funding, project.currency, tag), None),
        text_fact(_('Loại hình tài trợ, nguồn vốn'), project.funding_kind),
        text_fact(_('Nhà tài trợ'), project.sponsor),
        body_fact(_('Chủ đầu tư, bên mời thầu'), project.investor, names, tag),
        body_fact(_('Đơn vị quản lý'), project.owner_unit, names, tag),
    ], tag)
