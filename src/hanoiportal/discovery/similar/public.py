"""What the script beside a question that is being written asks for, after a pause in typing."""
from __future__ import annotations

from pyramid.view import view_config

from ...base.interfaces import ISite
from ...shells.public.page.layout import Layout
from ...shells.public.search.similar import similar_links
from ...web import View
from ...web.routing.origins import refuse_foreign
from .interfaces import LONGEST, TEXT, VIEW


class SimilarView(View):
    """``POST`` of a text: it stands in no address, log or cache, and is not kept."""

    @view_config(context=ISite, name=VIEW, request_method='POST', require_csrf=False,
                 renderer='json', throttled='similar')
    def links(self) -> dict[str, object]:
        """Return ``{'links': [title, lang, about, address of each]}``."""
        refuse_foreign(self.request)
        self.request.response.headers['Cache-Control'] = 'no-store'
        text = self.request.POST.get(TEXT, '')
        page = Layout(self.context, self.request, {})
        found = similar_links(page, text[:LONGEST] if isinstance(text, str) else '')
        return {'links': [{**each._asdict(), 'lang': each.lang or page.language.tag}
                          for each in found]}
