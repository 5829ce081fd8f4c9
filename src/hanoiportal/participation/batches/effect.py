"""The effect that publishes an approved batch: ``interactions`` to ``content``."""
from __future__ import annotations

from functools import partial

from ...kernel.security.crypto.sealing import ISealing
from ...kernel.tree.lookup import item_of
from ...platform.outbox.interfaces import IDoneEffects, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import ICases
from ..publication.interfaces import IConcealing
from .interfaces import IPublicTexts
from .interfaces.sources import Batch, IBatchSource, IWritingSource
from .texts import left_out, made_of, said_without

#: Kind of the effect that publishes.
PUBLISH_BATCH = 'publish batch'
#: Kind of the effect that takes a piece out of a public text.
CONCEAL_IN_TEXT = 'conceal in text'


def publish_batch(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Publish the batch that was approved with the digest in ``payload``, and let its cases know.

    A batch that was changed since lets nothing happen.
    """
    item = str(payload['item'])
    source = _source(environment, item)
    batch = source.kept.batch if source is not None else None
    if batch is None or batch.digest != str(payload['digest']):
        return
    environment.in_transaction(partial(_publish, environment, item, token, batch))
    environment.in_transaction(partial(_note, environment, item, batch))


def conceal_in_text(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Take the piece that is sealed in ``payload`` out of a public text; a second time it is not
    there any more.
    """
    piece = environment.registry.getUtility(ISealing).opened(
        bytes.fromhex(str(payload['sealed'])), f'conceal {token}')
    environment.in_transaction(partial(
        _conceal, environment, str(payload['item']), str(payload['public']), piece))


def _conceal(environment: IEnvironment, item: str, public: str, piece: str) -> None:
    source: IWritingSource | None = environment.registry.queryAdapter(
        item_of(environment.portal, item), IWritingSource)
    said = source.published().get(public) if source is not None else None
    if source is None or said is None:
        return
    concealing: IConcealing = environment.request.service(IConcealing)
    texts, times = said_without(source, said, piece, concealing)
    if times:
        source.rewrite(said, texts)


def _source(environment: IEnvironment, item: str) -> IBatchSource | None:
    found = item_of(environment.portal, item)
    source: IBatchSource | None = environment.registry.queryAdapter(found, IBatchSource)
    return source


def _publish(environment: IEnvironment, item: str, token: str, batch: Batch) -> None:
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    source = _source(environment, item)
    if source is None or done.of(token):
        return
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    done.note(token, item)
    made = made_of(source, cases, batch.numbers)
    if made:
        source.write(made, batch, environment.clock.now())


def _note(environment: IEnvironment, item: str, batch: Batch) -> None:
    source = _source(environment, item)
    if source is None:
        return
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    made = made_of(source, cases, batch.numbers)
    source.note(made, batch)
    texts: IPublicTexts = environment.registry.getUtility(IPublicTexts)
    for public in left_out(source, cases, batch.numbers, made):
        texts.take_out(environment.portal, item, public)
    if source.kept.batch == batch:
        source.kept.batch = None
