"""Building, as plain steps that know nothing of HTTP or of the command line."""
import re

from ...base.clock import parse
from ...base.i18n import DEFAULT
from ...base.text import slug
from ...kernel.storage.databases import ROOT
from .bases import legal_basis
from .data import Data, former_hosts

_DECISION = re.compile(r'href="decision:([a-z0-9-]+)"')
ENGLISH = 'en'
#: Path of the decision below the city portal.
DECISION = 'van-ban-hanh-chinh/4263-qd-ubnd'


class Provisioning:
    """Builds one portal.  Never commits: the caller decides what is one transaction.

    ``editing``: ``IEditing``; ``publishing``: ``IPublishing``; ``actor``: principal id.
    ``today``: local ``date`` from which the next reviews are reckoned, and whose law is the basis
    of sections.
    """

    def __init__(self, data: Data, registry, editing, publishing, actor, today):
        self._data = data
        self._registry = registry
        self._editing = editing
        self._publishing = publishing
        self._actor = actor
        self._today = today

    def portal(self, root):
        """Return the portal in the database ``root``, made if there is none."""
        if ROOT not in root:
            texts = self._data.portal
            portal = root[ROOT] = self._registry.content.create(
                'Portal', **_known(texts[DEFAULT]), phone=texts['phone'], email=texts['email'])
            portal.furnish(self._registry)
            self._translate(portal, _known(texts[ENGLISH]))
        return root[ROOT]

    def site(self, portal, label, values, english):
        """Return the component site ``label``, made if there is none; without its sections.

        One that has had another host is renamed: that host leads to ``label``.
        """
        sites, before = portal['sites'], former_hosts(self._data).get(label, label)
        if label in sites:
            return sites[label]
        if before not in sites:
            added = self._editing.add(sites, before, 'ComponentSite', values, self._actor)
            self._translate(added, english)
        site = sites[before]
        self._editing.rename(site, label, self._actor)
        return site

    def sections(self, site, level):
        """Add to ``site`` the sections that a site of ``level`` must have; bring those that are
        there still as an earlier release made them to what that release did not have.
        """
        for row in self._data.sections_of(level):
            if row['former_listing'] and row['code'] in site:
                self._brought_on(site[row['code']], row)
            if row['code'] not in site and site.allowed_types:
                basis = legal_basis(self._data.bases, row['code'], self._today)
                section = self._editing.add(
                    site, row['code'], 'Section', _section(row, basis), self._actor)
                self._translate(section, {
                    'title': row['name_en'], 'short_title': row['short_en'],
                    'summary': row['summary_en'], 'group': row['group_en']})

    def _brought_on(self, section, row):
        former = row['former_listing'], tuple(row['former_types'].split(','))
        if (section.listing, section.allowed_types) == former:
            self._editing.edit(section, {'listing': row['listing'],
                                         'allowed_types': row['allowed_types']}, self._actor)

    def pages(self, site, level, domain):
        """Add to ``site`` the standing pages of its level; ``domain``: that of the city portal."""
        english = site.translations.get(ENGLISH, site)
        host = domain if site.__parent__ is None else f'{site.__name__}.{domain}'
        words = {'site': site.title, 'site_en': english.title, 'owner': site.owner, 'host': host}
        origin = '' if site.__parent__ is None else f'https://{domain}'
        for page in self._data.pages:
            section = site.get(page['section'])
            if level in page['levels'] and section is not None and page['slug'] not in section:
                self._page(section, page, words, origin)

    def _page(self, section, page, words, origin):
        review = months_after(self._today, page['review_months'])
        item = self._editing.add(section, page['slug'], 'Page', {
            **text_of(page[DEFAULT], words, origin),
            'owner_unit': fill(page['owner_unit'], words),
            'next_review': review.isoformat()}, self._actor)
        self._publish(item, text_of(page[ENGLISH], words, origin + '/english'))

    def news(self, portal):
        """Add the first news items to the city portal."""
        for news in self._data.news:
            section = portal[news['section']]
            if news['slug'] not in section:
                self._news_item(section, news)

    def _news_item(self, section, news):
        moment = parse(str(news['date']))
        item = self._editing.add(section, news['slug'], 'NewsItem', {
            **text_of(news[DEFAULT], {}, ''), 'keywords': news['keywords'],
            'genre': news['genre'], 'author': news['author'],
            'source_agency': news['source_agency']}, self._actor)
        self._publish(item, text_of(news[ENGLISH], {}, '/english'), moment)

    def links(self, portal):
        """Add links to what the city portal must be connected with (clauses 4.2.b, 4.2.c)."""
        for link in self._data.portal['links']:
            section, name = portal[link['section']], slug(link[DEFAULT])
            if name not in section:
                item = self._editing.add(section, name, 'Link', {
                    'title': link[DEFAULT], 'url': link['url']}, self._actor)
                self._publish(item, {'title': link[ENGLISH]})

    def decision(self, portal):
        """Add Decision 4263, on which the portal rests, to the city portal (clause 14.2)."""
        decision = self._data.decision
        place, name = DECISION.split('/')
        if name not in portal[place]:
            document = self._editing.add(portal[place], name, 'LegalDocument', {
                **decision['fields'], **decision[DEFAULT],
                'full_text': decision['full_text']}, self._actor)
            english = decision[ENGLISH]
            self._publish(document, {
                **english, 'overview': _leading(english['overview'], '/english')})

    def _publish(self, item, english, moment=None):
        self._publish_imported(item, moment)
        self._translate(item, english, moment)

    def _translate(self, resource, values, moment=None):
        translation = self._editing.translate(resource, ENGLISH, values, self._actor)
        self._publish_imported(translation, moment)

    def _publish_imported(self, document, moment):
        self._publishing.publish_imported(document, self._actor, self._data.basis, moment)


def text_of(text, words, origin):
    """Return the values of a text in one language, its ``words`` filled in.

    ``origin``: where the city portal's addresses start, for links to the decision.
    """
    values = {name: fill(value, words) if isinstance(value, str) else value
              for name, value in text.items()}
    values['body'] = _leading(values['body'], origin)
    if 'lead' in values:
        values['summary'] = values.pop('lead')
    return values


def _leading(html, origin):
    """Return ``html`` whose links to provisions of the decision lead there."""
    return _DECISION.sub(lambda found: f'href="{origin}/{DECISION}#{found[1]}"', html)


def _known(texts):
    return {name: value for name, value in texts.items() if name != 'editorial_board'}


def _section(row, basis):
    return {
        'title': row['name_vi'], 'short_title': row['short_vi'], 'summary': row['summary_vi'],
        'code': row['code'], 'group': row['group'], 'legal_basis': basis,
        'duty_rule': row['deadline_rule'], 'allowed_types': row['allowed_types'],
        'foreign_language': row['foreign_language'], 'order': row['order'],
        'listing': row['listing'],
        'in_menu': 'yes' if row['menu'] == '1' else 'no'}


def months_after(day, months):
    """Return the local ``date`` that many months after ``day``, the 28th at the latest."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, 28))


def fill(text, words):
    """Return ``text`` with ``{site}`` and the like replaced; other braces stay."""
    for name, value in words.items():
        text = text.replace('{' + name + '}', value)
    return text
