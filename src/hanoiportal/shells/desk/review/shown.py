"""What a record shows of its text: the words, the findings, and the remarks that are open."""
from dataclasses import dataclass

from ....base.i18n import DEFAULT, _
from ....content.comments.interfaces import ICommenting
from ....content.versions.interfaces import IVersions
from ....editorial.checks.interfaces import Finding
from ....kernel.tree.lookup import in_work
from ....kernel.tree.values import written
from ....kernel.workflow.interfaces import PUBLIC
from ..frame.links import desk_path
from ..frame.wording import person
from ..writing.blocks import arranged
from ..writing.composed import in_words
from ..writing.writing import base_of
from .findings import Found, Telling
from .reading import CHANGE, WAYS, WHOLE, Reading, full_text, mark_of, saying, spot
from .remarks import open_remarks, thread_of
from .talking import Talk, may_say, talk_of

#: Query of the record: the whole text, or what changes.
TEXT = 'text'


@dataclass(frozen=True)
class Said:
    """An open remark.  ``address``: of its thread; ``place``: of the paragraph in the record."""

    number: int
    who: str
    text: str
    quote: str
    address: str
    place: str


class Shown:
    """The text of ``document``, a version in work or public, as ``request`` asks for it.

    ``view``: name of the page of the record.  ``edits``: whether the asker may write in it.
    """

    def __init__(self, request, document, view, edits, findings: list[Finding]):
        self._request = request
        self._document = document
        self._view = view
        self._edits = edits
        self._versions = request.service(IVersions)
        self._schema = self._versions.schema_of(document)
        self._values = self._versions.values(in_work(document))
        self._placed = open_remarks(
            request.service(ICommenting).remarks(document), self._schema, self._values)
        self.reading = self._reading(findings)
        self.found: list[Found] = Telling(
            request, {node.name: node.title for node in self._schema}, self._address,
            self._edit).told(findings)

    @property
    def remarks(self) -> list[Said]:
        """The remarks that are open."""
        return [Said(
            each.number, person(self._request.root, each.actor), each.text, each.anchor.quote,
            self._thread(each), self._address(each.anchor.field, at.position))
            for each, at in self._placed]

    @property
    def talk(self) -> Talk:
        """The same as threads, with what answers and adds them."""
        threads = tuple(thread_of(
            self._request, self._document, each, at.status,
            self._address(each.anchor.field, at.position)) for each, at in self._placed)
        return talk_of(self._request, self._document, threads, self._schema, self._values)

    @property
    def blocks(self):
        """The blocks of a home page for who may move them, else ``None``."""
        if not self._edits or self._document.language != DEFAULT:
            return None
        return arranged(self._request, self._schema, written(self._schema, self._values),
                        self._document)

    @property
    def base(self):
        """What the form of the text is to know that it began with."""
        return base_of(written(self._schema, self._values))

    def _reading(self, findings):
        way, changes = self._changes()
        ways = tuple((title, self._here(name), 'true' if name == way else None)
                     for name, title in WAYS) if way else ()
        if changes is not None:
            return Reading(changes=tuple(changes), ways=ways)
        parts, facts, composed = full_text(
            self._schema, written(self._schema, self._values), self._marks(findings),
            self._saying())
        return Reading(parts, facts, None, ways, composed)

    def _changes(self):
        """Return how the text is shown, ``''`` if there is no choice, and what has changed."""
        document = self._document
        if document.state not in PUBLIC or in_work(document) is document:
            return '', None
        if self._request.GET.get(TEXT) == WHOLE:
            return WHOLE, None
        return CHANGE, in_words(self._versions.changes(document), document, self._request)

    def _marks(self, findings):
        """Return what stands before the paragraphs that something is said of."""
        links = {}
        for each in findings:
            if each.position is not None:
                links.setdefault((each.field, each.position), [])
        for each, at in self._placed:
            if at.position is not None:
                links.setdefault((each.anchor.field, at.position), []).append((
                    self._request.localizer.translate(
                        _('Nhận xét ${number}', mapping={'number': each.number})),
                    self._thread(each), f'#nhan-xet-{each.number}'))
        return {key: mark_of(*key, found) for key, found in links.items()}

    def _saying(self):
        """Return callable(field, position) -> the link that asks for the form of a remark there;
        ``None`` for who may write none.
        """
        if not may_say(self._request, self._document):
            return None
        say = self._request.localizer.translate
        return lambda field, at: saying(
            say(_('Nhận xét')), say(_('Nhận xét đoạn ${number}', mapping={'number': at + 1})),
            self._path(self._view, **{TEXT: WHOLE, 'field': field, 'at': at}) + '#viet')

    def _thread(self, remark):
        return self._path('comments') + f'#nhan-xet-{remark.number}'

    def _address(self, field, position):
        """Return where the record shows that field or paragraph, ``''`` for nowhere."""
        if self.reading.changes is not None:
            return f'{self._here(WHOLE)}#{spot(field, position)}' if field else ''
        return f'#{spot(field, position)}' if self.reading.shows(field, position) else ''

    def _edit(self, field):
        return f'{self._path("edit")}#f-{field}' if self._edits else ''

    def _here(self, way):
        return self._path(self._view, **{TEXT: way})

    def _path(self, view, **query):
        return desk_path(self._request, self._document, view, **query)
