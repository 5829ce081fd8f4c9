"""``IDialogueQueue``, and what the queue keeps when a question comes in or something happens to
it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol, cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...base.permissions import NOT_ALLOWED, Allowed
from ...base.text.sametexts import groups
from ...kernel.security.interactions import empty, get_or_create, interactions_of, kept_or_new
from ...kernel.tree.lookup import find_portal, find_site, item_of
from ...platform.scheduling.interfaces import IEnvironment
from ..batches.interfaces import IPublicTexts
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    DIALOGUE,
    ERASED,
    OUT_OF_SCOPE,
    PUBLISH,
    PUBLISH_ENDED,
    REOPENED,
    WITHDRAWN,
    Case,
    CaseEvent,
    ICases,
)
from .interfaces import ARCHIVED, CannotModerate, IDialogue, IDialogueQueue, Question
from .phases import is_dialogue
from .resource import KEY, DialogueBook, DialogueQuestions

#: Events that end a question, and those after which nothing of it is public.
_ENDS = frozenset({ANSWERED, OUT_OF_SCOPE, ABUSE, WITHDRAWN})
_GONE = frozenset({WITHDRAWN, ERASED})
#: Questions, the latest that wait, that are compared with each other.
MOST_COMPARED = 2000


class QuestionCame(Protocol):
    """A ``CaseReceived`` as it is heard."""

    portal: IPortal
    case: Case


class QuestionWent(QuestionCame, Protocol):
    """A ``CaseChanged`` as it is heard."""

    event: CaseEvent


@implementer(IDialogueQueue)
class DialogueQueue:
    """See ``IDialogueQueue``."""

    def __init__(self, resource: IResource) -> None:
        self._portal = find_portal(resource)

    def of(self, dialogue: str) -> Sequence[Question]:
        """See ``IDialogueQueue``."""
        return tuple(questions_to(self._portal, dialogue).rows.values())

    def dialogue_of(self, number: int) -> str:
        """See ``IDialogueQueue``."""
        return str(read_book(self._portal).dialogue_of.get(number, ''))


def read_book(portal: IPortal) -> DialogueBook:
    """Return the book, an empty one that is kept nowhere if there is none."""
    return kept_or_new(portal, KEY, DialogueBook)


def dialogues_with_questions(portal: IPortal) -> Mapping[str, DialogueQuestions]:
    """Return what is kept of each dialogue, by its object id."""
    return cast('Mapping[str, DialogueQuestions]', read_book(portal).dialogues)


def questions_to(portal: IPortal, dialogue: str) -> DialogueQuestions:
    """Return what is kept of the questions to ``dialogue``; if there are none, what is kept
    nowhere.
    """
    return read_book(portal).dialogues.get(dialogue) or empty(DialogueQuestions)


def questions_to_write(portal: IPortal, dialogue: str) -> DialogueQuestions:
    """Return what is kept of the questions to ``dialogue``, for writing, also if there are none.
    """
    book: DialogueBook = get_or_create(interactions_of(portal), KEY, DialogueBook)
    kept: DialogueQuestions = get_or_create(book.dialogues, dialogue, DialogueQuestions)
    return kept


def questions_to_moderate(portal: IPortal, dialogue: IDialogue, allowed: Allowed,
                          permission: str) -> DialogueQuestions:
    """Return ``questions_to`` it, for who has ``permission`` at its site.  Raises
    ``CannotModerate``, also if it is archived.
    """
    if not allowed(permission, find_site(dialogue)):
        raise CannotModerate({'': NOT_ALLOWED})
    if dialogue.phase == ARCHIVED:
        raise CannotModerate({'': _('Buổi trực tuyến đã lưu trữ: hàng chờ không sửa nữa.')})
    return questions_to(portal, str(dialogue.__oid__))


def dialogue_at(portal: IPortal, dialogue: str) -> IDialogue | None:
    """Return the item of ``dialogue``, ``None`` if it is gone or no dialogue."""
    found = item_of(portal, dialogue)
    return cast(IDialogue, found) if is_dialogue(found) else None


def enter(registry: Registry, event: QuestionCame) -> None:
    """Give a question that came in its row."""
    if event.case.kind == DIALOGUE:
        cases: ICases = registry.getAdapter(event.portal, ICases)
        contents = cases.open(event.case)
        if contents is not None:
            put_in(event.portal, event.case.number, contents.details.get('dialogue', ''))


def put_in(portal: IPortal, number: int, dialogue: str) -> bool:
    """Let the case ``number`` wait in the queue of ``dialogue``; return whether it does."""
    if dialogue_at(portal, dialogue) is None:
        return False
    questions_to_write(portal, dialogue).rows[number] = Question(number, number)
    read_book(portal).dialogue_of[number] = dialogue
    return True


def follow(registry: Registry, event: QuestionWent) -> None:
    """Let the row of a question know what ``event`` makes of it."""
    number, kind = event.case.number, event.event.kind
    is_private = event.event.ground == PUBLISH_ENDED
    if event.case.kind != DIALOGUE or not (is_private or kind in {*_ENDS, ERASED, REOPENED}):
        return
    dialogue = read_book(event.portal).dialogue_of.get(number, '')
    kept = questions_to(event.portal, dialogue)
    row = kept.rows.get(number)
    if row is None:
        return
    kept.rows[number] = row._replace(is_prepared=False) if is_private else after(row, kind)
    if (is_private or kind in _GONE) and row.public:
        kept.rows[number] = kept.rows[number]._replace(public='')
        registry.getUtility(IPublicTexts).take_out(event.portal, dialogue, row.public)
    if (is_private or kind in {*_ENDS, ERASED}) and kept.prepared.has_key(number):
        kept.prepared.remove(number)


def after(row: Question, kind: str) -> Question:
    """Return what an event of that ``kind`` makes of ``row``."""
    if kind == REOPENED:
        return row._replace(outcome='')
    return row._replace(
        outcome=kind if kind in _ENDS else row.outcome, is_prepared=False, back='')


class QuestionState:
    """``IPublicState`` of questions to dialogues."""

    given = PUBLISH
    words = _('Khi gửi đã đồng ý công khai câu hỏi cùng câu trả lời. Có thể thôi đồng ý cho đến '
              'khi câu trả lời được đăng; khi đó cơ quan chỉ trả lời ở trang này.')

    def is_public(self, cases: ICases, case: Case) -> bool:
        """See ``IPublicState``."""
        dialogue = DialogueQueue(cases.portal).dialogue_of(case.number)
        row = questions_to(cases.portal, dialogue).rows.get(case.number)
        return row is not None and bool(row.public)


def group_questions(environment: IEnvironment) -> None:
    """Job: let questions that ask the same be one group, in one transaction a dialogue."""
    for dialogue in list(read_book(environment.portal).dialogues):
        if environment.in_transaction(partial(_has_new, environment.portal, dialogue)):
            environment.in_transaction(partial(_group, environment, dialogue))


def _has_new(portal: IPortal, dialogue: str) -> bool:
    kept = questions_to(portal, dialogue)
    return bool(kept.rows) and kept.rows.maxKey() > kept.grouped_to


def _group(environment: IEnvironment, dialogue: str) -> None:
    kept = questions_to(environment.portal, dialogue)
    kept.grouped_to = kept.rows.maxKey()
    waiting = [row for row in kept.rows.values() if not row.outcome][-MOST_COMPARED:]
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    texts = {}
    for row in waiting:
        case = cases.get(row.number)
        contents = cases.open(case) if case is not None else None
        if contents is not None:
            texts[row.number] = contents.text
    first = {number: each[0] for each in groups(texts) for number in each}
    for row in waiting:
        group = first.get(row.number, row.number)
        if group != row.group:
            kept.rows[row.number] = row._replace(group=group)
