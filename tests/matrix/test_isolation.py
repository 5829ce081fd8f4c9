"""What a site keeps to itself, and the list of accounts, appear in nothing that others are sent.

Secret words stand in drafts of one site; everybody else follows every link of the desk, the
console and the public pages in two languages, and tries the addresses that they can guess.  The
same crawl as the head of that site finds the words.
"""
import re
import statistics
import time

import pytest
from hanoiportal.shells.desk.frame.listing import rows
from hanoiportal.shells.desk.frame.palette import Palette
from support.sampling import some

from matrix.crawling import BEGINNINGS, SHARE, Crawl
from matrix.hardened import faults
from matrix.house import OTHER, SECRETS, SECTION, SITE, STATES, STRANGERS

#: So often each is timed, in seconds of the processor; their medians may be so many times apart.
TIMES, MOST_APART = 60, 1.6
#: Who follows the pages in English besides: they are the same views.
IN_ENGLISH = ('visitor', 'nobody', f'{OTHER}-editor')
#: Who follow, besides what they guess, a few pages of each view and one of each type: what they
#: may, the editor or the head of the same site may, or who oversees all, who follow everything.
#: In CI each of them guesses one in ``SHARE`` of what those do, others each.
IN_SHORT = {'quanly', f'{SITE}-editor', *(f'{OTHER}-{role}' for role in (
    'contributor', 'author', 'translator', 'member', 'deputy'))}
IN_DESK = ('', '/@@places', '/@@queue?list=approve', '/@@notifications', '/@@contents', '/@@board',
           '/@@roster', '/@@trash', '/@@audit', '/@@brokenlinks', '/@@sharing', '/@@access',
           '/@@whereused', '/@@reviews', '/@@releases', '/@@translations', '/@@bulk',
           '/@@suspensions', '/@@audit?act=submit', '/@@windows', '/@@windows-all',
           '/@@windows-table', '/@@window-hours', '/@@city-duties', '/@@city-duties-table',
           '/@@city-reminders', '/@@ratings', '/@@reports', '/@@city-reports')
#: What is of one answer alone.
_NONCE = re.compile('nonce[-=][^ ;>]*')
OF_ITEM = ('', '/@@edit', '/@@history', '/@@preview', '/@@preview-page', '/@@whereused',
           '/@@comments', '/@@clarifications', '/@@translations', '/@@tasks', '/@@autosave')

OF_DRAFT = {'/desk': ('@@draft-text', '@@comment-ledger', '@@comments-public', '@@comments-table',
                      '@@comment-new'),
            '': ('gop-y', 'y-kien', 'y-kien.csv', 'y-kien.json', 'doi-chieu')}
OF_DIALOGUE = {'/desk': ('@@dialogue-queue', '@@dialogue-batch', '@@dialogue-closing',
                         '@@dialogue-transcript',
                         '@@dialogue-answer?number=1', '@@dialogue-answer-out?public=1'),
               '': ('truc-tiep', 'truc-tiep-moi', 'bien-ban', 'captions')}


#: What a site has asked of others, was offered, has sent in and has decided on once for all.
PLANTED = ('crosspost?number=1', 'crosspost?number=3', 'crossposts', 'crossposts-sent',
           'crosspost-rule', 'contribution?number=3')


def guesses():
    """Return the addresses of ``SITE`` that somebody could guess, and questions about it."""
    section = f'/sites/{SITE}/{SECTION}'
    items = [f'{section}/tin-{name}' for name in STATES] + [
        f'{section}/mau-{kind}' for kind in (
            'image', 'file', 'legal', 'page', 'link', 'consultation', 'event')]
    found = [f'{shell}{path}{view}' for shell in ('/desk', '/english/desk')
             for path in ('', f'/sites/{SITE}', section, f'/sites/{OTHER}') for view in IN_DESK]
    found += [f'/desk{item}{view}' for item in items for view in OF_ITEM]
    found += [f'{language}{item}{view}' for language in ('', '/english') for item in items
              for view in ('', '/content')]
    found += [f'{shell}{section}/mau-consultation/{view}' for shell, views in OF_DRAFT.items()
              for view in views]
    found += [f'{shell}{section}/mau-event/{view}' for shell, views in OF_DIALOGUE.items()
              for view in views]
    for word in [*SECRETS.values(), 'tin', 'bài']:
        found += [f'/search?q={word}', f'/sites/{SITE}/search?q={word}',
                  f'/suggest?q={word[:4]}', f'/suggest?q={word}', f'/desk/@@go?q={word}',
                  f'/desk/@@go.json?q={word}', f'/desk/@@contents?q={word}',
                  f'/desk/sites/{OTHER}/@@contents?q={word}',
                  f'/desk/sites/{OTHER}/@@pick?q={word}',
                  f'/desk/sites/{OTHER}/@@find-source?q={word}',
                  f'/desk/sites/{OTHER}/{SECTION}/@@pick?kind=image&q={word}',
                  f'/desk/sites/{OTHER}/{SECTION}/tin-draft/@@pick?q={word}']
    found += [f'/desk/sites/{site}/@@{view}?number=1'
              for site in (SITE, OTHER) for view in ('case', 'public-text', 'duty')]
    found += [f'/desk/sites/{site}/@@{view}' for site in (SITE, OTHER) for view in (
        'contributors?q=zq', 'contributor?row=1', 'contributor-letters?row=1', 'assignments',
        'assignment?number=1', 'assignment-form?number=1', 'assignment-draft?number=1',
        'royalties', 'royalty-works', 'royalty-sheet?number=1', *PLANTED)]
    found += [f'/desk{section}/tin-cong-khai-tin-published/@@carried']
    return [*BEGINNINGS, *found, '/console', f'/console/sites/{SITE}',
            *(f'/console{item}/@@object' for item in items[:3])]


