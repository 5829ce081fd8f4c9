"""Checking the whole log: any byte that was changed is found, and so is an end cut off, by whoever
has kept the heads of an earlier day.
"""
from dataclasses import dataclass, field
from hashlib import sha256

from ...kernel.storage.interfaces import CONTENT, INTERACTIONS
from .entries import read
from .redacting import redactions
from .resource import beginning, follow, logs_of

FORM = 'hanoiportal deeds 1'
#: What a line of a file of heads begins with, by the database of the chain.
_WORDS = {CONTENT: 'chain', INTERACTIONS: 'inner'}
_DATABASES = {word: database for database, word in _WORDS.items()}


class BadHeads(ValueError):
    """A file of heads that was damaged, or is none; ``args[0]`` says what is wrong with it."""


@dataclass(frozen=True)
class Head:
    """Where a chain stood: so many entries, the last with this digest, hexadecimal.

    ``database``: in which it lies, ``CONTENT`` or ``INTERACTIONS``.
    """

    place: int
    count: int
    digest: str
    database: str = CONTENT


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain that is not what was written.  ``number``: from 0."""

    place: int
    number: int
    why: str
    database: str = CONTENT


@dataclass
class Report:
    """What verifying has found.  ``entries``: how many were read."""

    heads: list['Head'] = field(default_factory=list)
    broken: list['Broken'] = field(default_factory=list)
    entries: int = 0


def verify(portal, known=()):
    """Return the ``Report`` of both logs of ``portal``; reads every byte of them.

    ``known``: each ``Head`` of an earlier day.
    """
    report = Report()
    for database, log in logs_of(portal).items():
        heads = {head.place: head for head in known if head.database == database}
        for place in sorted({*log.chains, *heads}):
            try:
                _verify_chain(report, place, log.chains.get(place), heads.get(place), database)
            except Damaged as damaged:
                report.broken.append(Broken(place, *damaged.args, database))
    return report


class Damaged(Exception):
    """Entry number ``args[0]`` of a chain is not what was written, for the reason ``args[1]``."""


class _Changed:
    """Lines that do not have the digest noted for them: redacted, or spoiled."""

    def __init__(self):
        self._digests, self._told = {}, {}

    def see(self, number, line, is_whole):
        """Take down the ``line`` of an entry; ``is_whole``: whether it has its digest."""
        if is_whole:
            self._told.update(redactions(_loaded(number, lambda: read(line))))
        else:
            self._digests[number] = sha256(line).hexdigest()

    def check(self):
        """Raise ``Damaged`` at the first line that no action of the chain tells of."""
        for number, digest in self._digests.items():
            if self._told.get(number) != digest:
                raise Damaged(number, 'its bytes do not have its digest')


def _verify_chain(report, place, chain, known, database):
    number, digest, changed = 0, beginning(place), _Changed()
    _compare(number, digest, known)
    try:
        for number, digest in _followed(place, chain, changed):
            report.entries += 1
            _compare(number, digest, known)
    except Damaged:
        changed.check()  # what is wrong may have begun before
        raise
    changed.check()
    if known is not None and known.count > number:
        raise Damaged(number, f'the end is cut off: {known.count - number} entries are missing')
    report.heads.append(Head(place, number, digest.hex(), database))


def _compare(number, digest, known):
    if known is not None and known.count == number and known.digest != digest.hex():
        raise Damaged(max(number - 1, 0), 'an entry up to here was written anew: its digest is '
                                          'not the one that was noted')


def _followed(place, chain, changed):
    """Yield ``(entries so far, digest)`` after each entry, the digests reckoned anew, but for
    those of lines that were ``changed``.
    """
    number, digest = 0, beginning(place)
    keys = _loaded(number, lambda: list(chain.buckets.keys()) if chain else [])
    for key in keys:
        places, start, previous, sealed, lines, digests = _loaded(
            number, lambda key=key: _parts(chain, key))
        follows = (places, key, start, previous) == ({place}, number, number, digest)
        if not follows or len(lines) != len(digests) or sealed != (key != keys[-1]):
            raise Damaged(number, 'it does not follow the entry before it')
        for line, noted in zip(lines, digests, strict=True):
            digest = _loaded(number, lambda of=(digest, number, line): follow(*of))
            changed.see(number, line, digest == noted)
            digest, number = noted, number + 1
            yield number, digest
        chain.buckets[key]._p_deactivate()


def _parts(chain, key):
    bucket = chain.buckets[key]
    return ({chain.place, bucket.place}, bucket.start, bucket.previous, bucket.sealed,
            tuple(bucket.lines), tuple(bucket.digests))


def _loaded(number, load):
    """Return ``load()``; whatever it raises, the entry cannot be read."""
    try:
        return load()
    except Exception as error:  # noqa: BLE001  a damaged record may raise anything
        raise Damaged(number, f'it cannot be read: {error}') from None


def heads_of(portal):
    """Return the ``Head`` of each chain, by database and place; nothing is verified."""
    return [Head(place, chain.count, chain.head.hex(), database)
            for database, log in logs_of(portal).items()
            for place, chain in sorted(log.chains.items())]


def written(heads, moment):
    """Return the text of a file of ``heads`` at the aware ``moment``, to be kept elsewhere.

    Its last line is the root: the digest of all lines above it.
    """
    lines = [FORM, f'time {moment.isoformat(timespec="seconds")}']
    lines += [f'{_WORDS[head.database]} {head.place} {head.count} {head.digest}'
              for head in heads]
    body = '\n'.join(lines) + '\n'
    return f'{body}root {sha256(body.encode()).hexdigest()}\n'


def root_of(text):
    """Return the root in the last line of ``text``, which ``written`` made."""
    return text.rpartition('root ')[2].strip()


def read_heads(text):
    """Return the ``Head`` list in ``text``.  Raises ``BadHeads``."""
    body, _break, root = text.rstrip('\n').rpartition('\n')
    lines = body.split('\n')
    if lines[0] != FORM or not root.startswith('root '):
        raise BadHeads('this is no file of "portal audit root"')
    if root.split()[1] != sha256(f'{body}\n'.encode()).hexdigest():
        raise BadHeads('the file was changed: its root is not that of its lines')
    return [Head(int(place), int(count), digest, _DATABASES[word])
            for word, place, count, digest in (line.split() for line in lines[2:])]
