"""Nhận xét: what colleagues say of a field or a passage of the version in work."""
from dataclasses import dataclass
from functools import partial

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....content.comments.interfaces import LONGEST, LONGEST_QUOTE, ICommenting
from ....content.comments.passages import GONE, HERE, marked, paragraphs, place
from ....content.versions.interfaces import IVersions
from ....editorial.tasks.interfaces import ITasks, due_of
from ....kernel.tree.lookup import in_work
from ....kernel.tree.values import shown_to_people, written
from ....web import desk_view
from ...frame.assets import asset_url
from ..frame.document import document_asked
from ..frame.menu import HERE as TAB
from ..frame.menu import menu
from ..frame.view import DeskView
from ..frame.wording import marks_of, person, state_of
from .reading import WHOLE

NAME = 'comments'
ADD, REPLY, RESOLVE, REOPEN = (
    'add-comment', 'reply-comment', 'resolve-comment', 'reopen-comment')
TEMPLATE = 'templates/comments.pt'
STYLESHEET, THREADS = asset_url('versions.css'), asset_url('remarks.css')
#: Field of a form on the record, to which its answer leads back.
BACK, RECORD = 'back', 'record'


@dataclass(frozen=True)
class Thread:
    """One remark, in words.  ``status``: how it stands to its passage, as of ``passages``.

    ``place``: address of its passage in the record, ``''`` on the page of its own.
    ``task``: who is to settle it, and until when.
    """

    number: int
    who: str
    when: str
    text: str
    quote: str
    was: str
    status: str
    replies: tuple[tuple[str, str, str], ...]
    is_open: bool
    resolved: str
    place: str = ''
    task: str = ''


@dataclass(frozen=True)
class RemarkedParagraph:
    """A paragraph.  ``pieces``: ``[(text, whether it is quoted)]``.  ``address``: of its form."""

    position: int
    key: str
    pieces: list[tuple[str, bool]]
    threads: list[Thread]
    address: str
    is_asked: bool


@dataclass(frozen=True)
class RemarkedField:
    """A field.  ``shown``: its value if it has no paragraphs.  ``threads``: on all of it."""

    name: str
    title: str
    shown: str
    passages: list[RemarkedParagraph]
    threads: list[Thread]
    address: str
    is_asked: bool


def number_open(request):
    """Return how many remarks on the texts of the item of ``request`` are not settled."""
    item = request.context
    if not IItem.providedBy(item):
        return 0
    count = request.service(ICommenting).number_open
    return sum(map(count, (item, *item.translations.values())))


def may_read(context, request):
    """Return whether the tab is shown."""
    return request.service(ICommenting).may_read(context)


@menu(NAME, _('Nhận xét'), at=TAB, working_permission=VIEW, context=IItem, order=30,
      count=number_open, shown=may_read)
