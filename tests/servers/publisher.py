"""Who publishes until killed, and says what is wrong with what others like it have left."""
import hashlib
import os
from io import BytesIO

from hanoiportal.discovery.catalog.folding import fold
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning

from servers import CONFIG

SECTION = 'tin-tuc-su-kien'
WORDS = 'thủy lợi đường sắt trường học'
#: So many of the newest items are read whole, and searched for each by its number.
NEWEST = 60
#: Items between two looks whether the text index is to be folded in, as the scheduler takes them.
LOOK = 8


def content_of(number):
    """Return the bytes of file ``number``: 20 KB that nothing else has.

    Plain text: a PDF would be looked at by a program of its own, which takes a second.
    """
    return hashlib.sha256(str(number).encode()).hexdigest().encode() * 320


def body_of(number):
    """Return the text of item ``number``."""
    return f'<p>{WORDS * 20} {number}</p>'


class Publisher:
    """What the forked process does in ``environment``; it tells on the descriptor ``out``."""

    def __init__(self, environment, out):
        self._environment, self._out = environment, out
        self._publishing = provisioning(environment, Data(CONFIG / 'hanoi'))._publishing

    def _say(self, word):
        os.write(self._out, f'{word}\n'.encode())

    def section(self):
        """Return where it writes; made at the first time."""
        steps = provisioning(self._environment, Data(CONFIG / 'hanoi'))

        def make():
            portal = steps.portal(self._environment.root)
            if SECTION not in portal:
                steps.sections(portal, 'city')
                portal[SECTION].allowed_types = (*portal[SECTION].allowed_types, 'File')
            return portal[SECTION]

        return self._environment.in_transaction(make)

    def check(self, acknowledged):
        """Say what is wrong with what stands, if anything, and how many items do."""
        section = self.section()
        numbers = sorted(int(name.removeprefix('so-')) for name in section.keys()  # noqa: SIM118
                         if name.startswith('so-'))
        lost = sorted({*acknowledged} - {*numbers})
        wrong = [f'{len(lost)} acknowledged are lost: {lost}'] if lost else []
        wrong += filter(None, (self._wrong(section, each) for each in numbers[-NEWEST:]))
        wrong += self._unfound(section, numbers, 'before catching up')
        fold(self._environment)
        wrong += self._unfound(self.section(), numbers, 'after catching up')
        for each in wrong:
            self._say(f'! {each}')
        self._say(f'checked {len(numbers)}')

    def _wrong(self, section, number):
        """Return what is wrong with one item and the file beside it."""
        if section[f'so-{number}'].body != body_of(number):
            return f'so-{number} is half there'
        file = section.get(f'tep-{number}')
        if file is None:
            return f'the file of so-{number} is missing'
        with file.file.blob.open() as found:
            return '' if found.read() == content_of(number) else f'tep-{number} is damaged'

    def _unfound(self, section, numbers, when):
        """Return what the list of the section and the text index do not agree on."""
        portal = self._environment.portal
        catalog, indexes = CatalogService(portal), portal.indexes
        listed = {*indexes.latest.ids(section.__oid__, 'vi')}
        public, text = catalog.public(section, 'vi'), indexes.catalog['text']
        found = {*(text.match(parse(WORDS)) & public)}
        newest = [(number, section[f'so-{number}'].__oid__) for number in numbers[-NEWEST:]]
        wrong = [f'so-{number} is not found {when}' for number, docid in newest
                 if docid not in found or docid not in text.match(parse(f'số {number}'))]
        if len(listed) != len(numbers) or listed != found:
            wrong.append(f'{when} {len(listed)} are listed, {len(found)} found, '
                         f'{len(numbers)} stand; {sorted(listed ^ found)}')
        return wrong

    def write(self, number):
        """Publish item after item until the end, from ``number`` on."""
        while True:
            self._environment.in_transaction(lambda: self._one(number))  # noqa: B023
            self._say(number)
            number += 1
            if number % LOOK == 0:
                fold(self._environment)

    def _one(self, number):
        section = self._environment.portal[SECTION]
        editing, clock = self._environment.editing, self._environment.clock
        item = editing.add(section, f'so-{number}', 'NewsItem', {
            'title': f'Tin số {number}', 'summary': '', 'body': body_of(number)}, 'writer')
        self._publishing.publish_imported(item, 'writer', 'trial', clock.now())
        editing.add(section, f'tep-{number}', 'File', {
            'title': f'Tệp {number}',
            'file': Incoming(f'{number}.txt', BytesIO(content_of(number)))}, 'writer')
