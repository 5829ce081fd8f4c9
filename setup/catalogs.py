"""``make pot``: collect the texts of the source and bring the catalogs in locales/ up to date.

A translation stays with its message; a message that left the source leaves the catalogs.  The
messages are Vietnamese, so that catalog says what they say; nothing is invented for the others.
Vietnamese has one form for every number: a message with ``msgid_plural`` in the catalog of another
language keeps its forms there.
"""
import csv
import os
import re
import sys
from io import BytesIO, StringIO
from pathlib import Path
from textwrap import wrap

import polib
from lingua import extractors
from lingua.extract import ExtractorOptions

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / 'locales'
DOMAIN = 'hanoiportal'
WIDTH = 98
#: How the languages count whose messages have forms for numbers, as gettext says it.
PLURALS = {'en': 'nplurals=2; plural=(n != 1);'}
#: How wide a line of a remark to translators is at most.
REMARK = 76
_CALL = re.compile(rb'\b_\s*\(|gettext')


def extract():
    """Return the messages of the source, sorted, as lingua finds them.

    Its own program looks through all messages for each one that it finds.
    """
    extractors.register_extractors()
    options, found = ExtractorOptions(True, DOMAIN, ()), {}
    for name in _sources():
        for message in _messages(name, options):
            places, remarks = found.setdefault((message.msgid, message.msgctxt), ({}, {}))
            places[name, ''] = remarks[message.comment] = True
    return [
        polib.POEntry(msgid=text, msgctxt=context, occurrences=[*places], comment=_lines(remarks))
        for (text, context), (places, remarks) in sorted(
            found.items(), key=lambda each: each[0][0])]


def _sources():
    """Yield the paths below the root of files that may hold texts."""
    for folder, _folders, names in os.walk(ROOT / 'src'):
        for name in filter(extractors.get_extractor, names):
            yield f'./{Path(folder, name).relative_to(ROOT)}'


def _messages(name, options):
    """Return the messages of a file; most modules hold none, and none is read word by word."""
    content = (ROOT / name).read_bytes()
    if not name.endswith('.py'):
        return extractors.get_extractor(name)(name, options, BytesIO(content))
    if not _CALL.search(content):
        return ()
    return extractors.get_extractor(name)(name, options, StringIO(content.decode()))


def _lines(remarks):
    return '\n'.join(part for remark in remarks for line in remark.split('\n')
                     for part in wrap(line, REMARK, break_long_words=False))


def header(language):
    """Return the metadata of a catalog; it has no date, so that it changes with its texts only."""
    forms = {'Plural-Forms': PLURALS[language]} if language in PLURALS else {}
    return {'Project-Id-Version': DOMAIN, 'Language': language, 'MIME-Version': '1.0',
            'Content-Type': 'text/plain; charset=UTF-8', 'Content-Transfer-Encoding': '8bit',
            **forms}


def merged(messages, known, language):
    """Return a catalog of ``messages`` with the translations that the catalog ``known`` has."""
    catalog = polib.POFile(wrapwidth=WIDTH)
    catalog.metadata = header(language)
    translated = {(each.msgid, each.msgctxt): each for each in known}
    for message in messages:
        before = translated.get((message.msgid, message.msgctxt), polib.POEntry())
        catalog.append(polib.POEntry(
            msgid=message.msgid, msgctxt=message.msgctxt, comment=message.comment,
            occurrences=message.occurrences,
            msgid_plural=before.msgid_plural and message.msgid,
            msgstr_plural=before.msgstr_plural,
            msgstr=before.msgstr or (message.msgid if language == 'vi' else '')))
    return catalog


def languages():
    """Return the tags of the enabled languages of ``languages.csv``."""
    with open(ROOT / 'config/hanoi/languages.csv', encoding='utf-8', newline='') as lines:
        return [row['bcp47'] for row in csv.DictReader(lines) if row['enabled'] == '1']


def catalog_file(language):
    return LOCALES / language / 'LC_MESSAGES' / f'{DOMAIN}.po'


def main():
    """Bring the template and every catalog up to date, saying how many texts are untranslated."""
    LOCALES.mkdir(exist_ok=True)
    messages = extract()
    merged(messages, polib.POFile(), '').save(str(LOCALES / f'{DOMAIN}.pot'))
    for language in languages():
        path = catalog_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        known = polib.pofile(str(path)) if path.exists() else polib.POFile()
        catalog = merged(messages, known, language)
        catalog.save(str(path))
        print(f'{language}: {len(catalog.untranslated_entries())} of {len(messages)} untranslated')


if __name__ == '__main__':
    sys.exit(main())
