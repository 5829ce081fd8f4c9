"""An archive of a small portal, and what visitors got of it at each moment."""
import gzip
import json
import shutil
import zipfile
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.crypto.signing import signing_key
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.events import ObjectPublished
from hanoiportal.kernel.workflow.records import Approval, review_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.archive import cdx
from hanoiportal.safekeeping.archive.index import reading
from hanoiportal.safekeeping.archive.interfaces import IArchiving
from hanoiportal.safekeeping.archive.wacz import Exporting, ExportRequest
from hanoiportal.web.pagecache.visiting import visit
from pyramid.request import Request
from warcio.archiveiterator import ArchiveIterator

from .factories import PDF, example, picture

CITY, SECTION, LIBRARY = 'hanoi.gov.vn', 'tin-tuc-su-kien', 'da-phuong-tien'
NEWS = f'/{SECTION}/cau'
ENGLISH, DOCUMENT = f'/english{NEWS}', '/van-ban-hanh-chinh/1-qd'
#: A principal who decides; nothing that is archived may name them.
MEMBER, SECRETARY = 'thanh-vien-bi-mat', 'thu-ky-bi-mat'


class Options:
    """Options of ``bin/portal archive``: ``Options(action='capture')``."""

    def __init__(self, **values):
        self.__dict__.update(
            {'since': None, 'until': None, 'site': '', 'place': None, 'key': None, 'before': None,
             'digest': '', 'erasure': None, **values})


class Archive:
    """The archive of the portal of ``wsgi`` in ``folder``, beside what visitors got.

    ``got``: ``(url, status, body)`` of what was asked for, in order.
    """

    def __init__(self, wsgi, folder):
        self.registry, self._wsgi = wsgi.registry, wsgi
        self.folder, self.key = folder / 'archive', folder / 'archive-key'
        self.got = []
        self.capture()

    def capture(self):
        """Archive what is due; return how many pages."""
        with opened(self.registry, 'test') as environment:
            return self.registry.getUtility(IArchiving).capture(environment)

    def follow(self, seconds=()):
        """Do what the scheduler does; ``seconds``: what its clock says, one after the other."""
        archiving = self.registry.getUtility(IArchiving)
        clock = archiving._clock
        if seconds:
            archiving._clock = iter(seconds).__next__
        try:
            with opened(self.registry, 'test') as environment:
                archiving.follow(environment)
        finally:
            archiving._clock = clock

    def fill(self, step=lambda path: None):
        """Archive what was public before; return how many pages."""
        with opened(self.registry, 'test') as environment:
            return self.registry.getUtility(IArchiving).fill(environment, step)

    def see(self, *targets, host=CITY):
        """Ask for ``targets`` as visitors do, and note what they get; return the last body."""
        for target in targets:
            answer = Request.blank(target, base_url=f'https://{host}').get_response(self._wsgi)
            self.got.append((f'https://{host}{target}', answer.status_code, answer.body))
        return self.got[-1][2]

    def make(self, target):
        """Return the body of a page made anew, whatever is kept of pages."""
        app = self.registry.getUtility(IArchiving)._app
        return visit(app, CITY, target).body

    def export(self, out, **wanted):
        """Write a WACZ to ``out``; return how many pages."""
        with reading(self.folder) as book:
            return Exporting(self.folder, book, signing_key(self.key), SystemClock().now()).write(
                ExportRequest(**wanted), out)

    def events(self):
        """Return ``(kind, language, target)`` of each event that was archived."""
        return [(each.kind, each.language, each.target) for each in self.noted()]

    def answers(self):
        """Return ``[(url, status, body)]`` of all pages that the files hold, read by warcio."""
        return [each for path in sorted(self.folder.glob('*.warc.gz*')) for each in _answers(path)]

    def noted(self):
        """Return the ``Noted`` events."""
        with reading(self.folder) as book:
            return list(book.events.between())

    def unpacked(self):
        """Return all bytes of all files, unpacked."""
        return b''.join(gzip.decompress(path.read_bytes())
                        for path in sorted(self.folder.glob('*.warc.gz*')))

    def restart(self):
        """Begin with an empty folder."""
        shutil.rmtree(self.folder)
        self.capture()

    def told(self):
        """Return what the metadata records say."""
        return [json.loads(record.content_stream().read()) for path in
                sorted(self.folder.glob('*.warc.gz*')) for record in _records(path)
                if record.rec_type == 'metadata']


def _records(path):
    with open(path, 'rb') as file:
        yield from ArchiveIterator(file, check_digests='raise')


