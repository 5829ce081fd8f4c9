"""``make pot``: collect the texts of the source and bring the catalogs in locales/ up to date.

A translation stays with its message; a message that left the source leaves the catalogs.  The
messages are Vietnamese, so that catalog says what they say; nothing is invented for the others.
"""
import csv
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / 'locales'
DOMAIN = 'hanoiportal'
WIDTH = 98


def extract(target):
    """Write the messages of the source, sorted, to the file ``target`` and return them."""
    subprocess.run(
        [ROOT / 'bin/pot-create', '--domain', DOMAIN, '--no-linenumbers', '--sort-output',
         '--output', target, 'src'], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return polib.pofile(str(target), wrapwidth=WIDTH)


def header(language):
    """Return the metadata of a catalog; it has no date, so that it changes with its texts only."""
    return {'Project-Id-Version': DOMAIN, 'Language': language, 'MIME-Version': '1.0',
            'Content-Type': 'text/plain; charset=UTF-8', 'Content-Transfer-Encoding': '8bit'}


def merged(messages, known, language):
    """Return a catalog of ``messages`` with the translations that the catalog ``known`` has."""
    catalog = polib.POFile(wrapwidth=WIDTH)
    catalog.metadata = header(language)
    translated = {(each.msgid, each.msgctxt): each.msgstr for each in known}
    for message in messages:
        text = translated.get((message.msgid, message.msgctxt), '')
        catalog.append(polib.POEntry(
            msgid=message.msgid, msgctxt=message.msgctxt, comment=message.comment,
            occurrences=message.occurrences,
            msgstr=text or (message.msgid if language == 'vi' else '')))
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
    messages = extract(LOCALES / f'{DOMAIN}.pot')
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
