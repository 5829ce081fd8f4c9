"""Whether a WACZ is as it was exported, and whether what its index names is in it."""
import hashlib
import json
import struct
import zipfile
import zlib

from ...kernel.security.crypto.signing import is_signed
from . import cdx
from .interfaces import ArchiveProblem
from .members import REVISIT
from .packages import CHUNK, is_canonical
from .reading import broken_record, record_in
from .wacz import DATA, DIGEST, INDEX, PACKAGE, PAGES

#: What reading a zip raises that is none, or not one of ours.
_UNREADABLE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, RuntimeError,
               EOFError, OSError, struct.error, zlib.error)


def verify_wacz(path, key):
    """Yield what is broken in the WACZ at ``path``, sentences in English.

    ``key``: public.  Raises ``ArchiveProblem`` if it is no WACZ at all.
    """
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if len(names) > len(set(names)):  # programs differ in which one they take
                yield 'a name is there twice'
                return
            yield from _Checking(package, key).everything()
        if not is_canonical(path):
            yield 'a byte between the members was changed'
    except (FileNotFoundError, PermissionError) as error:
        raise ArchiveProblem(f'{path}: {error.strerror}') from None
    except _UNREADABLE as error:
        yield f'it cannot be read: {error}'


class _Checking:

    def __init__(self, package, key):
        self._package, self._key = package, key

    def everything(self):
        """Yield what is broken."""
        document = self._package.read(PACKAGE)
        said = json.loads(self._package.read(DIGEST))
        if said['hash'] != f'sha256:{hashlib.sha256(document).hexdigest()}':
            yield f'{PACKAGE} was changed'
        if not is_signed(self._key, document, said['signature']):
            yield f'{PACKAGE} was not signed with this key, or was changed'
        yield from self._resources(json.loads(document)['resources'])
        yield from self._index()

    def _resources(self, resources):
        named = {each['path'] for each in resources} | {PACKAGE, DIGEST}
        there = set(self._package.namelist())
        for name in sorted(named ^ there):
            yield f'{name} is missing' if name in named else f'{name} does not belong to it'
        for each in resources:
            if each['path'] in there and each['hash'] != self._hash(each['path']):
                yield f'{each["path"]} was changed'

    def _hash(self, name):
        digest = hashlib.sha256()
        with self._package.open(name) as member:
            while content := member.read(CHUNK):
                digest.update(content)
        return f'sha256:{digest.hexdigest()}'

    def _index(self):
        """Yield which answers are not where the index says, and which pages it does not name."""
        lines = list(cdx.read(self._package.read(INDEX).decode()))
        held = {said['digest'] for _key, _stamp, said in lines if said['mime'] != 'warc/revisit'}
        with self._package.open(DATA) as data:
            for _key, _stamp, said in lines:
                if why := _broken(data, said, held):
                    yield f'{said["url"]} at {said["offset"]}: {why}'
        known = {(key, stamp) for key, stamp, _said in lines}
        for page in map(json.loads, self._package.read(PAGES).decode().splitlines()[1:]):
            if (cdx.surt(page['url']), cdx.timestamp(page['ts'])) not in known:
                yield f'the page {page["url"]} of {page["ts"]} is not in the index'


def _broken(data, said, held):
    data.seek(int(said['offset']))
    content = data.read(int(said['length']))
    try:
        record = record_in(content)
    except (StopIteration, EOFError) as error:
        return f'no record: {error}'
    headers = record.rec_headers
    if (headers.get_header('WARC-Target-URI'), headers.get_header('WARC-Payload-Digest')) != (
            said['url'], said['digest']):
        return 'it is another record'
    if record.rec_type == REVISIT:
        return '' if said['digest'] in held else 'what it refers to is missing'
    return broken_record(content, headers.get_header('WARC-Record-ID'))
