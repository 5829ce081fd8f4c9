"""The public page of a dossier."""
from ...base.i18n import _
from ...kernel.tree.englishnames import body_fact
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
                'facts': facts(self.context, self.english_names, self.request.language.tag),
                'attachments': attachments(self.request, self.context)}


def facts(dossier, names, tag):
    """Return the ``Fact`` list of what is known of ``dossier``, for the language ``tag``.

    ``names``: the ``EnglishNames``.
    """
    return known([
        choice_fact(_('Loại'), dossier.kind, KINDS),
        text_fact(_('Giai đoạn'), dossier.period, None),
        body_fact(_('Cơ quan ban hành'), dossier.issuer, names, tag),
        text_fact(_('Số quyết định'), dossier.number),
        day_fact(_('Ngày ban hành, phê duyệt'), dossier.approved, tag),
        choice_fact(_('Tình trạng'), dossier.status, STATUSES),
        body_fact(_('Đơn vị phụ trách nội dung'), dossier.owner_unit, names, tag),
    ], tag)
