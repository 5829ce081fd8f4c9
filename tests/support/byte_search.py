"""Looking for words in every byte below a folder, also in what is packed."""
import gzip
import io
import unicodedata
import zlib
from contextlib import suppress
from email import message_from_bytes
from email.policy import default

from hanoiportal.kernel.storage.databases import content_database

#: How streams of zlib begin, at the levels that programs use.
_ZLIB = (b'\x78\x01', b'\x78\x5e', b'\x78\x9c', b'\x78\xda')
_GZIP = b'\x1f\x8b\x08'


def forms_of(text):
    """Return ``text`` as bytes in each way in which it may have been kept: typed in one sign or
    in several, in small and large letters.
    """
    return {unicodedata.normalize(form, each).encode() for form in ('NFC', 'NFD')
            for each in (text, text.lower(), text.upper())}


def traces(folder, texts):
    """Return ``{text: paths in folder}`` of those of ``texts`` that some file holds."""
    found = {}
    for path in sorted(each for each in folder.rglob('*') if each.is_file()):
        contents = [path.name.encode(), path.read_bytes()]
        contents += [*unpacked(contents[1]), *said(contents[1])]
        for text in texts:
            if any(form in content for form in forms_of(text) for content in contents):
                found.setdefault(text, []).append(str(path.relative_to(folder)))
    return found


def unpacked(content):
    """Yield what is packed in ``content``, ``bytes``, and what is packed in that."""
    if content.startswith(_GZIP):
        inner = gzip.GzipFile(fileobj=io.BytesIO(content)).read()
        yield inner
        yield from unpacked(inner)
        return
    for start in _ZLIB:
        at = content.find(start)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[at:])
            at = content.find(start, at + 1)


def said(content):
    """Yield what stands in ``content``, ``bytes``, if it is a mail: headers and text as read."""
    if not content.startswith(b'From: '):
        return
    mail = message_from_bytes(content, policy=default)
    yield from (str(value).encode() for value in mail.values())
    for part in mail.walk():
        if part.get_content_maintype() == 'text':
            yield part.get_content().encode()


def records(registry, database):
    """Return the bytes of the current records of a database."""
    storage = content_database(registry).databases[database].storage
    oids = {record.oid for each in storage.iterator() for record in each}
    return b''.join(storage.load(oid)[0] for oid in oids)
