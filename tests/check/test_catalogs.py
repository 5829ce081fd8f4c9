"""The gettext catalogs hold every text of the source; Vietnamese and English are complete."""
import re
from functools import cache

import polib
import pytest
from servers import ROOT, of_setup

PLACEHOLDER = re.compile(r'\$\{\w+\}')


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
        if set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))]

    assert wrong == []


def test_merging_keeps_translations_drops_what_left_and_invents_nothing(pot):
    messages = [polib.POEntry(msgid='Tìm kiếm'), polib.POEntry(msgid='Trang chủ')]
    known = polib.POFile()
    known.extend([polib.POEntry(msgid='Tìm kiếm', msgstr='Search'),
                  polib.POEntry(msgid='Đã bỏ', msgstr='Gone')])

    english = pot.merged(messages, known, 'en')
    vietnamese = pot.merged(messages, polib.POFile(), 'vi')

    assert {entry.msgid: entry.msgstr for entry in english} == {
        'Tìm kiếm': 'Search', 'Trang chủ': ''}
    assert vietnamese.percent_translated() == 100


def test_nothing_is_invented_for_the_ethnic_languages(pot):
    ethnic = set(pot.languages()) - {'vi', 'en'}

    assert len(ethnic) == 10
    for language in ethnic:
        assert not [entry.msgid for entry in entries(pot.catalog_file(language)) if entry.msgstr]
