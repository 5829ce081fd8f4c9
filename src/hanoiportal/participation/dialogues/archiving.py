"""The effect that archives a dialogue: each answer becomes an item of Hỏi đáp, once."""
from __future__ import annotations

from functools import partial
from typing import cast

from ...base.interfaces import IContainer
from ...base.text import slug
from ...content.versions.interfaces import IEditing, INaming
from ...editorial.boards.interfaces import IBoardApproval
from ...editorial.publishing.interfaces import IPublishing
from ...kernel.tree.events import SYSTEM, Change, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import APPROVED
from ...kernel.workflow.records import review_of
from ...platform.outbox.interfaces import Payload
from ...platform.scheduling.interfaces import IEnvironment
from .closing import digest_of_items, moments_of
from .interfaces import ARCHIVED, OVER, IDialogue, PublicAnswer
from .questionvalues import QUESTION, question_values
from .register import dialogue_at, questions_to
from .resource import DialogueQuestions

#: What is said to the log, and to readers as the note of a major change.
ARCHIVED_DIALOGUE, TOLD = 'archive_dialogue', (
    'Buổi trực tuyến đã kết thúc; các câu hỏi và câu trả lời được lưu trữ.')
#: Section of the items; items in one transaction.
_SECTION, _AT_ONCE = 'hoi-dap', 20


def archive_dialogue(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Make the items that were approved with the digest in ``payload``.  Whatever has changed
    since lets nothing happen; what has been made is not made again.
    """
    item = dialogue_at(environment.portal, str(payload['dialogue']))
    if item is None or item.phase != OVER:
        return
    kept = questions_to(environment.portal, str(item.__oid__))
    digest = digest_of_items(environment.registry, item, kept)
    if digest != str(payload['digest']) or kept.closing[0] != digest:
        return
    while environment.in_transaction(partial(_some, environment, item, kept)):
        pass
    environment.in_transaction(partial(_end, environment, item, kept))


def _some(environment: IEnvironment, item: IDialogue, kept: DialogueQuestions) -> bool:
    """Make some items; return whether there may be more."""
    if item.public_answers is None:
        return False
    answers, moments = item.public_answers.all, moments_of(item, kept)
    left = [(number, each) for number, each in answers.items() if not each.item][:_AT_ONCE]
    for number, each in left:
        made = _made(environment, item, each, moments[each.id], kept)
        answers[number] = each._replace(item=str(made.__oid__), moment=moments[each.id])
    return bool(left)


def _made(environment: IEnvironment, item: IDialogue, answer: PublicAnswer, moment: int,
          kept: DialogueQuestions) -> Described:
    """Return the item of ``answer``, public as it was approved."""
    site, approvers = find_site(item), kept.closing[1]
    section = cast(IContainer, site)[_SECTION]
    values = question_values(item, answer, moment)
    editing: IEditing = environment.request.service(IEditing)
    naming: INaming = environment.request.service(INaming)
    made = cast(Described, editing.add(
        section, naming.free_name(section, slug(values['title'])), QUESTION, values, SYSTEM, {}))
    working_copy = in_work(made)
    publishing: IPublishing = environment.request.service(IPublishing)
    board: IBoardApproval = environment.request.service(IBoardApproval)
    review = review_of(working_copy)
    review.authors |= frozenset(kept.closers)
    review.approvals = board.approvals_of(site, approvers, publishing.judge(made).digest)
    working_copy.state = APPROVED
    publishing.publish(made, approvers[-1], verdict=publishing.judge(made))
    return made


def _end(environment: IEnvironment, item: IDialogue, kept: DialogueQuestions) -> None:
    """Let ``item`` be what is kept of the dialogue, answers and all."""
    now = environment.clock.now()
    item.phase, item.updated_at = ARCHIVED, now
    item.changes = (*item.changes, (now, TOLD))
    send(environment.registry)(Change(
        item, ARCHIVED_DIALOGUE, kept.closing[1][-1], count=len(item.answers)))
