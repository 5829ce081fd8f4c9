"""Export as WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1): one file that any replayer opens.

The records are the bytes that the archive holds.  An answer that a page of the export needs and
that was archived earlier comes with it.
"""
import hashlib
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ...kernel.security.crypto.signing import fingerprint, sign
from ...kernel.storage.durable import part_of, settle
from . import cdx
from .interfaces import ArchiveProblem
from .manifest import UNFINISHED, WARC
from .members import METADATA, RESPONSE, REVISIT, SOFTWARE, begun
from .packages import Package
from .reading import record_in

VERSION = '1.1.1'
DATA, INDEX, PAGES = 'archive/data.warc.gz', 'indexes/index.cdx', 'pages/pages.jsonl'
PACKAGE, DIGEST = 'datapackage.json', 'datapackage-digest.json'
#: As the specification wants the first line of the pages.
_HEAD = {'format': 'json-pages-1.0', 'id': 'pages', 'title': 'Pages'}


@dataclass(frozen=True)
class ExportRequest:
    """What is exported: from ``since`` up to, not with, ``until``, as WARC writes dates; of
    ``host``, ``''`` for all; of the version with ``digest`` of ``document``, an object id, alone,
    ``''`` and ``0`` for all.
    """

    since: str = ''
    until: str = '9'
    host: str = ''
    document: int = 0
    digest: str = ''

    def events(self, book):
        """Return the ``Noted`` events of ``book`` that are wanted."""
        return [each for each in book.events.between(self.since, self.until)
                if self.host in ('', each.host) and self.document in (0, each.document)
                and self.digest in ('', each.digest)]


class Exporting:
    """Writes a WACZ of the archive in ``folder`` with its ``book``.

    ``key``: private, that signs.  ``now``: aware UTC.  ``step(what)`` is told of each record.
    """

    def __init__(self, folder, book, key, now, step=lambda what: None):
        self._folder, self._book, self._key = Path(folder), book, key
        self._now, self._step = now, step

    def write(self, wanted, out):
        """Write what is ``wanted`` to the path ``out``, whole or not at all; return how many
        pages it holds.

        Raises ``ArchiveProblem`` if there is nothing, ``FileExistsError`` if ``out`` is there.
        """
        events = wanted.events(self._book)
        if not events:
            raise ArchiveProblem('nothing was archived in that time')
        if out.exists():
            raise FileExistsError(17, 'it is there already, and is not overwritten', str(out))
        with part_of(out) as file:
            self._package(file, wanted, events)
            settle(file)
            _put_in_place(file.name, out)
        return len(events)

    def _package(self, file, wanted, events):
        records, placed, facts = self._records(events), [], []
        first = begun(DATA.rpartition('/')[2], self._now.strftime('%Y-%m-%dT%H:%M:%SZ'))
        size = len(first.content) + sum(each.length for each in records)
        digests = {}
        with Package(file) as package:
            package.put(DATA, size, _Reading(
                self._members(first, records, placed, facts), digests))
            index = ''.join(sorted(
                cdx.line(kept, offset, DATA.rpartition('/')[2]) for kept, offset in placed
                if kept.kind in (RESPONSE, REVISIT))).encode()
            document = self._document(wanted, events, facts, [
                _resource(DATA, size, digests['sha256']), _put(package, INDEX, index),
                _put(package, PAGES, _pages(events, facts))])
            _put(package, PACKAGE, document)
            _put(package, DIGEST, _json({
                'path': PACKAGE, 'hash': _hash(document), 'signature': sign(self._key, document),
                'key': f'ed25519:{fingerprint(self._key.public_key())}'}))

    def _records(self, events):
        """Return the records of ``events``, each once, in the order of the archive."""
        found = {}
        for event in events:
            found.update((each.id, each) for each in self._book.records.of_event(event.number))
        return sorted(found.values(), key=lambda each: (each.file, each.offset))

    def _members(self, first, records, placed, facts):
        """Yield the bytes of each record; note where it is, and what metadata say."""
        yield first.content
        offset = len(first.content)
        for kept in records:
            content = self._content(kept)
            if kept.kind == METADATA:
                facts.append(json.loads(record_in(content).content_stream().read()))
            placed.append((kept, offset))
            offset += kept.length
            self._step(kept.url)
            yield content

    def _content(self, kept):
        path = self._folder / (kept.file + WARC)
        if not path.exists():
            path = path.with_name(path.name + UNFINISHED)
        with open(path, 'rb') as file:
            file.seek(kept.offset)
            content = file.read(kept.length)
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            raise ArchiveProblem(f'{path} was changed at {kept.offset}: run "archive verify"')
        return content

    def _document(self, wanted, events, facts, resources):
        classes = Counter(_json(each.get('retention', {})).decode() for each in facts)
        return _json({
            'profile': 'data-package', 'wacz_version': VERSION, 'software': SOFTWARE,
            'title': 'Các phiên bản đã xuất bản trên Cổng Thông tin điện tử',
            'created': self._now.strftime('%Y-%m-%dT%H:%M:%SZ'),
            'mainPageUrl': f'https://{events[0].host}{events[0].target}',
            'mainPageDate': events[0].moment, 'resources': resources,
            'records': {'from': wanted.since, 'to': wanted.until, 'host': wanted.host,
                        'pages': len(events),
                        'first': events[0].moment, 'last': events[-1].moment},
            'retention': [{**json.loads(each), 'pages': number}
                          for each, number in sorted(classes.items())]})


class _Reading:
    """A file to be read, of the ``bytes`` that ``chunks`` yields; their digest goes to
    ``digests``.
    """

    def __init__(self, chunks, digests):
        self._chunks, self._digests, self._sha256 = chunks, digests, hashlib.sha256()

    def read(self, _size):
        """Return the next bytes, of any length."""
        content = next(self._chunks, b'')
        self._sha256.update(content)
        self._digests['sha256'] = self._sha256.hexdigest()
        return content


def _put_in_place(part, out):
    """Give the file ``part`` the name ``out``.  Raises ``FileExistsError`` if there is one."""
    try:
        os.link(part, out)  # unlike a renaming, it overwrites nothing
    except FileExistsError:
        raise
    except OSError:  # a stick or a share (FAT, SMB) has no links
        out.touch(exist_ok=False)
        os.replace(part, out)


def _pages(events, facts):
    titles = {(each['page'], each['transaction']): each['dublin_core'].get('DC.Title', '')
              for each in facts}
    lines = [_HEAD]
    for each in events:
        url = f'https://{each.host}{each.target}'
        lines.append({
            'id': str(each.number), 'url': url, 'ts': each.moment, 'event': each.kind,
            'title': titles.get((url, each.tid)) or url, 'digest': each.digest})
    return b''.join(json.dumps(line, ensure_ascii=False).encode() + b'\n' for line in lines)


def _put(package, name, content):
    package.put(name, len(content), content)
    return _resource(name, len(content), hashlib.sha256(content).hexdigest())


def _resource(name, size, digest):
    return {'name': name.rpartition('/')[2], 'path': name, 'hash': f'sha256:{digest}',
            'bytes': size}


def _hash(content):
    return f'sha256:{hashlib.sha256(content).hexdigest()}'


def _json(values):
    return json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True).encode()
