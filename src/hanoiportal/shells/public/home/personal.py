"""Dành cho quý vị: the page where a reader chooses topics and a ward or commune (clause 3.1)."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.permissions import VIEW
from ....base.text import collate
from ....web import View, public_view
from ....web.pagecache.pages import CHOSEN
from ....web.routing.origins import refuse_foreign
from ..lists.directory import TITLES, group_of
from ..page.layout import Layout
from ..page.menu import filled_sections
from ..page.wording import Wording
from .preferences import VIEW_NAME, chosen, keep, life_topics, topics_of, valid, wards_of


class PersonalPage(View):
    """The form, and what becomes of it; without JavaScript, without an account."""

    @public_view(context=ISite, name=VIEW_NAME, renderer='templates/personal.pt')
    def form(self):
        """Show what may be chosen, and what is chosen."""
        self.request.response.headers[CHOSEN] = '1'
        page, site = Layout(self.context, self.request, {}), self.context
        choice = chosen(self.request, site)
        return {
            'title': _('Dành cho quý vị'), 'noindex': True, 'choice': choice,
            'action': self.request.link(site, VIEW_NAME),
            'topics': [(code, name, code in choice.topics) for code, name in _topics(page)],
            'groups': _groups(page, wards_of(site))}

    @view_config(context=ISite, name=VIEW_NAME, request_method='POST', permission=VIEW,
                 require_csrf=False)
    def save(self):
        """Keep the choice on the reader's device, or forget it, and show the home page.

        Only a form of this very host is taken: that needs no token, and so no session.
        """
        refuse_foreign(self.request)
        form = self.request.POST
        topics = [] if 'forget' in form else map(str, form.getall('topic'))
        ward = '' if 'forget' in form else str(form.get('ward', ''))
        response = HTTPSeeOther(self.request.link(self.context))
        keep(self.request, response, valid(self.request, self.context, topics, ward))
        return response


def _topics(page):
    """Return ``[(code, Wording)]``: the topics of life, then the sections that hold something."""
    said = 'name_en' if page.tag == 'en' else 'name_vi'
    life = [(code, Wording(row[said], None)) for code, row in life_topics(page.request).items()]
    filled = filled_sections(page)
    return life + [(section.__name__, page.say(section, 'short_title', 'title'))
                   for section in topics_of(page.site) if section in filled]


def _groups(page, sites):
    """Return ``[(title, [(label, Wording)])]`` of wards and communes, in dictionary order."""
    found = {}
    for site in sites:
        found.setdefault(group_of(site), []).append((site.__name__, page.say(site, 'title')))
    return [(TITLES[code], sorted(found[code], key=lambda each: collate(each[1].text)))
            for code in TITLES if code in found]
