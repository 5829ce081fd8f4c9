"""The effect that publishes an approved batch of answers: ``interactions`` to ``content``.

One transaction writes the answers alone: the item, its versions, indexes and archive know nothing
of them until the dialogue is archived.
"""
from __future__ import annotations

import datetime
from functools import partial

from ...kernel.tree.events import Action, send
from ...platform.outbox.interfaces import IDoneEffects, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import ANSWERED, ICases
from .answertexts import group_of, left_out, made_of
from .interfaces import AnswerBatch, IDialogue
from .register import dialogue_at, questions_to
from .resource import PublicAnswers
from .unpublishing import take_out

#: What is said to the log when a batch is public.
PUBLISHED_ANSWERS = 'publish_answers'


def publish_answers(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Publish the batch that was approved with the digest in ``payload``, and let those who asked
    know.  A batch that was changed since lets nothing happen.
    """
    dialogue = str(payload['dialogue'])
    batch = questions_to(environment.portal, dialogue).batch
    item = dialogue_at(environment.portal, dialogue)
    if item is None or batch is None or batch.digest != str(payload['digest']):
        return
    environment.in_transaction(partial(_publish, environment, item, token, batch))
    environment.in_transaction(partial(_note, environment, dialogue, batch))


def _publish(environment: IEnvironment, item: IDialogue, token: str, batch: AnswerBatch) -> None:
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    if done.of(token):
        return
    if item.public_answers is None:
        item.public_answers = PublicAnswers()
    found, now = item.public_answers, environment.clock.now()
    assert isinstance(found, PublicAnswers)
    number = found.all.maxKey() if found.all else 0
    made = made_of(environment.registry, environment.portal, item, batch.numbers)
    done.note(token, str(item.__oid__))
    if not made:
        return
    for at, each in enumerate(made.values(), number + 1):
        found.all[at] = each._replace(moment=moment_of(item, now))
    first = found.approvals.maxKey() + 1 if found.approvals else 1
    for at, actor in enumerate(batch.approvals, first):
        found.approvals[at] = now.isoformat(), actor, batch.digest
    send(environment.registry)(Action(
        item, PUBLISHED_ANSWERS, batch.approvals[-1], count=len(made)))


def moment_of(item: IDialogue, now: datetime.datetime) -> int:
    """Return how many seconds of ``item`` have passed at ``now``, at most all of them."""
    if item.start is None or item.end is None:
        return 0
    return int(max(0.0, (min(now, item.end) - item.start).total_seconds()))


def _note(environment: IEnvironment, dialogue: str, batch: AnswerBatch) -> None:
    """Let all who asked the same know the answer, and the rows what names it in public."""
    kept, item = questions_to(environment.portal, dialogue), dialogue_at(
        environment.portal, dialogue)
    if item is None:
        return
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    made = made_of(environment.registry, environment.portal, item, batch.numbers)
    for number, each in made.items():
        for row in group_of(kept.rows, number):
            case = cases.get(row.number)
            if case is not None and not row.outcome:
                cases.append(case, ANSWERED, text=f'{each.by}: {each.answer}' if each.by else
                             each.answer, actor=batch.approvals[-1], site=case.site,
                             source=f'dialogue:{each.id}')
        kept.rows[number] = kept.rows[number]._replace(public=each.id)
    for public in left_out(environment.registry, environment.portal, item, batch.numbers, made):
        take_out(environment.registry, environment.portal, dialogue, public)
    if kept.batch == batch:
        kept.batch = None