@pytest.fixture(scope='module')
def crawls(door, askers):
    """``crawl(name)``: the ``Crawl`` of that asker, made once."""
    made = {}

    def crawl(name):
        if name not in made:
            door.admit(askers[name])  # crawls take longer than a session waits for its owner
            guessed = guesses()
            if name in IN_SHORT:
                guessed = [*BEGINNINGS, *some(guessed, name, SHARE)]
            made[name] = Crawl(door, askers[name], guessed, name in IN_ENGLISH,
                               few=name in IN_SHORT)
        return made[name]

    return crawl


def told(crawl, words):
    """Return where words were read that were not part of what was asked for."""
    return [(path, word) for path, word in crawl.where(words) if word not in path.lower()]


@pytest.mark.clause('8.7')
@pytest.mark.parametrize('name', STRANGERS)
def test_nobody_of_another_site_reads_a_word_of_a_draft(crawls, name):
    assert told(crawls(name), SECRETS.values()) == []


def test_the_head_of_the_site_reads_them(crawls):
    read = told(crawls(f'{SITE}-head'), SECRETS.values())

    assert {word for _path, word in read} == set(SECRETS.values())
    assert not [view for view in PLANTED if not view.startswith('crossposts')
                and f'/desk/sites/{SITE}/@@{view}' not in {path for path, _word in read}]


@pytest.mark.parametrize('name', STRANGERS)
def test_a_question_for_a_secret_word_is_answered_like_one_for_no_word(door, askers, name):
    asked = ['/search?q={}', f'/sites/{SITE}/search?q={{}}', '/suggest?q={}',
             '/desk/@@go.json?q={}', '/desk/@@go?q={}', f'/desk/sites/{OTHER}/@@contents?q={{}}',
             f'/desk/sites/{OTHER}/@@pick?q={{}}', f'/desk/sites/{SITE}/@@pick?q={{}}',
             f'/desk/sites/{OTHER}/@@find-source?q={{}}',
             f'/desk/sites/{OTHER}/{SECTION}/tin-draft/@@pick?q={{}}']
    for address in asked:
        for word in SECRETS.values():
            other = 'zqkhongco'
            answers = [_plain(door.ask(askers[name], 'GET', address.format(each)), each)
                       for each in (word, other)]
            assert answers[0] == answers[1], address.format(word)


def _plain(answer, word):
    headers = {key: _NONCE.sub('', value) for key, value in answer.headerlist
               if key not in ('Set-Cookie', 'ETag', 'Content-Length', 'X-Request-Id')}
    body = _NONCE.sub('', answer.text).replace(word, '*')
    return answer.status_int, body, {
        key: value.replace(word, '*') for key, value in headers.items()}


def secrets_of_accounts(house):
    """Return what only operators and administrators may read: log-ins and e-mail addresses."""
    return [*house.accounts, 'vidu.hanoi.vn']


def own(asker):
    """Return what a page may tell ``asker`` of themselves."""
    return {asker.login, f'{asker.login}@vidu.hanoi.vn'}


@pytest.mark.clause('8.8')
@pytest.mark.parametrize('name', [*STRANGERS, f'{SITE}-head', f'{SITE}-editor', 'quanly',
                                  'kiemtra'])
def test_no_log_in_or_address_of_somebody_else_is_read(crawls, house, askers, name):
    mine = own(askers[name])
    found = [(path, word) for path, word in told(crawls(name), secrets_of_accounts(house))
             if word not in mine]
    if askers[name].login:
        found = [(path, word) for path, word in found if not (
            word == 'vidu.hanoi.vn' and path.endswith('@@notifications'))]

    assert found == []


@pytest.mark.clause('8.8')
def test_no_id_of_an_account_is_read_by_visitors(crawls, house):
    for name in ('visitor', 'nobody'):
        assert told(crawls(name), house.accounts.values()) == []


@pytest.mark.parametrize('name', ['vanhanh', 'quantri'])
def test_who_manages_accounts_reads_them(door, house, askers, name):
    door.admit(askers[name])
    page = door.ask(askers[name], 'GET', '/console/accounts/@@accounts')

    assert all(login in page.text for login in house.accounts)


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', ['visitor', f'{OTHER}-editor', f'{SITE}-head'])
def test_every_answer_is_hardened_and_nothing_stands_in_line(crawls, name):
    answers = crawls(name).answers
    found = {path: wrong for path, answer in answers.items() if (wrong := faults(answer))}

    assert found == {} and len(answers) > 100


def test_a_list_that_leaks_is_found(door, askers, monkeypatch):
    def leaking(palette, typed):
        section = palette.request.root['sites'][SITE][SECTION]
        return rows(palette.request, list(section.values()))

    monkeypatch.setattr(Palette, '_documents', leaking)
    door.admit(askers[f'{OTHER}-editor'])
    crawl = Crawl(door, askers[f'{OTHER}-editor'], ['/desk/@@go?q=tin'], follows=False)

    assert SECRETS['title'] in {word for _path, word in told(crawl, SECRETS.values())}


@pytest.mark.parametrize('view', ['', '/@@edit', '/@@history'])
def test_what_is_not_yours_takes_as_long_as_what_is_not_there(door, askers, view):
    asker, section = askers[f'{OTHER}-head'], f'/desk/sites/{SITE}/{SECTION}'
    taken = {'tin-draft': [], 'zqkhongco': []}
    for _time in range(TIMES):
        for name, found in taken.items():
            before = time.process_time()
            door.ask(asker, 'GET', f'{section}/{name}{view}')
            found.append(time.process_time() - before)

    yours, nothing = (statistics.median(found) for found in taken.values())
    assert 1 / MOST_APART < yours / nothing < MOST_APART
