"""The public page of a channel."""
from urllib.parse import urlsplit

from ...base.i18n import _
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import choice_fact, day_fact, known, text_fact
from ...web import View, public_view
from .resource import KINDS, Channel


class ChannelView(View):
    """What a reader sees of a channel before leaving the portal."""

    @public_view(context=Channel, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'facts': facts(self.context, self.english_names, self.request.language.tag),
                'host': urlsplit(self.context.url).hostname}


def facts(channel, names, tag):
    """Return the ``Fact`` list of what is known of ``channel``, for the language ``tag``.

    ``names``: the ``EnglishNames``.
    """
    return known([
        choice_fact(_('Loại'), channel.kind, KINDS),
        text_fact(_('Liên hệ'), channel.contact, None),
        body_fact(_('Cơ quan, đơn vị quản lý'), channel.owner_unit, names, tag),
        text_fact(_('Văn bản cho phép'), channel.permit_number),
        day_fact(_('Ngày cho phép'), channel.permit_day, tag),
        body_fact(_('Cơ quan cho phép'), channel.permit_authority, names, tag),
    ], tag)
