"""A FileStorage's file as what it is: a log of transactions to which a writer appends.

It may be read while another process writes it: a transaction that is not whole is not there yet.
The form is that of ``ZODB.FileStorage.format``.
"""
import struct
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ZODB.blob import is_blob_record
from ZODB.FileStorage.FileStorage import FileIterator

MAGIC = b'FS30'
#: Where the first transaction begins.
START = len(MAGIC)
HEADER = struct.Struct('>8sQc')
LENGTH = struct.Struct('>Q')
#: What follows a header: how long are the name, what was said, and what else was said.
_LENGTHS = struct.Struct('>HHH')
#: States of a transaction that is being written, and of one that was packed.
UNFINISHED, PACKED = b'c', b'p'


class Damaged(Exception):
    """The file is no log of transactions from some position on."""


class Transaction(NamedTuple):
    """Where a transaction stands: the bytes from ``begin`` up to ``end``."""

    tid: bytes
    begin: int
    end: int
    packed: bool


def transactions(
        path: Path, start: int = START, until: bytes | None = None) -> Iterator[Transaction]:
    """Yield the whole ``Transaction`` objects of the file from ``start`` on, oldest first.

    ``start``: where a transaction begins; ``until``: id of the last that is wanted.
    Raises ``Damaged``.
    """
    with open(path, 'rb') as file:
        if file.read(START) != MAGIC:
            raise Damaged(f'{path} is no FileStorage')
        size, begin = file.seek(0, 2), start
        while begin + HEADER.size <= size:
            file.seek(begin)
            tid, length, status = HEADER.unpack(file.read(HEADER.size))
            end = begin + length + LENGTH.size
            if status == UNFINISHED or end > size or (until is not None and tid > until):
                return
            file.seek(begin + length)
            if length < HEADER.size or LENGTH.unpack(file.read(LENGTH.size)) != (length,):
                raise Damaged(f'{path} is damaged at byte {begin}')
            yield Transaction(tid, begin, end, status == PACKED)
            begin = end


def transaction_before(path: Path, end: int) -> Transaction | None:
    """Return the ``Transaction`` that ends at ``end``, or ``None`` if none does."""
    with open(path, 'rb') as file:
        size = file.seek(0, 2)
        if end < START + HEADER.size + LENGTH.size or end > size:
            return None
        file.seek(end - LENGTH.size)
        [length] = LENGTH.unpack(file.read(LENGTH.size))
        begin = end - LENGTH.size - length
        if length < HEADER.size or begin < START:
            return None
        file.seek(begin)
        tid, again, status = HEADER.unpack(file.read(HEADER.size))
        return Transaction(tid, begin, end, status == PACKED) if again == length else None


def last(path: Path) -> Transaction | None:
    """Return the last whole ``Transaction`` of the file, or ``None`` if it has none.

    Quick where nobody is writing at this moment.  Raises ``Damaged``.
    """
    with open(path, 'rb') as file:
        size = file.seek(0, 2)
    found = transaction_before(path, size)
    if found is not None and _whole(path, found):
        return found
    return next(iter(deque(transactions(path), 1)), None)


def _whole(path: Path, found: Transaction) -> bool:
    with open(path, 'rb') as file:
        file.seek(found.begin + HEADER.size - 1)
        return file.read(1) != UNFINISHED


def blank(path: Path) -> None:
    """Write blanks over what was said beside each transaction of the file, which nobody has open.

    ``annotate`` says where something was changed, and addresses are made of titles.
    """
    with open(path, 'r+b') as file:
        for each in transactions(path):
            file.seek(each.begin + HEADER.size)
            name, said, _more = _LENGTHS.unpack(file.read(_LENGTHS.size))
            file.seek(name, 1)
            file.write(b' ' * said)


def blob_records(path: Path, start: int, until: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield ``(oid, tid)`` of each blob written from the position ``start`` to the id ``until``.
    """
    log = FileIterator(str(path), pos=start, stop=until)
    try:
        for transaction in log:
            for record in transaction:
                if is_blob_record(record.data):
                    yield record.oid, record.tid
    finally:
        log.close()
