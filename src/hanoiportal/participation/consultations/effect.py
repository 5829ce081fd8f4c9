"""The effect that publishes an approved batch of comments: ``interactions`` to ``content``."""
from __future__ import annotations

from functools import partial

from ...kernel.tree.events import Change, send
from ...platform.outbox.interfaces import IDoneEffects, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces.comments import Batch
from .interfaces.drafts import IConsultation
from .publiccomments import counted, public_comments_to_write
from .publishedtexts import made_of
from .register import comments_on, draft_at

#: What is said to the log when a batch is public.
PUBLISHED_COMMENTS = 'publish_comments'


def publish_comments(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Publish the batch that was approved with the digest in ``payload``, and let the rows know.

    A batch that was changed since lets nothing happen.
    """
    draft = str(payload['draft'])
    batch = comments_on(environment.portal, draft).batch
    item = draft_at(environment.portal, draft)
    if item is None or batch is None or batch.digest != str(payload['digest']):
        return
    environment.in_transaction(partial(_publish, environment, item, token, batch))
    environment.in_transaction(partial(_note, environment, draft, batch))


def _publish(environment: IEnvironment, item: IConsultation, token: str, batch: Batch) -> None:
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    if done.of(token):
        return
    found = public_comments_to_write(item)
    for each in made_of(environment.registry, environment.portal, item, batch.numbers).values():
        found.all[each.id] = each
    now = environment.clock.now().isoformat()
    found.approvals += tuple((now, actor, batch.digest) for actor in batch.approvals)
    item.comment_counts = counted(found)
    done.note(token, str(item.__oid__))
    send(environment.registry)(Change(
        item, PUBLISHED_COMMENTS, batch.approvals[-1], count=len(batch.numbers)))


def _note(environment: IEnvironment, draft: str, batch: Batch) -> None:
    """Let the rows of ``batch`` know what names them in public."""
    kept, item = comments_on(environment.portal, draft), draft_at(environment.portal, draft)
    if item is None:
        return
    made = made_of(environment.registry, environment.portal, item, batch.numbers)
    for number, each in made.items():
        kept.rows[number] = kept.rows[number]._replace(public=each.id, told=each.outcome)
    if kept.batch == batch:
        kept.batch = None
