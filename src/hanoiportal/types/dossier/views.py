"""The public page of a dossier."""
from ...base.i18n import _
from ...kernel.tree.facts import choice_fact, day_fact, known, text_fact
from ...web import View, public_view
from ...web.attachments import attachments
from .resource import KINDS, STATUSES, Dossier


class DossierView(View):
    """What a reader of a dossier sees: its facts, its text, its files."""

    @public_view(context=Dossier, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.request.language.tag),
                'attachments': attachments(self.request, self.context)}


def facts(dossier, tag):
    """Return the ``Fact`` list of what is known of ``dossier``, for the language ``tag``."""
    return known([
        choice_fact(_('Loại'), dossier.kind, KINDS),
        text_fact(_('Giai đoạn'), dossier.period, None),
        text_fact(_('Cơ quan ban hành'), dossier.issuer),
        text_fact(_('Số quyết định'), dossier.number),
        day_fact(_('Ngày ban hành, phê duyệt'), dossier.approved, tag),
        choice_fact(_('Tình trạng'), dossier.status, STATUSES),
        text_fact(_('Đơn vị phụ trách nội dung'), dossier.owner_unit),
    ], tag)