def _answers(path):
    return [(record.rec_headers.get_header('WARC-Target-URI'),
             int(record.http_headers.get_statuscode()), record.content_stream().read())
            for record in _records(path) if record.rec_type == 'response']


def replayed(wacz):
    """Return ``[(url, status, body)]`` of what warcio finds at the offsets of the index, the
    oldest first; revisits with the body that they refer to.
    """
    with zipfile.ZipFile(wacz) as package:
        data = package.read('archive/data.warc.gz')
        lines = [said for *_key, said in cdx.read(package.read('indexes/index.cdx').decode())]
    records = [(said, _record_at(data, int(said['offset']))) for said in lines]
    bodies = {said['digest']: body for said, (kind, _date, body) in records if kind == 'response'}
    return [(said['url'], int(said['status']), bodies[said['digest']])
            for said, _record in sorted(records, key=lambda each: each[1][1])]


def _record_at(data, offset):
    record = next(iter(ArchiveIterator(BytesIO(data[offset:]), check_digests='raise')))
    return (record.rec_type, record.rec_headers.get_header('WARC-Date'),
            record.content_stream().read())


class Story:
    """What happens to a news item with a picture and a document with a file."""

    def __init__(self, portal, editing, publishing, archive, pause=lambda: None):
        self.portal, self.editing, self.publishing = portal, editing, publishing
        self.archive, self.pause = archive, pause

    def publish(self):
        """Publish them, each in a transaction of its own, and see the page of each before
        what comes later puts another section into its menu.
        """
        self._published(self.portal[LIBRARY], 'anh', 'Image', {
            'title': 'Ảnh', 'alt': 'Cầu', 'decorative': 'no',
            'image': Incoming('a.png', picture(size=(500, 300)))})
        self.news = self._published(self.portal[SECTION], 'cau', 'NewsItem', {
            'title': 'Cầu mới', 'body': '<p>Cầu đã thông xe.</p>', 'images': f'/{LIBRARY}/anh'})
        self.archive.see(NEWS)
        self.document = self._published(
            self.portal['van-ban-hanh-chinh'], '1-qd', 'LegalDocument',
            example(types_of(self.archive.registry)['LegalDocument']))
        self.attach('tep')
        self.archive.see(DOCUMENT)
        return self

    def attach(self, name, place=None):
        """Publish a file of the document, or elsewhere."""
        self._published(place or self.document, name, 'File', {
            'title': 'Toàn văn', 'file': Incoming('a.pdf', BytesIO(PDF))})

    def translate(self):
        """Publish an English text of the news item."""
        text = self.editing.translate(self.news, 'en', {'title': 'A new bridge'}, SECRETARY)
        self.publishing.publish(text, MEMBER)
        self._commit()
        self.archive.see(ENGLISH, NEWS)
        return self

    def correct(self, title='Cầu đã xong', seen=True):
        """Publish another version of the news item."""
        correct(self.editing, self.publishing, self.news, title=title)
        self._commit()
        if seen:
            self.archive.see(NEWS, ENGLISH)
        return self

    def withdraw(self):
        """Take the news item back."""
        self.publishing.withdraw(self.news, MEMBER)
        self._commit()
        self.archive.see(NEWS, ENGLISH)
        return self

    def _published(self, place, name, kind, values):
        made = self.editing.add(place, name, kind, values, SECRETARY)
        self.publishing.publish(made, MEMBER)
        self._commit()
        return made

    def _commit(self):
        transaction.commit()
        self.pause()


def correct(editing, publishing, document, **values):
    """Let another version of a public ``document`` take its place, approved by the board."""
    editing.edit(document, values, SECRETARY)
    review_of(document.working).approvals = (Approval(
        MEMBER, document.working.modified_at,
        publishing._versions.digest(document.working)),)
    document.working.state = 'approved'
    publishing._put_in_place(document, MEMBER, None, ObjectPublished(document, MEMBER))


def flipped(path, position):
    """Change one bit of the byte at ``position`` of the file at ``path``."""
    with open(path, 'r+b') as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ 4]))


@pytest.fixture
def archive(wsgi, small_portal, tmp_path):
    """The ``Archive`` of ``small_portal``, begun; ``own_settings`` must name its folder."""
    return Archive(wsgi, tmp_path)


@pytest.fixture
def story(small_portal, editing, publishing, archive):
    return Story(small_portal, editing, publishing, archive)


@pytest.fixture
def archive_settings(tmp_path):
    """Settings of a portal with an archive, for ``own_settings``."""
    return {'portal.archive': str(tmp_path / 'archive'),
            'portal.archive_key': str(tmp_path / 'archive-key')}
