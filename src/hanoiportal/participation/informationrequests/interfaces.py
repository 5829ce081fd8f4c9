"""What the law on access to information says, and what requests for information promise.

Moments are aware UTC, days are local days of Hanoi.  ``actor`` is the id of an account.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.dated import Dated
from ...base.errors import Refused

if TYPE_CHECKING:
    from ...base.deadlines.engine import Deadline
    from ...base.interfaces import IPortal, ISite
    from ...platform.officefiles.interfaces import OfficeDocument
    from ..cases.interfaces import Attachment, Case

#: Ways on which a request comes in, as the law tells them apart (articles 29 to 31).
NETWORK, IN_PERSON, POST = 'network', 'in_person', 'post'
#: What a clock of ``access_clocks.csv`` is for: giving what is at hand; telling the time that
#: takes; giving or refusing what is complex; putting that off; and, on any way, mending what was
#: given wrongly, deciding a complaint.
SIMPLE, NOTICE, COMPLEX, EXTENSION = 'simple', 'notice', 'complex', 'extension'
CORRECTION, COMPLAINT, ANY = 'correction', 'complaint', 'any'
#: ``DeadlineRule.confidence`` of a term that runs on until the days of the law in force are read.
PROVISIONAL = 'provisional'
#: Forms of Decree 13/2018/NĐ-CP: what people fill in; receipt, resolution, extension, refusal and
#: the consent of a third party.
CITIZEN, THROUGH = '01a', '01b'
RECEIPT, RESOLUTION, PUT_OFF, REFUSAL, CONSENT = '02', '03', '04', '05', '06'
#: Grounds of events of a case that tell what became of a request; what a refusal is, with the
#: code of its ground behind.
REGISTERED, INCOMPLETE, COMPLETED, EXTENDED, RESOLVED = (
    'request-registered', 'request-incomplete', 'request-completed', 'request-extended',
    'request-resolved')
REFUSED_ON, COMPLAINED, FAULTY, CORRECTED = (
    'request-refused-', 'request-complaint', 'request-faulty', 'request-corrected')
ASKED_THIRD, THIRD_SAID = 'request-third-party', 'request-third-party-said-'


class CannotResolve(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in both languages.  ``in_language(tag)`` gives ``(text, tag it is in)``."""

    vi: str
    en: str

    def in_language(self, tag: str) -> tuple[str, str]:
        """Return the text for a page in ``tag``, with its own BCP 47 tag."""
        return (self.en, 'en') if tag == 'en' and self.en else (self.vi, 'vi')


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take.  ``days``: ``''`` if the law leaves it open.

    ``unit``: ``working`` or ``calendar`` days.
    """

    way: Said
    step: Said
    days: str
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class Field:
    """A blank of a form.  ``kind``: ``dong`` a line, ``doan`` several, ``chon`` a box to tick,
    ``ky`` room to sign.  In Vietnamese: a request is made in it (Law 104/2016/QH13, 24).

    ``name``: of the value that fills it in; of a box with its choice behind a colon.
    ``required``: whether a request lacks something without it (article 24.2).
    """

    label: str
    kind: str
    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form.  ``code``: as the decree numbers it.  ``parts``: ``((heading, fields), …)``.
    """

    code: str
    name: Said
    basis: str
    parts: tuple[tuple[str, tuple[Field, ...]], ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all parts, in their order."""
        return tuple(field for _part, fields in self.parts for field in fields)


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence on how to ask."""

    text: Said
    basis: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Căn cứ từ chối: a point of article 28.1.  ``code``: of the point, ``dd`` for «đ»."""

    code: str
    text: Said
    basis: str


@dataclass(frozen=True, slots=True)
class Law(Dated):
    """A law with how to ask, forms, terms and grounds of refusal, each ``()`` where they are not
    known yet.

    One with a last day is past, or will be replaced; that with none is the law to go by.
    """

    name: Said
    note: Said
    terms: tuple[Term, ...]
    steps: tuple[Step, ...]
    forms: tuple[Form, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class AccessRules:
    """All of it, in the order of the files.

    ``clocks``: ``{(way, step): code of the rule in deadline_rules.csv}``.
    """

    laws: tuple[Law, ...]
    forms: tuple[Form, ...]
    grounds: tuple[Ground, ...]
    clocks: Mapping[tuple[str, str], str]

    def form(self, code: str) -> Form:
        """Return the form with that ``code``; raises ``StopIteration`` if there is none."""
        return next(each for each in self.forms if each.code == code)


class IAccessRules(Interface):
    """The ``AccessRules`` of this portal, as a utility."""


class IAccessPapers(Interface):
    """The forms of the law as documents, a utility."""

    def blank(form: Form) -> OfficeDocument:
        """Return ``form`` to be filled in by hand."""


class Entry(NamedTuple):
    """A line of the register of requests (article 26).  Nothing of it is personal.

    ``number``: in the register of ``site`` in ``year``.  ``case``: number of the case.
    ``way``: as above.  ``received``: when a valid request was there.  ``due``: the last moment to
    answer, ``None`` if nothing is owed.  ``outcome``: ``''``, ``RESOLUTION`` or ``REFUSAL``;
    ``ground``: code of the refusal.  ``complaints``: how many there were.
    """

    number: int
    year: int
    site: str
    case: int
    way: str
    received: datetime.datetime
    due: datetime.datetime | None
    outcome: str
    ground: str
    complaints: int


class Figures(NamedTuple):
    """Số liệu of a year (Decree 13/2018/NĐ-CP, article 12.4), of requests received in it."""

    year: int
    received: int
    resolved: int
    refused: int
    complained: int


class Clock(NamedTuple):
    """A term of a request.  ``step``: as above.  ``deadline``: ``None`` if the calendar does not
    know its year; ``is_provisional``: whether it is of a law that has ended.
    """

    step: str
    deadline: Deadline | None
    is_provisional: bool


class IAccessRegister(Interface):
    """Sổ theo dõi of a portal, an adapter of any resource of it; in ``interactions``."""

    def entry(case: Case) -> Entry | None:
        """Return the line of ``case``; ``None`` if it is not in the register."""

    def entries(site: str, year: int) -> Sequence[Entry]:
        """Return the lines of ``site`` in ``year``, by numbers."""

    def figures(site: str | None) -> Sequence[Figures]:
        """Return the figures of ``site``, ``None`` for all, the latest year first."""


class IResolving(Interface):
    """Giải quyết yêu cầu cung cấp thông tin: what staff does, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case, ``extend`` and ``set_time`` for
    ``APPROVE_ANSWER``, and raise ``CannotResolve``.
    """

    rules = Attribute('``AccessRules``')

    def missing(case: Case) -> list[str]:
        """Return the labels of required fields that the request leaves empty."""

    def clocks(case: Case) -> list[Clock]:
        """Return the terms that hold for ``case``, by the law in force at its receipt."""

    def register(case: Case, actor: str) -> Entry:
        """Enter ``case`` in the register and give its sender the receipt (form 02)."""

    def guide(case: Case, text: str, actor: str) -> None:
        """Tell the sender what is missing; the term begins when it is there."""

    def complete(case: Case, actor: str) -> None:
        """Say that the request is valid now; the term counts from when it was completed."""

    def set_time(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Tell the sender by when complex information comes, within the term."""

    def extend(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Put that off, once, within the term and by no more days than the law has (form 04)."""

    def propose(case: Case, code: str, values: Mapping[str, str], ground: str,
                files: Sequence[Attachment], actor: str) -> None:
        """Put a resolution (``RESOLUTION``) or a refusal (``REFUSAL``, with its ``ground``)
        before the board, which approves it as any answer; then the papers and ``files`` stand on
        the sender's page.
        """


class IDelivering(Interface):
    """Giao thông tin by a code that opens once.  Never commits."""

    def new_code(case: Case, actor: str) -> str:
        """Return a new code for what the resolution of ``case`` gives; the one before opens
        nothing any more.  Raises ``CannotResolve``.
        """

    def collect(portal: IPortal, code: str) -> Sequence[Attachment] | None:
        """Return what ``code`` opens, which opens nothing afterwards; ``None`` for a wrong one,
        and just so for one that is used, replaced, or of before a restore.
        """


class IAfterwards(Interface):
    """After the answer: what was given wrongly, and complaints about a refusal."""

    def complain(case: Case, text: str) -> None:
        """Let the sender complain of a refusal: it goes to the head of the board, with a term of
        its own.  Raises ``CannotResolve``.
        """

    def found_faulty(case: Case, text: str, actor: str) -> None:
        """Note that what was given is not correct: from now on a correction is owed."""

    def correct(case: Case, text: str, files: Sequence[Attachment], actor: str) -> None:
        """Give the sender what is correct."""


class IPublicOffice(Interface):
    """Says whether a site is a body that gives information; a utility."""

    def __call__(site: ISite) -> bool:
        """Return whether it is."""
