"""``IMailIn``: from a mail to a case, in one transaction."""
from __future__ import annotations

import datetime
import io
import logging
import re
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from prometheus_client import Counter
from zope.interface import implementer

from ...base.i18n import DEFAULT, said_in
from ...base.interfaces import IPortal, ISite
from ...base.settings import ISettings, Settings
from ...editorial.boards.interfaces import IBoards
from ...kernel.inspection.clamd import Infected, IScanner
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.media.interfaces import IFileIntake
from ...platform.scheduling.interfaces import IEnvironment, IOpening
from ...platform.subscriptions.interfaces import IReturns
from ..cases.interfaces import (
    ADDED,
    CONTRIBUTION,
    MAIL,
    NOTE,
    STAFF,
    Attachment,
    CannotChange,
    Case,
    ICases,
    Sender,
    Submission,
)
from ..questions.interfaces import LONGEST_LINE, LONGEST_TEXT, MOST_FILES, TRACKING
from .addressing import Replies, extension_of, label_in, token_in, tokens_in
from .files import TOO_MANY, Left, examined, whole_text
from .interfaces import IMailIn, MailNotTaken
from .machines import why_machine
from .noting import for_sender, for_staff, only_files
from .reading import Mail, read
from .resource import KEY, MailBook

if TYPE_CHECKING:
    from pyramid.registry import Registry

log = logging.getLogger(__name__)

COUNT = Counter('portal_mails_in', 'Mails that came in, by what became of them', ('what',))
CASE, MORE, AGAIN, MACHINE, RETURNED = 'case', 'added', 'again', 'machine', 'returned'
EMPTY = '554 5.6.0 There is nothing in the mail that can be kept. Thu khong co noi dung.'
INFECTED = '554 5.7.1 The mail contains malware. Thu chua ma doc.'
#: A mail server tries for so long; what it says is older was not received then.
_LONGEST_WAY = datetime.timedelta(days=6)
#: Our links, which people quote when they answer.
_LINK = re.compile(rf'({TRACKING}(?:#|%23))[^\s>"]+', re.I)


class Arrived(NamedTuple):
    """A mail that is going to be kept.  ``tokens``: of cases that it answers."""

    mail: Mail
    mark: str
    extension: str
    tokens: list[str]
    files: list[Attachment]
    left: Left


