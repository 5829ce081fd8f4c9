"""Stories of one item on five sites: after each step every public page of them says what its own
board approved, and nothing that was recalled (12.1); of a ward's, and of one that the city offers.

``make crossposts`` tells many, ``AT_ONCE`` of them side by side: a step of each, then the pages
are read once and asked of all.
"""
import os
import re
import time
from unittest import mock

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.editorial.crossposting import sources
from hanoiportal.editorial.crossposting.interfaces import ACCEPTED, RECOMMENDED
from hanoiportal.editorial.crossposting.sources import digests_of, fields_at
from hanoiportal.editorial.publishing.interfaces import OUTDATED
from hanoiportal.kernel.tree.events import SYSTEM, ObjectModified, send
from hanoiportal.kernel.tree.sharing import is_shared
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as how
from hypothesis import strategies as st
from support import ROOT
from support.crossposting import (
    CHECKS,
    CORRECTED,
    accepted,
    approved,
    corrected,
    published,
)

#: Sites that stand beside those of every test.
MORE = ('hoankiem', 'sonoivu')
OTHERS = ('hanoi', 'soxaydung', *MORE)
STEPS = ('carry', 'carry', 'correct', 'english', 'take', 'hold', 'recall', 'expire', 'again',
         'end', 'suspend', 'resume', 'rename', 'move', 'discard', 'restore')
#: Stories of one example; fewer than a list has places.
AT_ONCE = 8 if 'STORIES' in os.environ else 1
#: Sections of a site in which its item may stand.
PLACES = 'tin-tuc-su-kien', 'pho-bien-phap-luat'
STORIES = how(
    max_examples=-(-int(os.environ.get('STORIES', '1')) // AT_ONCE), deadline=None, database=None,
    derandomize='STORIES' not in os.environ, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate))
#: What is said of them is written here, and no more are begun after this moment, in seconds since
#: 1970 UTC.
TALLY, UNTIL = os.environ.get('TALLY', ''), float(os.environ.get('UNTIL', 'inf'))
#: What a site shows that does not carry it.
NOTHING = None, ''
_TAG, _HEADING = re.compile('<[^>]*>'), re.compile('<h1[^>]*>(.*?)</h1>', re.S)
_LINK = re.compile('<a [^>]*?href="(/[^"#]*)[^>]*>(.*?)</a>', re.S)


