"""Theo dõi: people without an account are told what is new of a thing they follow (4.2, 4.3).

For everybody, and for features that have something to follow: ``config.add_followable``.  An
address is confirmed by its owner, sealed with a key of its own, and forgotten with the end of the
last thing followed (ADR 69).  Channels are the page «Theo dõi», mail, and short messages to a
number that was confirmed by a code (ADR 108); ``config.add_channel`` adds another.  A mail that
comes back is counted, and ends what is followed by a rule.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.settings import ISettings
from ..notifications.interfaces import IReturned
from .declaring import add_channel, add_followable, is_mail
from .followers import followers_by
from .following import follow
from .interfaces import (
    BY_MAIL,
    BY_MESSAGE,
    BY_PAGE,
    IFollowers,
    ILetters,
    IReturns,
    ISubscriptions,
)
from .keeping import FORGET
from .letters import send_letter
from .messages import NEWS_MESSAGE, send_news, tell_by_message
from .reconciling import end_links, key_numbers, position_of, reconcile
from .retention import EVERY, destroy, forget_unconfirmed
from .returns import Returns
from .rules import ISubscriptionRules, read_rules
from .services import LETTER, subscriptions_by
from .telling import tell, tell_by_mail, tell_on_page
from .writtenletters import letters_by


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_rules(data / 'subscription_rules.csv'), ISubscriptionRules)
    returns = Returns(registry)
    registry.registerUtility(returns, IReturns)
    registry.registerUtility(returns, IReturned)
    registry.registerAdapter(subscriptions_by(registry), (IResource,), ISubscriptions)
    registry.registerAdapter(letters_by(registry), (IResource,), ILetters)
    registry.registerAdapter(followers_by(registry), (IResource,), IFollowers)
    config.add_directive('add_followable', add_followable)
    config.add_directive('add_channel', add_channel)
    config.add_channel(BY_MAIL, _('Thư điện tử'), tell_by_mail)
    config.add_channel(BY_PAGE, _('Chỉ trên trang Theo dõi'), tell_on_page, bool)
    config.add_channel(BY_MESSAGE, _('Tin nhắn'), tell_by_message,
                       lambda address: not is_mail(address))
    config.add_effect(LETTER, send_letter, is_told=True)
    config.add_effect(FORGET, destroy)
    config.add_effect(NEWS_MESSAGE, send_news, is_told=True)
    config.add_job('subscriptions', 10, follow)
    config.add_job('subscription news', 10, tell)
    config.add_job('subscription retention', EVERY, forget_unconfirmed)
    config.add_follower('subscriptions', position_of)
    config.add_key_owner('subscriptions', key_numbers)
    config.add_reconciler('subscriptions', reconcile, order=30)
    config.add_ending('subscriptions that nobody has confirmed', end_links)
