"""Gửi câu hỏi, phản ánh, kiến nghị: who is competent, and how each is reached (clause 4.2.d)."""
from typing import NamedTuple

from ....base.i18n import _
from ....base.interfaces import ISite
from ....kernel.tree.lookup import is_listed
from ....participation.questions.interfaces import ASKING, FORMS, TRACKING, ICaseForms
from ....web import View, public_view
from ..listings.procedures import national_portal
from ..lists.directory import address_of
from ..page.layout import Layout
from ..page.wording import Wording
from ..site.contact import Contact, contact_of
from . import ITaskData
from .receptions import RECEPTIONS

#: Where the portal's guides to questions and to requests for information stand.
GUIDES = (('hoi-dap', 'huong-dan-va-thoi-han'), ('hoi-dap', 'huong-dan-yeu-cau-thong-tin'))


class Body(NamedTuple):
    """A body and what it is competent for.  ``contact``: its own, or ``None``."""

    topic: str
    name: Wording
    address: str
    contact: Contact | None


class AskingPage(View):
    """The forms by which something is sent, and who is competent for what."""

    @public_view(context=ISite, name=ASKING, renderer='templates/asking.pt')
    def page(self):
        """Return what ``asking.pt`` names."""
        page = Layout(self.context, self.request, {})
        return {
            'title': _('Gửi câu hỏi, phản ánh, kiến nghị'), 'forms': self._forms(),
            'tracking': self.request.link(self.context, TRACKING), 'bodies': self._bodies(page),
            'national': national_portal(page), 'guides': self._guides(page),
            'sites': self.request.link(page.portal['sites']),
            'receptions': self.request.link(self.context, RECEPTIONS),
            'description': _('Cơ quan có thẩm quyền theo từng việc, điện thoại và nơi tiếp nhận '
                             'câu hỏi, phản ánh, kiến nghị của người dân, doanh nghiệp.')}

    def _forms(self) -> list[tuple[str, str, str]]:
        """Return ``(title, intro, address)`` of each form."""
        forms = self.request.registry.getUtility(ICaseForms)
        return [(each.title, each.intro, self.request.link(self.context, FORMS, slug))
                for slug, each in forms.items() if each.alone]

    def _bodies(self, page) -> list[Body]:
        sites = page.portal['sites']
        rows = self.request.registry.getUtility(ITaskData)['competences']
        return [self._body(page, row, sites[row['site']]) for row in rows if row['site'] in sites]

    def _body(self, page, row, site) -> Body:
        contact = contact_of(site, page.portal, page.language.tag, page.tag)
        return Body(row['topic_en' if page.tag == 'en' else 'topic_vi'], page.say(site, 'title'),
                    address_of(page, site), contact if contact.is_own else None)

    def _guides(self, page):
        """Return ``(Wording, address)`` of each guide that is public."""
        found = [page.portal[section].get(name) for section, name in GUIDES
                 if section in page.portal]
        return [(page.say(each, 'title'), self.request.link(each)) for each in found
                if each is not None and is_listed(each)]
