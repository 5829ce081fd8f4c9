"""Taking records out of an archive by right, as a law on personal data may ask, and saying so.

A *tombstone* stands where each record was.  The manifest that was signed when the file was closed
stays: a signed document beside it says which of its records went, on what basis, and that all
others are, byte for byte, what they were; so the chain still proves them.
"""
import hashlib
import json

from ...content.erasure.interfaces import PAST
from ...kernel.storage.durable import fresh, settle, settle_folder
from .events import WITHDRAWN
from .interfaces import ArchiveProblem
from .manifest import DOCUMENT, FORM, REDACTED, WARC, document_of, keep, names, redactions
from .members import buried, date_of

PART = '.part'


def of_item(item, digest=''):
    """Return what ``redact`` is to take: all of ``item``, an object id, or its version with
    ``digest`` alone.
    """
    return lambda event: event.item == item and digest in ('', event.digest)


def of_erasure(demanded, events):
    """Return what ``redact`` is to take by the erasure ``demanded``, of ``erasure.interfaces``.

    ``events``: all that is archived or owed, as ``Book.told`` gives it.  Of a past, the pages stay
    that show nothing but the text that was public when it was demanded.
    """
    oids = frozenset(() if demanded.account or demanded.words else demanded.oids)
    mine = [each for each in events if not oids.isdisjoint((each.item, each.document))]
    if demanded.kind == PAST:
        until = date_of(demanded.at)
        mine = [each for each in mine if each.moment < until]
        since = _present_since(mine, demanded.texts_since)
        mine = [each for each in mine if each.moment < since[each.language]]
    return frozenset(mine).__contains__


def _present_since(events, texts_since):
    """Return by language since when the pages of ``events``, the oldest first, show the text of
    each document that was public last; ``'9'`` where one is public no more.

    ``texts_since``: of a ``Demanded``; no page of before shows that text.
    """
    last = {}
    for event in events:
        digest, _since = last.get((event.language, event.document), ('', ''))
        if event.kind == WITHDRAWN:
            last[event.language, event.document] = '', '9'
        elif event.digest != digest:
            last[event.language, event.document] = event.digest, event.moment
    since = {}
    for (language, document), (_digest, moment) in last.items():
        made = date_of(texts_since[document]) if document in texts_since else ''
        since[language] = max(moment, made, since.get(language, ''))
    return since


def redact(shelf, is_meant, basis):
    """Take the records of the events that ``is_meant(event)`` of, each a ``Noted``, out of the
    archive of ``shelf``; return how many.

    What pages of other events need stays.  Pages that are owed are owed no more.
    ``basis``: by what right, without personal data.
    Raises ``ArchiveProblem`` if nothing is there.
    """
    shelf.close()
    shelf.require_key()
    _go_on(shelf)
    book = shelf.book
    events = [each.number for each in book.events.between() if is_meant(each)]
    owed = [each.noted for each in book.failed_captures.everything() if is_meant(each.noted)]
    if not events and not owed:
        raise ArchiveProblem('nothing of it is archived')
    dropped = book.records.only_of(events)
    for name in sorted({each.file for each in dropped}):
        _rewrite(shelf, name, [each for each in dropped if each.file == name], basis)
    with book.at_once():
        book.events.forget(events)
        for noted in owed:
            book.failed_captures.drop(noted)
    return len(dropped)


def _rewrite(shelf, name, dropped, basis):
    """Write the file called ``name`` without the records ``dropped``, ``Kept``."""
    folder, gone = shelf.folder, {each.id for each in dropped}
    records, digest, size = [], hashlib.sha256(), 0
    with open(folder / (name + WARC), 'rb') as file:
        before = hashlib.file_digest(file, 'sha256').hexdigest()
        with fresh(folder / (name + WARC + PART)) as out:
            for each in shelf.book.records.in_file(name):
                file.seek(each.offset)
                content, record = file.read(each.length), each.id
                if record in gone:
                    record, content = buried(each.kind, each.sha256, basis, shelf.now)
                out.write(content)
                digest.update(content)
                records.append((record, size, len(content),
                                hashlib.sha256(content).hexdigest()))
                size += len(content)
            settle(out)
    number = len(redactions(folder, name)) + 1
    keep(folder, f'{name}{REDACTED}{number}', document_of({
        'form': FORM, 'name': name, 'before': before, 'sha256': digest.hexdigest(), 'size': size,
        'at': shelf.now.isoformat(), 'basis': basis, 'dropped': sorted(gone),
        'records': records}), shelf.key)
    _settle(shelf, name)


def _settle(shelf, name):
    """Put the file called ``name`` in place as its last document says, and let the book say so.
    """
    folder = shelf.folder
    said = json.loads((folder / (redactions(folder, name)[-1] + DOCUMENT)).read_bytes())
    part = folder / (name + WARC + PART)
    if part.exists() and _digest(part) == said['sha256']:
        part.replace(folder / (name + WARC))
        settle_folder(folder)
    with shelf.book.at_once():
        shelf.book.records.lay_anew(name, said['records'], said['dropped'])


def _go_on(shelf):
    """Finish what was interrupted."""
    for name in names(shelf.folder):
        if redactions(shelf.folder, name):
            _settle(shelf, name)
        (shelf.folder / (name + WARC + PART)).unlink(missing_ok=True)


def _digest(path):
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()
