"""What the book of an archive knows of one record, and of one event."""
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Record:
    """What a record is about.

    ``id``: its WARC-Record-ID.  ``url``, ``date``: of what it shows, ``date`` as WARC writes it.
    ``mime``, ``status``, ``payload``: media type, number and digest of the body of an answer.
    ``lasting``: whether the address of an answer never gets another one.
    """

    id: str
    kind: str
    url: str
    date: str
    mime: str
    status: str
    payload: str
    lasting: bool


@dataclass(frozen=True, slots=True)
class Member(Record):
    """A record as it is written.  ``content``: the bytes of the gzip member."""

    content: bytes


@dataclass(frozen=True, slots=True)
class StoredRecord(Record):
    """A record as the book knows it.  ``sha256``: of its ``length`` bytes at ``offset`` of the
    file called ``file``.
    """

    file: str
    offset: int
    length: int
    sha256: str


class Noted(NamedTuple):
    """An event as the book knows it.  ``moment``: RFC 3339; ``digest``: of the version."""

    number: int
    tid: str
    moment: str
    kind: str
    item: int
    document: int
    language: str
    host: str
    target: str
    digest: str


class Owed(NamedTuple):
    """A page that could not be made.  ``noted``: as it will be noted, without a number.

    ``said``: what its metadata say, JSON.  ``since``: when it failed first, ``due``: from when on
    it is tried again, both as WARC writes dates.  ``tries``: how often it has failed.
    """

    noted: Noted
    said: str
    since: str
    tries: int
    due: str