class Remarks(DeskView):
    """The remarks on a text in one language, beside its paragraphs."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.document = document_asked(context, request)
        self._commenting = request.service(ICommenting)
        if not self._commenting.may_read(self.document):
            raise HTTPForbidden
        self._form = {name: str(request.params.get(name, '')) for name in (
            'field', 'at', 'key', 'text', 'quote', 'number')}

    @desk_view(context=IItem, name=NAME, renderer=TEMPLATE)
    def page(self):
        """Show the paragraphs and what is said of them; a form at the one that is asked for."""
        return self._page({})

    @desk_view(context=IItem, name=ADD, request_method='POST', renderer=TEMPLATE)
    def add(self):
        """Keep a remark."""
        form, at = self._form, _number(self._form['at'])
        return self._done(lambda who: self._commenting.add(
            self.document, who, form['field'], form['text'], at, form['key'],
            form['quote']).number)

    @desk_view(context=IItem, name=REPLY, request_method='POST', renderer=TEMPLATE)
    def reply(self):
        """Keep an answer."""
        return self._done(lambda who: self._commenting.reply(
            self.document, self._asked, who, self._form['text']))

    @desk_view(context=IItem, name=RESOLVE, request_method='POST', renderer=TEMPLATE)
    def resolve(self):
        """Settle a remark."""
        return self._done(lambda who: self._commenting.resolve(self.document, self._asked, who))

    @desk_view(context=IItem, name=REOPEN, request_method='POST', renderer=TEMPLATE)
    def reopen(self):
        """Open a remark again."""
        return self._done(lambda who: self._commenting.reopen(self.document, self._asked, who))

    @property
    def _asked(self):
        return _number(self._form['number'])

    def _done(self, action):
        """Do ``action`` and lead to its remark, or show the page again with what is wrong."""
        try:
            number = action(self.request.authenticated_userid) or self._asked
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        view, query = NAME, {}
        if self.request.POST.get(BACK) == RECORD:
            view, query = '', {'text': WHOLE}
        return HTTPSeeOther(self.path(
            self.document, view, language=self.document.language, **query)
            + f'#nhan-xet-{number}')

    def _page(self, reasons):
        document, working_copy = self.document, in_work(self.document)
        remarks, tasks = self._commenting.remarks(document), self.request.service(ITasks)
        return {
            'view': NAME, 'title': _('Nhận xét: ${title}', mapping={'title': working_copy.title}),
            'document': document, 'working_copy': working_copy, 'state': state_of(working_copy),
            'marks': marks_of(document, self.request), 'stylesheet': STYLESHEET,
            'thread_styles': THREADS, 'parts': [part for part in self._parts(working_copy, remarks)
                      if part.shown or part.passages or part.threads],
            'open': sum(each.is_open for each in remarks), 'number': len(remarks),
            'may_write': self._commenting.may_write(document),
            'people': [] if tasks.reasons_against_assigning(document) else tasks.people(document),
            'typed': self._form,
            'answering': self._asked, 'reasons': reasons, 'longest': LONGEST,
            'longest_quote': LONGEST_QUOTE,
            'problems': [why for name, why in reasons.items() if name == '']}

    def _parts(self, working_copy, remarks):
        versions = self.request.service(IVersions)
        schema = versions.schema_of(working_copy)
        values = versions.values(working_copy)
        shown = written(schema, values)
        for node in shown_to_people(schema):
            found = paragraphs(node, values.get(node.name))
            placed = [(each, place(each.anchor, found)) for each in remarks
                      if each.anchor.field == node.name]
            text = dict(getattr(node, 'choices', ())).get(shown[node.name], shown[node.name])
            yield RemarkedField(
                node.name, node.title, '' if found else getattr(text, 'filename', text),
                [self._passage(node.name, at, segment, placed)
                 for at, segment in enumerate(found)],
                [self._thread(each, where.status) for each, where in placed
                 if where.position is None],
                self._address(node.name), self._is_asked(node.name, ''))

    def _passage(self, field, at, segment, placed):
        here = [(each, where) for each, where in placed if where.position == at]
        quotes = [each.anchor.quote for each, _where in here if each.is_open]
        return RemarkedParagraph(
            at, segment.key.hex(), marked(segment.text, quotes),
            [self._thread(each, where.status) for each, where in here],
            self._address(field, at), self._is_asked(field, str(at)))

    def _address(self, field, *at):
        query = {'field': field, 'language': self.document.language}
        if at:
            query['at'] = at[0]
        return self.path(self.document, NAME, **query) + '#viet'

    def _is_asked(self, field, at):
        return self._form['field'] == field and self._form['at'] == at

    def _thread(self, remark, status):
        return thread_of(self.request, self.document, remark, status)


def thread_of(request, document, remark, status, place=''):
    """Return the ``Thread`` of ``remark`` on ``document``; ``status``: as of ``passages``."""
    who, said = partial(person, request.root), remark.anchor
    return Thread(
        remark.number, who(remark.actor), moment(remark.moment), remark.text,
        said.quote, said.was if status == GONE and not said.quote else '',
        '' if status == HERE else status,
        tuple((who(each.actor), moment(each.moment), each.text) for each in remark.replies),
        remark.is_open, '' if remark.is_open else
        f'{who(remark.resolved_by)}, {moment(remark.resolved_at)}', place,
        _task_of(request, document, remark))


def _task_of(request, document, remark):
    """Return who is to settle ``remark``, and until when, in words; ``''`` if nobody is."""
    review = in_work(document).review
    for task in review.tasks if review is not None else ():
        if task.wish.remark == remark.number and not task.is_ended:
            due = moment(due_of(task, document, request.registry))
            return ', '.join(filter(None, (person(request.root, task.holder), due)))
    return ''


def open_remarks(remarks, schema, values):
    """Return ``[(Remark, its Place)]`` of those that are not settled and whose field is in
    ``schema``.
    """
    nodes = {node.name: node for node in schema}
    segments = {name: paragraphs(nodes[name], values.get(name))
                for name in {each.anchor.field for each in remarks} & set(nodes)}
    return [(each, place(each.anchor, segments[each.anchor.field])) for each in remarks
            if each.is_open and each.anchor.field in segments]


def _number(text):
    """Return the number that was sent, ``None`` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
