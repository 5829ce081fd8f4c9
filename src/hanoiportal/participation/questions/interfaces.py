"""What the public forms promise: their addresses, and the forms that features add to them.

A form has three steps: what it is about and where; the text, files and who sends it; consent.
``config.add_case_form(CaseForm(…))`` adds one; its page is ``/gui/SLUG`` of each site.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

from ...base.dated import Titled
from ..cases.interfaces import PROCESS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from typing import BinaryIO

    from ...base.interfaces import IPortal, ISite
    from ..cases.interfaces import Attachment
    from ..identities.interfaces import Identity

#: Views of every site: the choice of a form, the forms, and where a case is followed.
ASKING, FORMS, TRACKING = 'gui-cau-hoi', 'gui', 'theo-doi'
#: Steps of a form, below its address: writing, consent, and the sending.
WRITING, CHECKING, SENDING = 'viet', 'kiem-tra', 'xong'
#: The form that tells of a mistake in a page.
MISTAKE = 'sai-sot'
#: The form that a section leads to.
SECTIONS = {'hoi-dap': 'cau-hoi', 'phan-anh-kien-nghi': 'phan-anh',
            'gop-y-xay-dung-thu-do': 'gop-y'}
#: Query fields of the first step: field, ward or commune, and the page that is about.
TOPIC, PLACE, ABOUT = 'linh-vuc', 'noi', 'trang'
#: The file field of the forms, ``web.forms.fields.OUTSIDE``; the honeypot, which no person sees.
FILES, HONEYPOT = 'tep', 'website'
#: Letters of the text, and of what is typed in one line.
LONGEST_TEXT, LONGEST_LINE = 10_000, 200
#: Kinds of ``Format`` that files of a case may have; files of one, bytes of one file and of all.
FILE_KINDS = ('text', 'sheet', 'image', 'film')
MOST_FILES, LARGEST_FILE, LARGEST_FILES = 10, 10 * 1024 * 1024, 20 * 1024 * 1024
#: The same in words that are put into messages, in MB.
FILE_LIMITS = {'most': MOST_FILES, 'one': LARGEST_FILE >> 20, 'all': LARGEST_FILES >> 20}
#: Bytes of a form that is looked at, lest what is a little too large be refused without a reason.
LARGEST_BODY = 40 * 1024 * 1024
#: How a field is shown.
LINE, TEXT, EMAIL, PHONE, CHOICE, ADDRESS = 'line', 'text', 'email', 'tel', 'choice', 'url'
#: What an address of mail looks like, all of it.
MAIL_ADDRESS = re.compile(r'[^@\s<>"]{1,64}@[^@\s<>"]{1,180}\.[^@\s<>".]{2,}')
#: A field that was filled in on an earlier page; one that ``ISenderRule`` reads and nobody keeps.
HIDDEN, SECRET = 'hidden', 'secret'


class CaseField(NamedTuple):
    """A field of the second step.

    ``name``: of a field of ``Submission`` or ``Sender``; any other is kept in ``details``.
    ``title``, ``hint``: translatable.  ``kind``: a word of above.  ``longest``: letters.
    ``unmailed_hint``: in place of ``hint`` where the portal sends no mails.
    ``capacity``: shown and asked for only of who sends in that capacity, ``''`` of everybody.
    ``autocomplete``: token of HTML (WCAG 2.2, 1.3.5).  ``choices``: pairs of value and title.
    ``optional``: whether the form says that it may be left empty.
    """

    name: str
    title: str
    kind: str = LINE
    required: bool = False
    longest: int = LONGEST_LINE
    hint: str = ''
    capacity: str = ''
    autocomplete: str = ''
    choices: tuple[tuple[str, str], ...] = ()
    unmailed_hint: str = ''
    optional: bool = False


class CaseForm(NamedTuple):
    """A form.  ``slug``: its address.  ``kind``: of the cases that it makes.

    ``title``, ``intro``, ``help``: translatable; ``help`` can be read aloud.
    ``asks_topic``: whether the first step asks for a field, ``asks_place`` for a ward or commune;
    without either there is no first step.  ``fields``: of the second step, the text first.
    ``file_kinds``: of ``Format``; ``()`` for no files.  ``capacities``: whether one may send for
    somebody else or for an organisation.  ``consents``: what is asked besides ``PROCESS``.
    ``to_city``: it is the city's, whichever site it is sent from.  ``own_first``: whether the body
    at whose site it is sent is offered before the competent one.  ``asked``: pairs of a field
    and the query parameter by which another page fills it in; see ``IFormSubject``.
    ``needed``: consents without which it is not sent.
    ``confirmed``: view of the site where its sender is confirmed by VNeID, ``''`` if nobody needs
    to be; see ``ISenderRule``.
    ``identified``: whether who has logged in by VNeID may send it as who they are.
    ``consent_words``: pairs of a consent and its words, translatable, where they are its own.
    ``has_similar``: whether published answers, procedures and documents that say alike are shown.
    ``alone``: whether it can be opened by itself and is listed; ``False`` if it is about something
    that another page must name.
    ``rule``: given what was typed, in NFC, and whether files come along, what several fields
    together lack: translatable reasons by field; ``None``: nothing.
    """

    slug: str
    kind: str
    title: str
    intro: str
    fields: tuple[CaseField, ...]
    help: tuple[str, ...] = ()
    asks_topic: bool = False
    asks_place: bool = False
    file_kinds: tuple[str, ...] = ()
    capacities: bool = True
    consents: tuple[str, ...] = ()
    to_city: bool = False
    own_first: bool = False
    asked: tuple[tuple[str, str], ...] = ()
    alone: bool = True
    needed: tuple[str, ...] = (PROCESS,)
    confirmed: str = ''
    identified: bool = False
    consent_words: tuple[tuple[str, str], ...] = ()
    has_similar: bool = False
    rule: Callable[[Mapping[str, str], bool], Mapping[str, str]] | None = None


class SubjectLine(NamedTuple):
    """What a form is about.  ``name``: translatable.  ``lang``: BCP 47 tag of ``text``, ``None``
    for a translatable one.
    """

    name: str
    text: str
    lang: str | None = None


class IFormSubject(Interface):
    """What a form is about that was chosen on another page; a utility named as its ``slug``.

    ``values``: of the fields, as they came.  Reads ``content`` alone.
    """

    def receiver(site: ISite, values: Mapping[str, str]) -> ISite | None:
        """Return the site that receives it; ``None`` if there is no such thing."""

    def lines(site: ISite, values: Mapping[str, str], tag: str) -> Sequence[SubjectLine]:
        """Return what the form is about, for readers of the language ``tag``."""

    def against(site: ISite, values: Mapping[str, str]) -> Mapping[str, str]:
        """Return why nothing is taken about it now, translatable, by the field that is wrong,
        ``''`` for none of them; empty if it is taken.
        """


class ISenderRule(Interface):
    """Of whom a form with ``CaseForm.confirmed`` is taken; a utility named as its ``slug``."""

    def against(portal: IPortal, identity: Identity | None, values: Mapping[str, str],
                now: datetime.datetime) -> str:
        """Return why nothing is taken of whom VNeID has confirmed as ``identity``, ``None`` of
        nobody, translatable; ``''`` if it is.  ``now``: aware UTC.
        """

    def closed(identity: Identity) -> Mapping[str, frozenset[str]]:
        """Return the choices that are not open to whoever is confirmed as ``identity``, by names
        of fields.
        """


class ICaseForms(Interface):
    """``{slug: CaseForm}`` in the order in which they are offered, a ``dict``; a utility."""


@dataclass(frozen=True)
class CaseTopic(Titled):
    """Lĩnh vực, a row of ``case_fields.csv``.  ``site``: name below ``sites`` of the body that is
    competent, ``COMMUNES`` for the ward or commune, ``''`` for the city.
    """

    code: str
    title: str
    title_en: str
    site: str


#: What ``case_fields.csv`` says of what wards and communes do.
COMMUNES = 'xa-phuong'


class ICaseTopics(Interface):
    """``{code: CaseTopic}``, a ``dict``; a utility."""


class GivenFile(Protocol):
    """A file of a form, as WebOb gives it."""

    filename: str
    file: BinaryIO


class WaitingFile(NamedTuple):
    """A file that lies sealed in ``drafts`` until the form is sent.  ``key``: opens it, and is
    kept by the form alone.  ``held``: see ``Attachment``.
    """

    number: str
    key: str
    filename: str
    media_type: str
    size: int
    held: str = ''


class IWaitingFiles(Interface):
    """Files of forms that are not sent yet; a service.  Never commits.

    Only ``drafts`` is written.
    """

    def keep(file: Attachment) -> WaitingFile:
        """Keep ``file``, sealed, for ``HOURS``."""

    def read(waiting: WaitingFile) -> Attachment | None:
        """Return what was kept, ``None`` if it is there no more."""


class ISentForms(Interface):
    """What became of forms, so that one sent twice makes one case; a service.  Never commits.

    Only ``interactions`` is written, in the transaction that keeps the case.
    """

    def receipt(token: str) -> Mapping[str, str | int] | None:
        """Return what ``note`` noted of the form ``token``, ``None`` for nothing."""

    def note(token: str, receipt: Mapping[str, str | int]) -> None:
        """Note, sealed under ``token``, what who sent the form was told."""
