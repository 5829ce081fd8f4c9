"""What the law on access to information says; all of it is data, with its basis."""
from collections.abc import Mapping
from dataclasses import dataclass

from ....base.dated import Dated


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
class FormField:
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
    parts: tuple[tuple[str, tuple[FormField, ...]], ...]

    @property
    def fields(self) -> tuple[FormField, ...]:
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