def plots(steps, sites):
    """Return what stories side by side are made of: steps of each, each at a site."""
    number = 9 if 'STORIES' in os.environ else 5
    story = st.lists(st.tuples(st.sampled_from(steps), st.sampled_from(sites)),
                     min_size=number, max_size=number)
    return st.lists(story, min_size=AT_ONCE, max_size=AT_ONCE)


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def small_portal(environment, small_portal):
    """Five sites: the city's, those of every test and two more."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    for label, values, english in Data(ROOT / 'config/hanoi').sites:
        if label in MORE:
            steps.sections(steps.site(small_portal, label, values, english), values['level'])
    transaction.commit()
    return small_portal


class Story:
    """One item of Ba Vì; ``shown``: by site the title that its board approved, and the English one
    or ``''``, if it carries it.

    ``read``: pages that were read since the last step, by address.
    """

    def __init__(self, app, at_work, crossing, portal, registry, number, read):
        self.app, self.at_work, self.crossing, self.portal = app, at_work, crossing, portal
        self.registry, self.number, self.mark = registry, number, f'Bản {number}x'
        self.read, self.word, self.words = read, '', 0
        self.home = portal['sites']['bavi']
        self.sites = {'hanoi': portal, **{name: portal['sites'][name] for name in OTHERS[1:]}}
        self.people = at_work('bavi-editor'), at_work('bavi-member')
        self.versions, self.steps, self.carried = 1, 0, 0
        self.began = time.process_time()
        self.item = published(*self.people, self.home['tin-tuc-su-kien'], self.title)
        self.shown, self.references = {}, {}
        transaction.commit()

    @property
    def title(self):
        return f'{self.mark}{self.versions}'

    @property
    def said(self):
        return self.title, self.word

    @property
    def is_public(self):
        return self.is_placed and self.item.state == 'published' and self.home.is_active

    @property
    def is_placed(self):
        return self.item.__parent__ is not None and not self._entries()

    def _entries(self):
        return [each for each in self._bin().entries(self.home) if each.resource is self.item]

    def _bin(self):
        clock = self.registry.getUtility(IClock)
        return RecyclingService(
            self.registry, lambda *_any: True, clock, send(self.registry), Naming(self.registry))

    def carry(self, site):
        if self.is_public and site not in self.shown:
            sender = self.crossing('bavi-editor')
            proposal = sender.sending.propose(
                self.item, self.sites[site], 'Tin chung', None, sender.id)
            self.references[site] = accepted(
                self.crossing, proposal, self.sites[site]['tin-tuc-su-kien'], f'{site}-member')
            self.shown[site] = self.said
            self.carried += 1

    def correct(self, _site):
        if self.is_public:
            self.versions += 1
            corrected(*self.people, self.item, title=self.title)

    def english(self, _site):
        """Write the English text, or correct it."""
        if self.is_public:
            self.words += 1
            self.word, text = f'Copy {self.number}x{self.words}', self.item.translations.get('en')
            if text is None:
                text = self.people[0].editing.translate(
                    self.item, 'en', {'title': self.word}, self.people[0].id)
            else:
                if text.state == 'withdrawn':
                    self.people[0].take(text, 'reopen', note='Đã kiểm tra lại')
                self.people[0].edit(text, title=self.word)
            approved(*self.people, text, CORRECTED)

    def take(self, site):
        if self.is_public and self.shown.get(site, self.said) != self.said:
            board = self.crossing(f'{site}-member')
            board.renewing.take(
                self.references[site], digests_of(self.item, self.registry), CHECKS, board.id)
            self.shown[site] = self.said

    def hold(self, site):
        if self.is_public and self.shown.get(site, self.said) != self.said:
            board = self.crossing(f'{site}-member')
            board.renewing.hold(self.references[site], board.id, 'Chờ xác minh')

    def move(self, _site):
        if self.is_placed and self.home.is_active:
            here = self.item.__parent__
            there = self.home[PLACES[PLACES.index(here.__name__) - 1]]
            here.move(self.item.__name__, there, registry=self.registry)

    def discard(self, _site):
        if self.is_placed and self.home.is_active:
            self._bin().discard(self.item, self.people[1].id, 'Thừa')
            self.shown.clear()

    def restore(self, _site):
        for entry in self._entries():
            self._bin().restore(entry, self.people[1].id)

    def recall(self, _site):
        if self.is_public:
            member = self.people[1]
            member.publishing.withdraw(self.item, member.id, why='Sai')
            self.shown.clear()
            self.word = ''

    def expire(self, _site):
        """Let its last day come."""
        if self.is_public:
            self.people[1].publishing.withdraw(self.item, SYSTEM, OUTDATED, 'Hết hạn')
            self.shown.clear()

    def again(self, _site):
        if not self.is_placed or not self.home.is_active:
            return
        if self.item.state == 'withdrawn':
            self.people[0].take(self.item, 'reopen', note='Đã kiểm tra lại')
            approved(*self.people, self.item)
        elif self.item.state == 'archived':
            self.versions += 1
            corrected(*self.people, self.item, title=self.title)

    def end(self, site):
        if self.shown.pop(site, None):
            board = self.crossing(f'{site}-member')
            board.renewing.end(self.references[site], board.id, 'Hết đợt')

    def suspend(self, _site, status='suspended'):
        self.home.status = status
        send(self.registry)(ObjectModified(self.home, 'test'))

    def resume(self, site):
        self.suspend(site, 'active')

    def rename(self, _site):
        if self.is_public:
            name = self.item.__name__ + '-a'
            self.people[1].editing.rename(self.item, name, self.people[1].id)

    def check(self):
        """Compare page, list, feeds, search, site map and record of each site with what was
        approved.
        """
        self.steps += 1
        for name in self.sites:
            title, word = self.shown.get(name, NOTHING) if self.home.is_active else NOTHING
            start = '' if name == 'hanoi' else f'/sites/{name}'
            said = [self._read(f'{start}/{each}') for each in (
                'tin-tuc-su-kien', 'tin-tuc-su-kien/atom.xml', 'tin-tuc-su-kien/feed.json')]
            assert [self._titles(each) for each in said] == [{title} - {None}] * 3
            assert self.mark.lower().replace('ả', 'a').replace(' ', '-') not in self._read(
                f'{start}/sitemap.xml')
            if name in self.references:
                page = self._get(f'{start}/tin-tuc-su-kien/{self.references[name].__name__}')
                assert (page.status_int == 200) == (title is not None)
                assert title is None or self._titles(_HEADING.search(page.text)[1]) == {title}
                assert not self.words or title is None or self._in_english(
                    f'{start}/tin-tuc-su-kien/{self.references[name].__name__}') == (word or title)
                record = self._get(f'{start}/api/v1/items/{self.references[name].__oid__}')
                assert self._titles(record.text) == {title} - {None}
        assert len(self._hits(self.title)) <= self.is_public
        for version in range(1, self.versions):
            older = {'q': f'"{self.mark}{version}"'}
            assert not self._get('/api/v1/search', older).json['total']

    def _in_english(self, address):
        """Return the title of the English page at ``address``."""
        heading = _HEADING.search(self._get(f'/english{address}').text)[1]
        return re.search(rf'(?:{self.mark}|Copy {self.number}x)\d+', heading)[0]

    def _hits(self, title):
        """Return the addresses that a search of the city finds under a title of the item."""
        said = self._get('/search', {'q': f'"{title}"'}).text.partition('<main')[2]
        return {address for address, words in _LINK.findall(said)
                if self.mark in _TAG.sub('', words)}

    def _read(self, address):
        """Return the text at ``address``, which stories side by side read once after a step."""
        if address not in self.read:
            self.read[address] = self._get(address).text
        return self.read[address]

    def _get(self, address, asked=None):
        """Ask as another visitor after each step: one may ask so often in a minute, which no story
        lets pass.
        """
        asker = '.'.join(map(str, (10 + self.steps % 200, *self.number.to_bytes(3, 'big'))))
        answer = self.app.get(address, asked, extra_environ={'REMOTE_ADDR': asker}, status='*')
        assert answer.status_int in (200, 301, 404, 410)
        return answer

    def _titles(self, text):
        return {f'{self.mark}{number}' for number in range(1, self.versions + 1)
                if f'{self.mark}{number}' in text}


def tell(begin, beginning, steps):
    """Return stories that have gone on side by side, each by a plot of ``steps`` after the
    ``beginning``; ``begin(read)`` gives one.
    """
    if time.time() > UNTIL:
        return []
    read = {}
    stories = [begin(read) for _plot in steps]
    for turn in (*([each] * len(steps) for each in beginning), *zip(*steps, strict=True)):
        for story, (step, site) in zip(stories, turn, strict=True):
            getattr(story, step)(site)
        transaction.commit()
        read.clear()
        for story in stories:
            story.check()
    return stories


def say(stories):
    """Write how much was looked at, and seconds of the processor since the first began."""
    if TALLY and stories:
        sums = (len(stories), sum(each.steps for each in stories),
                sum(each.carried for each in stories), time.process_time() - stories[0].began)
        with open(TALLY, 'a', encoding='ascii') as file:
            file.write(' '.join(map(str, sums)) + '\n')


OFFERED = 'bavi', 'soxaydung', *MORE


class SharedStory(Story):
    """One item of the city, which two sites take by their rules.

    ``left``: those that decide themselves from now on.
    """

    def __init__(self, app, at_work, crossing, portal, registry, number, read):
        self.app, self.at_work, self.crossing, self.portal = app, at_work, crossing, portal
        self.registry, self.number, self.home, self.read = registry, number, portal, read
        self.mark = f'Bản {number}y'
        self.sites = {name: portal['sites'][name] for name in OFFERED}
        self.people = at_work('hanoi-editor'), at_work('hanoi-head')
        self.versions, self.shown, self.references, self.proposals = 1, {}, {}, {}
        self.word, self.words = '', 0
        self.steps = self.carried = 0
        self.left, self.began = set(), time.process_time()
        self.item = published(*self.people, portal['tin-tuc-su-kien'], self.title)
        for name, site in self.sites.items():
            head = crossing(f'{name}-head')
            if head.rules.rule(site) is None:
                head.rules.approve(site, site['tin-tuc-su-kien'].__oid__, 'NQ 05', None, head.id)
        transaction.commit()

    def carry(self, _site):
        asked = [site for name, site in self.sites.items() if name not in self.shown]
        if self.is_public and asked:
            member = self.crossing('hanoi-member')
            for each in member.offering.offer(
                    self.item, asked, RECOMMENDED, 'Tin chung', '', member.id):
                name = self.portal.__objectmap__.object_for(int(each.to)).__name__
                assert (each.state == ACCEPTED) == (name not in self.left)
                if name in self.left:
                    continue
                self.proposals[name], self.shown[name] = each, self.said
                self.carried += 1
                self.references[name] = self.portal.__objectmap__.object_for(each.reference)

    def correct(self, site):
        super().correct(site)
        self._follow()

    def english(self, site):
        super().english(site)
        self._follow()

    def _follow(self):
        if self.is_public:
            self.shown = dict.fromkeys(self.shown, self.said)

    def end(self, site):
        if self.shown.pop(site, None):
            board, proposal = self.crossing(f'{site}-head'), self.proposals[site]
            if is_shared(self.references[site]):
                self.left.add(site)
                board.renewing.leave(proposal, board.id, 'Hết đợt')
            else:
                board.renewing.end(self.references[site], board.id, 'Hết đợt')


@pytest.mark.clause('12.1.a/2')
def test_every_page_says_what_the_city_offers_and_its_own_board_has_not_left(
        app, at_work, crossing, small_portal, registry):
    numbers, stories = iter(range(100, 10_000_000)), []

    @STORIES
    @example(steps=[[(step, 'bavi') for step in (
        'correct', 'end', 'carry', 'rename', 'recall', 'again', 'carry', 'end', 'english',
        'expire')]])
    @given(steps=plots(('carry', 'correct', 'english', 'recall', 'expire', 'again', 'end',
                        'rename', 'move', 'discard', 'restore'), OFFERED))
    def told(steps):
        stories.extend(tell(lambda read: SharedStory(
            app, at_work, crossing, small_portal, registry, next(numbers), read),
            [('carry', 'bavi')], steps))

    told()
    say(stories)


@pytest.mark.clause('12.1.a/2')
def test_every_page_says_what_its_board_approved(
        app, at_work, crossing, small_portal, registry):
    numbers, stories = iter(range(100, 10_000_000)), []

    def begin(read):
        story = Story(app, at_work, crossing, small_portal, registry, next(numbers), read)
        for site in OTHERS[:-1]:
            story.carry(site)
        return story

    @STORIES
    @example(steps=[[(step, 'hanoi') for step in (
        'correct', 'hold', 'take', 'suspend', 'resume', 'rename', 'move', 'discard', 'restore',
        'carry', 'english', 'take', 'english', 'recall', 'again', 'carry', 'expire')]])
    @given(steps=plots(STEPS, OTHERS))
    def told(steps):
        found = tell(begin, [('carry', OTHERS[-1])], steps)
        for story in found[:1]:
            story.resume('')
            transaction.commit()
        stories.extend(found)

    told()
    say(stories)
    _find_english_that_no_board_approved(begin({}))


def _find_english_that_no_board_approved(story):
    """Let ``story`` find that readers see what its source says in English at once."""
    story.english('')
    story.take('hanoi')
    with mock.patch.object(sources, 'fields_at', lambda text, digest: (
            {} if text.language == 'en' else fields_at(text, digest))):
        story.english('')
        transaction.commit()
        with pytest.raises(AssertionError, match='Copy'):
            story.check()