@implementer(IMailIn)
class MailIn:
    """See ``IMailIn``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._replies = Replies(registry)

    def knows(self, address: str) -> bool:
        """See ``IMailIn``."""
        extension = extension_of(address, self._settings.mail_in_address)
        if extension is None or token_in(extension) or self._returns.is_of(extension):
            return extension is not None
        label, _kind = label_in(extension)
        if not label:
            return True
        with self._registry.getUtility(IOpening)('mail in') as environment:
            return label in environment.portal['sites']

    def take(self, content: bytes, sender: str, recipient: str) -> str:
        """See ``IMailIn``."""
        try:
            what = self._taken(content, sender, recipient)
        except MailNotTaken as refused:
            COUNT.labels('refused').inc()
            log.info('a mail is refused: %s', refused.reply[:9])
            raise
        COUNT.labels(what).inc()
        return what

    @property
    def _returns(self) -> IReturns:
        returns: IReturns = self._registry.getUtility(IReturns)
        return returns

    def _taken(self, content: bytes, sender: str, recipient: str) -> str:
        extension = extension_of(recipient, self._settings.mail_in_address) or ''
        if self._returns.is_of(extension):
            with self._registry.getUtility(IOpening)('mail in') as environment:
                environment.in_transaction(
                    partial(self._returns.take, environment, extension, content))
            return RETURNED
        mail, settings = read(content, sender), self._settings
        why = why_machine(mail.headers, sender, mail.address, settings.mail_from,
                          settings.mail_in_address)
        if why:
            log.info('a mail of a machine is not kept: %s', why)
            return MACHINE
        self._scan(content)
        files, left = examined(mail.files, self._registry.getUtility(IFileIntake))
        if not (mail.text or mail.subject or files):
            raise MailNotTaken(EMPTY)
        references = mail.headers.get('references', []) + mail.headers.get('in-reply-to', [])
        arrived = Arrived(
            mail, self._mark(mail, content), extension,
            [each for each in (token_in(extension), *tokens_in(references)) if each],
            whole_text(mail) + files, left)
        with self._registry.getUtility(IOpening)('mail in') as environment:
            kept: str = environment.in_transaction(partial(self._keep, environment, arrived))
        return kept

    def _scan(self, content: bytes) -> None:
        """Raise ``MailNotTaken`` for malware, ``Unanswered`` if that cannot be told now."""
        scanner = self._registry.queryUtility(IScanner)
        try:
            if scanner is not None:
                scanner.scan(io.BytesIO(content))
        except Infected:
            raise MailNotTaken(INFECTED) from None

    def _mark(self, mail: Mail, content: bytes) -> str:
        """Return by what the same mail is known again, and nobody else finds its Message-ID."""
        told = next(iter(mail.headers.get('message-id', [])), '') or sha256(content).hexdigest()
        found: str = self._registry.getUtility(ISealing).mark(f'mail in {told} {mail.address}')
        return found

    def _keep(self, environment: IEnvironment, arrived: Arrived) -> str:
        root, now = interactions_of(environment.portal), environment.clock.now()
        book: MailBook = get_or_create(root, KEY, MailBook)
        if arrived.mark in book.taken:
            return AGAIN
        book.taken[arrived.mark] = int(now.timestamp())
        cases: ICases = self._registry.getAdapter(environment.portal, ICases)
        answered = self._answered(cases, arrived)
        if answered is not None and self._added(cases, answered, environment, arrived):
            return MORE
        receipt = cases.receive(self._submission(environment, arrived, now))
        case = cases.get(receipt.number)
        assert case is not None  # it was received just now
        self._note(cases, case, environment, arrived, arrived.left)
        return CASE

    def _answered(self, cases: ICases, arrived: Arrived) -> Case | None:
        """Return the case that is answered, if it is of whoever has written the mail."""
        address = arrived.mail.address
        if not (address and arrived.tokens):
            return None
        return next((case for case in cases.by_email(address)
                     if self._replies.is_of(case.number, arrived.tokens)), None)

    def _added(self, cases: ICases, case: Case, environment: IEnvironment,
               arrived: Arrived) -> bool:
        """Let the mail join ``case``; return whether that takes it."""
        room = max(0, MOST_FILES - len(case.files))
        try:
            cases.append(
                case, ADDED, text=_text(arrived.mail) or only_files(
                    said_in(self._registry, case.language)),
                attachments=arrived.files[:room], source=arrived.mark)
        except CannotChange:
            return False
        left = arrived.left + [(each.filename, TOO_MANY) for each in arrived.files[room:]]
        self._note(cases, case, environment, arrived._replace(tokens=[]), left)
        return True

    def _submission(self, environment: IEnvironment, arrived: Arrived,
                    now: datetime.datetime) -> Submission:
        mail, came = arrived.mail, arrived.mail.received
        english = any(each.lower().startswith('en')
                      for each in mail.headers.get('content-language', []))
        language = 'en' if english else DEFAULT
        text = _text(mail) or only_files(said_in(self._registry, language))
        label, kind = label_in(arrived.extension)
        is_file_alone = kind == CONTRIBUTION and not mail.text and bool(arrived.files)
        return Submission(
            kind, str(_site(environment, label, now).__oid__),
            (mail.subject or text.splitlines()[0])[:LONGEST_LINE],
            '' if is_file_alone else text,
            sender=Sender(name=mail.name, email=mail.address), channel=MAIL,
            files=tuple(arrived.files[:MOST_FILES]), language=language,
            received_at=came if came and now - _LONGEST_WAY < came <= now else None)

    def _note(self, cases: ICases, case: Case, environment: IEnvironment, arrived: Arrived,
              left: Left) -> None:
        told = for_sender(said_in(self._registry, case.language), arrived.mail, left)
        if told:
            cases.append(case, NOTE, text=told)
        inner = for_staff(environment, arrived.mail, self._settings.mail_in_server,
                          bool(arrived.tokens))
        if inner:
            cases.append(case, NOTE, text=inner, audience=STAFF)

    @property
    def _settings(self) -> Settings:
        found: Settings = self._registry.getUtility(ISettings)
        return found


def _text(mail: Mail) -> str:
    """Return the text of ``mail`` for a case, without what opens a case in what it quotes."""
    return _LINK.sub(r'\1…', mail.text or mail.subject)[:LONGEST_TEXT]


def _site(environment: IEnvironment, label: str, now: datetime.datetime) -> ISite:
    """Return the site that receives what is sent to that with ``label``: the city, if the body has
    nobody who could.
    """
    portal: IPortal = environment.portal
    site: ISite | None = portal['sites'].get(label) if label else None
    boards: IBoards = environment.request.service(IBoards)
    if (site is None or not site.is_active or getattr(site, 'is_external', False)
            or not boards.is_active(site, now)):
        return portal
    return site
