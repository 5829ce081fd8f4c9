"""The gettext catalogs hold every text of the source; Vietnamese and English are complete."""
import re
from functools import cache

import polib
import pytest
from servers import ROOT, of_setup

PLACEHOLDER = re.compile(r'\$\{\w+\}')
#: A mark, and the words behind it up to one that may be in the plural.
COUNTED = re.compile(r'\$\{(\w+)\} ((?:[\w’-]+ ){0,2}?)([\w-]+s|people)\b')
#: Marks of limits, which are never one, and marks in which no number stands.
LIMITS = frozenset((
    'all', 'hours', 'languages', 'least', 'longest', 'max', 'minutes', 'most', 'one', 'phrases',
    'seconds', 'signs', 'size', 'themes', 'views', 'weight', 'widths', 'words', 'length'))
WORDS = frozenset((
    'accept_language', 'address', 'amount', 'application_problem_json', 'at', 'basis', 'body',
    'closes', 'code', 'command', 'cursor', 'detail', 'due', 'errors', 'etag', 'fields', 'host',
    'if_none_match', 'kind', 'language', 'level', 'limit', 'link', 'login', 'mean', 'moment',
    'name', 'page', 'path', 'person', 'rank', 'site', 'source', 'time', 'title', 'type', 'until'))
#: Words that end as nouns in the plural do, and words that begin another part of the sentence.
SINGULAR = frozenset((
    'as', 'does', 'follows', 'has', 'holds', 'is', 'its', 'less', 'news', 'shows', 'this', 'was'))
BEYOND = frozenset(('among', 'and', 'of'))


@pytest.fixture(scope='module')
def pot():
    """The module ``setup/catalogs.py``, which ``make pot`` runs."""
    return of_setup('catalogs')


@pytest.fixture(scope='module')
def source(pot):
    """The messages of the source, collected now."""
    return {message.msgid for message in pot.extract()}


@cache
def entries(path):
    """Return the entries of the catalog at ``path``; none if it is not there."""
    return polib.pofile(str(path)) if path.exists() else []


def test_every_catalog_has_the_texts_of_the_source(pot, source):
    files = [pot.LOCALES / f'{pot.DOMAIN}.pot', *map(pot.catalog_file, pot.languages())]

    outdated = {
        str(path.relative_to(ROOT)): source ^ {entry.msgid for entry in entries(path)}
        for path in files}

    assert not any(outdated.values()), f'run `make pot`: {outdated}'


@pytest.mark.parametrize('language', ['vi', 'en'])
def test_no_text_is_untranslated(pot, language):
    catalog = entries(pot.catalog_file(language))
    assert catalog

    assert [entry.msgid for entry in catalog if not entry.translated()] == []


def test_no_translation_loses_or_invents_a_placeholder(pot):
    wrong = [
        (language, entry.msgid) for language in pot.languages()
        for entry in entries(pot.catalog_file(language)) if entry.translated()
        for form in entry.msgstr_plural.values() or (entry.msgstr,)
        if set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(form))]

    assert wrong == []


def counted(text):
    """Return the marks of the English ``text`` that stand before a noun in the plural."""
    return [mark for mark, between, noun in COUNTED.findall(text)
            if mark not in LIMITS | WORDS and noun not in SINGULAR
            and BEYOND.isdisjoint(between.split())]


def test_english_says_one_item_and_two_items(pot):
    entries_in_english = entries(pot.catalog_file('en'))
    without = [entry.msgstr for entry in entries_in_english
               if not entry.msgid_plural and counted(entry.msgstr)]
    by_another = [
        form for entry in entries_in_english for form in entry.msgstr_plural.values()
        if any(mark != PLACEHOLDER.search(form)[0][2:-1] for mark in counted(form))]

    assert without == [], 'give msgid_plural and two forms, or say “Items: ${number}”'
    assert by_another == [], 'the first mark of a form is the number that counts'
    assert counted('In ${number} old posts of ${most} posts by ${site}') == ['number']
    assert counted('${person} has ${days} days') == ['days']


def test_merging_keeps_translations_drops_what_left_and_invents_nothing(pot):
    messages = [polib.POEntry(msgid='Tìm kiếm'), polib.POEntry(msgid='Trang chủ')]
    known = polib.POFile()
    known.extend([polib.POEntry(msgid='Tìm kiếm', msgstr='Search'),
                  polib.POEntry(msgid='Đã bỏ', msgstr='Gone')])
    known.append(polib.POEntry(msgid='${n} tin', msgid_plural='${n} tin', msgstr_plural={
        0: '${n} item', 1: '${n} items'}))
    messages.append(polib.POEntry(msgid='${n} tin'))

    english = pot.merged(messages, known, 'en')
    vietnamese = pot.merged(messages, polib.POFile(), 'vi')

    assert {entry.msgid: entry.msgstr for entry in english} == {
        'Tìm kiếm': 'Search', 'Trang chủ': '', '${n} tin': ''}
    assert english[-1].msgstr_plural == {0: '${n} item', 1: '${n} items'}
    assert vietnamese.percent_translated() == 100


def test_nothing_is_invented_for_the_ethnic_languages(pot):
    ethnic = set(pot.languages()) - {'vi', 'en'}

    assert len(ethnic) == 10
    for language in ethnic:
        assert not [entry.msgid for entry in entries(pot.catalog_file(language)) if entry.msgstr]
