"""Công khai ý kiến: public texts of what people sent on one item, in batches (clauses 4.2.e,
4.3).

For who writes them, and the board that approves.  A feature whose items are ``IHasBatches`` gives
an adapter of them to ``IBatchSource``; those that are ``IPublishesBatches`` have two pages in the
desk here, and an adapter to ``IWritingSource``.
"""
from pyramid.config import Configurator

from .concealing import concealing_in_batches
from .effect import CONCEAL_IN_TEXT, PUBLISH_BATCH, conceal_in_text, publish_batch
from .interfaces import IBatchConcealing, IBatches, IPublicTexts, IPublicWriting
from .publicwriting import public_writing_service
from .services import batches_service
from .toapprove import add_batches
from .unpublishing import TAKE_OUT, PublicTexts, carry_out


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(PublicTexts(config.registry), IPublicTexts)
    config.add_directive('add_batches', add_batches)
    config.add_service(IBatches, batches_service)
    config.add_service(IPublicWriting, public_writing_service)
    config.add_service(IBatchConcealing, concealing_in_batches)
    config.add_effect(PUBLISH_BATCH, publish_batch)
    config.add_effect(CONCEAL_IN_TEXT, conceal_in_text)
    config.add_effect(TAKE_OUT, carry_out)
