"""The persistent cases, in the ``interactions`` database.  Renaming needs an upgrade step."""
import datetime

from BTrees.OOBTree import OOTreeSet
from persistent import Persistent
from persistent.mapping import PersistentMapping
from zope.interface import implementer

from ...kernel.storage.contents import KeptContent
from ...kernel.storage.smalltrees import SmallLOBTree, SmallOOBTree, SmallOOTreeSet
from .indexes import CaseIndex
from .interfaces import MALWARE, CaseEvent, FileNote, ICase, Submission

#: Name of the register in the root of the database.
KEY = 'cases'


class CaseFile(KeptContent):
    """A file.  ``named``: its sealed name.  Its content is sealed, too."""

    def __init__(self, note: FileNote, named: bytes, content: bytes) -> None:
        super().__init__(content)
        self.note = note
        self.named = named

    def release(self, is_harmless: bool) -> None:
        """Let it be given to people, or its content be destroyed."""
        self.note = self.note._replace(held='' if is_harmless else MALWARE)
        if not is_harmless:
            self.small, self.blob = b'', None


@implementer(ICase)
class KeptCase(Persistent):
    """See ``ICase``.

    ``key``: number of its key.  ``sealed``: its contents.  ``mail``, ``person``: marks of e-mail
    address and confirmed identity, ``b''`` for none.  ``notes``: sealed working texts by name.
    ``due_rule``: see ``Submission``.
    """

    mail = person = sealed = b''
    due_rule = ''

    def __init__(self, number: int, code: str, submission: Submission,
                 received: datetime.datetime) -> None:
        self.number = self.key = number
        self.code = code
        self.kind, self.site = submission.kind, submission.site
        self.field, self.place = submission.field, submission.place
        self.channel, self.language = submission.channel, submission.language
        self.received = received
        if submission.due_rule:
            self.due_rule = submission.due_rule
        self.events: tuple[CaseEvent, ...] = ()
        self.sealed_files: tuple[CaseFile, ...] = ()
        self.notes: PersistentMapping | None = None

    @property
    def files(self) -> tuple[FileNote, ...]:
        """See ``ICase``."""
        return tuple(each.note for each in self.sealed_files)

    def add(self, event: CaseEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)


class CaseBook(Persistent):
    """Sổ hồ sơ: all cases of a portal, none of which is ever taken out.

    ``cases``: by number.  ``codes``: ``(number, mark of the secret)`` by code.  ``mails``,
    ``people``: ``(mark, number)``.  ``held``: ``(number, index)`` of files that wait for the
    scanner, ``None`` if there never was one.
    """

    held: OOTreeSet | None = None

    def __init__(self) -> None:
        self.cases = SmallLOBTree()
        self.codes = SmallOOBTree()
        self.mails = SmallOOTreeSet()
        self.people = SmallOOTreeSet()
        self.index = CaseIndex()

    def add(self, case: KeptCase, mark: bytes) -> None:
        """Keep a new case, whose secret has ``mark``."""
        self.cases[case.number] = case
        self.codes[case.code] = case.number, mark
        if case.mail:
            self.mails.insert((case.mail, case.number))
        if case.person:
            self.people.insert((case.person, case.number))

    def name(self, case: KeptCase, person: bytes) -> None:
        """Let the mark ``person`` lead to ``case``, and no other that did."""
        self._lead(self.people, case.person, person, case.number)
        case.person = person

    def mail(self, case: KeptCase, address: bytes) -> None:
        """Let the mark ``address`` lead to ``case``, ``b''`` for none, and no other that did."""
        self._lead(self.mails, case.mail, address, case.number)
        case.mail = address

    @staticmethod
    def _lead(index: OOTreeSet, before: bytes, mark: bytes, number: int) -> None:
        if (before, number) in index:
            index.remove((before, number))
        if mark:
            index.insert((mark, number))

    def forget(self, case: KeptCase) -> None:
        """Let nothing lead from a person to ``case`` any more."""
        for index, mark in ((self.mails, case.mail), (self.people, case.person)):
            if (mark, case.number) in index:
                index.remove((mark, case.number))
        case.mail = case.person = case.sealed = b''
        case.notes, case.sealed_files = None, ()
        case.events = tuple(event._replace(sealed=b'', files=()) for event in case.events)
        self.codes[case.code] = case.number, b''

    def of_mark(self, index: OOTreeSet, mark: bytes) -> list[KeptCase]:
        """Return the cases that ``index`` has for ``mark``, latest first."""
        return [self.cases[number] for _mark, number in reversed(list(
            index.keys(min=(mark, 0), max=(mark, 2 ** 62))))]
