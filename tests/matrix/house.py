"""One portal in which everything stands that a view can be asked of, and everybody who may ask.

Two sites with a whole staff each; in each a news item in every state, two that are public and
revised, one with a translation begun, an image, a file and a legal document not public yet, and
one text in the bin.  Made once for a module of tests.  What ``SITE`` keeps to itself holds words
of ``SECRETS``; nothing else in the portal does.
"""
import dataclasses
from dataclasses import dataclass

import transaction
from hanoiportal.base.i18n import ILanguages
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.comments.resource import Anchor, Remark, keep
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.assignments.interfaces import GIVEN, AssignmentEvent, Plan
from hanoiportal.editorial.assignments.resource import get_or_create_book
from hanoiportal.editorial.crossposting.interfaces import PROPOSED, RECOMMENDED, CarryChoice
from hanoiportal.editorial.crossposting.making import Making
from hanoiportal.editorial.crossposting.resource import KeptProposal, KeptRule
from hanoiportal.editorial.crossposting.resource import get_or_create_book as crossposts_of
from hanoiportal.editorial.crossposting.sources import digests_of
from hanoiportal.editorial.releases.resource import Release
from hanoiportal.editorial.releases.resource import keep as keep_release
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import (
    ACCOUNTANT,
    CONTRIBUTOR,
    MANAGER,
    OWNER_BODY,
)
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.tree.lookup import in_work, path_of
from hanoiportal.kernel.workflow.interfaces import (
    AWAITING,
    DRAFT,
    EVERY_STATE,
    PUBLIC,
    PUBLISHED,
    WITHDRAWN,
)
from hanoiportal.kernel.workflow.records import Event, review_of
from hanoiportal.participation.cases.interfaces import (
    CONTRIBUTION,
    PROCESS,
    PUBLISH,
    QUESTION,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.shells.commands.environment import Environment
from hanoiportal.shells.commands.seed import provisioning
from pyramid.request import Request
from pyramid.threadlocal import RequestContext
from support import ROOT
from support.application import SITES
from support.factories import example
from support.people import BASIS, ROLES, STAFF, found_board

#: The site whose staff asks, and another one.
SITE, OTHER = 'bavi', 'soxaydung'
#: In which field what ``SITE`` keeps to itself holds which word.
SECRETS = {
    'title': 'zqtieude', 'summary': 'zqtomtat', 'body': 'zqnoidung', 'alt': 'zqmota',
    'note': 'zqghichu', 'remark': 'zqnhanxet', 'bin': 'zqthungrac', 'asked': 'zqcauhoi',
    'sender': 'zqnguoigui', 'contributor': 'zqcongtac', 'topic': 'zqphancong'}
#: May read none of them; the role of oversight reads everything by right.
STRANGERS = ('visitor', 'nobody', *(f'{OTHER}-{role}' for role in (
    'contributor', 'author', 'translator', 'editor', 'member', 'deputy', 'head')))
#: Words on a page that is public: a crawl that meets them has been there.
OPEN_WORD = 'Tin công khai'
REVISED, REVISED_AWAITING, TRANSLATED = 'revised', 'revised-awaiting', 'translated'
#: Name of a document in its section → (its state, that of its version in work).
STATES = {state: (state, state) for state in sorted(EVERY_STATE)} | {
    REVISED: (PUBLISHED, DRAFT), REVISED_AWAITING: (PUBLISHED, AWAITING),
    TRANSLATED: (PUBLISHED, PUBLISHED)}
SECTION = 'tin-tuc-su-kien'
#: A section whose list can be saved.
RECORDS = 'du-an-dau-tu'
#: Types of which one document each is not public.
KINDS = {'image': 'Image', 'file': 'File', 'legal': 'LegalDocument', 'page': 'Page',
         'link': 'Link', 'unit': 'OrganisationUnit', 'person': 'Person',
         'event': 'Event'} | {
    each.lower(): each for each in (
        'Project', 'Dossier', 'Research', 'Statistics', 'Ruling', 'Channel', 'AccessEntry',
        'PhotoSet', 'Video', 'Audio', 'Infographic', 'Question', 'Consultation', 'Improvement',
        'Survey', 'ForumTopic')}
AUTHOR = 'author'
#: A language that nothing is in yet.
UNUSED = 'mtq'


@dataclass(frozen=True)
class Thing:
    """Something to ask a view of.

    ``kind``: as the table of views names it.  ``site``: name of its site, ``''`` for the city.
    ``state``, ``work``: of the thing, and of its version in work.  ``asked``: of the text that
    ``query`` asks for, if that is another.  ``query``: what the address must say besides.
    """

    kind: str
    site: str
    path: str
    state: str = PUBLISHED
    work: str = PUBLISHED
    asked: str = ''
    is_text: bool = False
    query: str = ''
    name: str = ''


class House:
    """Builds the portal in ``registry`` and keeps what there is to ask.

    ``things``: list of ``Thing``.  ``accounts``: ``{login: (id, name, e-mail address)}``.
    """

    def __init__(self, registry, password_hash):
        self.registry, self._hash = registry, password_hash
        self.things, self.accounts = [], {}
        request = Request.blank('/')
        request.registry = registry
        request.language = registry.getUtility(ILanguages).default
        connection = content_database(registry).open()
        with RequestContext(request):
            self._build(Environment(registry, request, connection.root(), 'test'))
        transaction.commit()
        connection.close()

    def _build(self, environment):
        steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
        self._editing, self._publishing = steps._editing, steps._publishing
        self.portal = steps.portal(environment.root)
        transaction.commit()
        steps.sections(self.portal, 'city')
        for label, values, english in Data(ROOT / 'config/hanoi').sites:
            if label in SITES:
                steps.sections(steps.site(self.portal, label, values, english), values['level'])
        self._admit()
        for name in (SITE, OTHER):
            self._fill(name)
        self._places()
        transaction.commit()
        for kind in (QUESTION, CONTRIBUTION):
            for name in (SITE, OTHER):
                self._ask(name, kind)
        for name in (SITE, OTHER):
            self._engage(name)
        transaction.commit()
        for number, name in enumerate((SITE, OTHER), 1):
            self._crosspost(number, name)
        transaction.commit()

    def _account(self, login):
        account = self.portal['accounts'].create(login, f'Bà {login}', registry=self.registry)
        account.full_name = f'Người thứ {len(self.accounts)}'
        account.email = f'{login}@vidu.hanoi.vn'
        account.password_hash = self._hash
        account.password_at = self.registry.getUtility(IClock).now()
        self.accounts[login] = account.id
        return account.id

    def _admit(self):
        """Make everybody; log-ins begin with a word that nothing else in the portal holds."""
        for login, role in {**ROLES, 'quanly': MANAGER, 'chuquan': OWNER_BODY,
                            'ketoan': ACCOUNTANT}.items():
            found = self._account(f'zqtk-{login}')
            if role:
                grant(self.portal, found, role, Grant(basis=BASIS))
        for name in (SITE, OTHER):
            site = self.portal['sites'][name]
            found_board(site, self.registry, {
                role: self._account(f'zqtk-{name}-{which}') for which, role in STAFF.items()})
            grant(site, self._account(f'zqtk-{name}-{AUTHOR}'), CONTRIBUTOR, Grant(basis=BASIS))

    def _fill(self, name):
        section = self.portal['sites'][name][SECTION]
        author = self.accounts[f'zqtk-{name}-{AUTHOR}']
        for label, (state, work) in STATES.items():
            item = self._news(section, f'tin-{label}', state, author)
            if work != state:
                self._editing.edit(item, self._words(section, 'Bản sửa'), author)
                item.working.state = work
            self._thing('document', item, label)
            if label == TRANSLATED:
                self._editing.translate(item, 'en', self._words(section, 'Bản dịch'), author)
                self._changed(item)
                self.things[-1] = dataclasses.replace(
                    self.things[-1], asked=DRAFT, query='language=en')
                self.things.append(dataclasses.replace(self.things[-1], kind='translation'))
            elif state not in PUBLIC and state != WITHDRAWN or work != state:
                self._talk(in_work(item), item, author, name)
        for kind, type_name in KINDS.items():
            self._of_type(section, kind, type_name, author)
        self._thing('home', self._editing.add(
            section.__parent__, '', 'HomePage', {'title': self._words(section, 'Nhà')['title']},
            author))
        legal = section['mo-legal']
        self.things.append(Thing('article', name, f'{path_of(legal)}/dieu-1'))
        self._discard(section, author)
        for kind, place in (('section-text', section), ('site-text', section.__parent__)):
            self._editing.translate(place, UNUSED, {
                'title': self._words(section, 'Bản dịch')['title']}, author)
            self.things.append(Thing(
                kind, name, path_of(place), asked=DRAFT, is_text=True,
                query=f'language={UNUSED}'))
        release = Release(1, f'Đợt {SECRETS["title"] if name == SITE else ""}', author, self._now)
        keep_release(section.__parent__, release)

    def _words(self, section, title):
        """Return values of fields, of which nobody outside the site may hear."""
        own = section.__parent__.__name__ == SITE
        found = {'title': title, 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>'}
        if own:
            found = {'title': f'{title} {SECRETS["title"]}',
                     'summary': f'Tóm tắt {SECRETS["summary"]}',
                     'body': f'<p>Nội dung {SECRETS["body"]}</p>'}
        return found

    def _news(self, section, name, state, author):
        values = {'title': f'{OPEN_WORD} {name}'} if state in {*PUBLIC, WITHDRAWN} else (
            self._words(section, f'Bài {name}'))
        item = self._editing.add(section, name, 'NewsItem', values, author)
        if state in {*PUBLIC, WITHDRAWN}:
            self._publishing.publish_imported(item, author, BASIS)
        item.state = state
        self._changed(item)
        return item

    def _of_type(self, section, kind, type_name, author):
        values = example(types_of(self.registry)[type_name])
        words = self._words(section, f'Bài {kind}')
        values.update({each: words[each] for each in words if each in values})
        if type_name == 'Event':
            values['kind'] = 'dialogue'
        if type_name == 'Image' and section.__parent__.__name__ == SITE:
            values['alt'] = SECRETS['alt']
        if type_name not in section.allowed_types:
            section.allowed_types = (*section.allowed_types, type_name)
        self._thing(kind, self._editing.add(section, f'mau-{kind}', type_name, values, author))
        open_one = self._editing.add(
            section, f'mo-{kind}', type_name,
            {**example(types_of(self.registry)[type_name]), 'title': f'{OPEN_WORD} {kind}',
             **({'kind': 'dialogue'} if type_name == 'Event' else {})},
            author)
        self._publishing.publish_imported(open_one, author, BASIS)
        self._thing(kind, open_one)

    def _talk(self, holder, item, author, site):
        """Let a note and a remark stand at ``holder``, a version in work."""
        own = site == SITE
        note = SECRETS['note'] if own else 'ghi chú'
        review = review_of(holder)
        review.authors = frozenset({author})
        review.events = (Event(self._now, author, 'submit', DRAFT, holder.state, note),)
        keep(item, Remark(
            1, author, self._now, SECRETS['remark'] if own else 'nhận xét', Anchor('title'),
            Versions(self.registry).digest(holder)))
        self._changed(item)

    def _discard(self, section, author):
        own = section.__parent__.__name__ == SITE
        item = self._editing.add(section, 'tin-bo', 'NewsItem', {
            'title': f'Tin bỏ {SECRETS["bin"] if own else ""}'}, author)
        oid = item.__oid__
        RecyclingService(
            self.registry, lambda *asked: True, self.registry.getUtility(IClock),
            send(self.registry), Naming(self.registry)).discard(item, author)
        site = section.__parent__
        self.things.append(Thing(
            'discarded', site.__name__, path_of(site), DRAFT, DRAFT, is_text=True,
            query=f'id={oid}', name='tin-bo'))

    def _ask(self, name, kind):
        """Let somebody send something to the site; the question of ``SITE`` has the number 1, the
        contribution the number 3.
        """
        own = name == SITE
        asked = f'Xin hỏi {SECRETS["asked"] if own else ""}'
        self.registry.getAdapter(self.portal, ICases).receive(Submission(
            kind, str(self.portal['sites'][name].__oid__), asked, asked,
            sender=Sender(f'Bà {SECRETS["sender"] if own else "Mẫu"}'),
            consents=frozenset({PROCESS, PUBLISH})))

    def _engage(self, name):
        """Enter a contributor and an assignment; those of ``SITE`` have the number 1."""
        own, site = name == SITE, self.portal['sites'][name]
        head = self.accounts[f'zqtk-{name}-head']
        registers = RegisterService(self.registry, lambda *asked: True, send(self.registry))
        registers.add('contributors', site, {
            'name': f'Ông {SECRETS["contributor"] if own else "Mẫu"}',
            'since': self._now.date().isoformat()}, head)
        book = get_or_create_book(self.portal)
        made = book.add(str(site.__oid__), Plan(
            head, f'Họp {SECRETS["topic"] if own else "dân"}', 'NewsItem',
            str(site[SECTION].__oid__), self._now), head)
        book.note(made, AssignmentEvent(GIVEN, self._now, head))

    def _crosspost(self, number, name):
        """Let the site ask the city to carry an item, carry one of the other site that the city
        offers, and have a rule; its proposal has the ``number``.
        """
        own, sites, book = name == SITE, self.portal['sites'], crossposts_of(self.portal)
        site, head = sites[name], self.accounts[f'zqtk-{name}-head']
        why = f'Vì {SECRETS["topic"] if own else "dân"}'
        item, offered = (each[SECTION][f'tin-{PUBLISHED}']
                         for each in (site, sites[OTHER if own else SITE]))
        here, city = str(site.__oid__), str(self.portal.__oid__)
        book.add(KeptProposal(number, PROPOSED, item.__oid__, here, city, head, why, None, '',
                              self._now))
        offer = KeptProposal(number + 2, RECOMMENDED, offered.__oid__, city, here,
                             self.accounts['zqtk-quanly'], why, None, '', self._now)
        book.add(offer)
        rule = book.rules[here] = KeptRule(here, site[SECTION].__oid__, why, None, head)
        rule.approvals, rule.starts = ((head, self._now),), self._now
        reference = Making(self.registry).make(
            offer, CarryChoice(site[SECTION].__oid__, digests_of(offered, self.registry)),
            offered, site[SECTION], Naming(self.registry))
        reference.state, reference.published_at = PUBLISHED, self._now
        self._changed(reference)
        self._thing('reference', reference)

    def _thing(self, kind, resource, name=''):
        self.things.append(Thing(
            kind, self._site_name(resource), path_of(resource), resource.state,
            in_work(resource).state, is_text=True, name=name))

    def _site_name(self, resource):
        return path_of(resource).split('/')[2] if '/sites/' in path_of(resource) else ''

    def _places(self):
        """Note the places: sites, their sections, and the folders of the portal."""
        def add(kind, path, site=''):
            self.things.append(Thing(kind, site, path))

        for name in (SITE, OTHER):
            add('site', f'/sites/{name}', name)
            add('section', f'/sites/{name}/{SECTION}', name)
            add('records', f'/sites/{name}/{RECORDS}', name)
        add('portal', '')
        add('sites', '/sites')
        add('accounts', '/accounts')
        add('account', f'/accounts/{next(iter(self.accounts))}')
        add('mount', '/interactions')

    def _changed(self, item):
        send(self.registry)(ObjectModified(item))

    @property
    def _now(self):
        return self.registry.getUtility(IClock).now()
