"""Diễn đàn: what people say on topics that a board opens (clause 4.2.e; NĐ 147/2024/NĐ-CP).

The audience: everybody who reads; people whom VNeID has confirmed, who post and reply; the board
of the site, which approves each post before it is seen, closes the topic and sums it up.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.settings import ISettings
from ...kernel.tree.events import IAction, IObjectPublished
from ...kernel.tree.reactions import Order
from ..batches.interfaces import PAGE
from ..batches.interfaces.sources import IRefusing, IWritingSource
from ..cases.interfaces import FORUM, ICaseChanged, ICaseReceived, IConduct
from ..questions.interfaces import IFormSubject, ISenderRule
from ..tracking.interfaces import IPublicState
from .ending import END_EVERY, end_posts
from .interfaces import FORM, MOVED, IForum, IForumPosts, IForumTopic, IForumWays
from .phases import MOVING, forum_service
from .postform import POSTING, PostConduct, TopicSubject
from .publishing import PostRefusing, PostSource
from .reconciling import reconcile
from .register import ForumPosts, PostState, enter, follow, topics_with_posts
from .senders import ForumWays, PostSenders, read_ways
from .subscribers import gone_on, is_topic, published
from .telling import TELL_EVERY, tell


def includeme(config: Configurator) -> None:
    registry = config.registry
    ways = read_ways(registry.getUtility(ISettings).data / 'forum_ways.csv')
    registry.registerUtility(PostConduct(), IConduct, name=FORUM)
    registry.registerUtility(PostState(), IPublicState, name=FORUM)
    registry.registerUtility(TopicSubject(), IFormSubject, name=FORM)
    registry.registerUtility(PostSenders(registry, ways), ISenderRule, name=FORM)
    registry.registerUtility(ForumWays(registry), IForumWays)
    registry.registerAdapter(ForumPosts, (IResource,), IForumPosts)
    registry.registerAdapter(partial(PostSource, registry), (IForumTopic,), IWritingSource)
    registry.registerAdapter(partial(PostRefusing, registry), (IForumTopic,), IRefusing)
    config.add_service(IForum, forum_service)
    config.add_reaction(published, IObjectPublished, obj=IForumTopic, order=Order.DOCUMENT)
    config.add_reaction(gone_on, IAction, obj=IForumTopic, order=Order.LOG)
    config.add_followable('forum', _('Chủ đề diễn đàn này'), is_topic, also=(MOVED,))
    config.add_due(MOVING)
    config.add_subscriber(partial(enter, registry), ICaseReceived)
    config.add_subscriber(partial(follow, registry), ICaseChanged)
    config.add_job('forum endings', END_EVERY, end_posts)
    config.add_job('forum notices', TELL_EVERY, tell)
    config.add_reconciler('forum', reconcile, order=36)
    config.add_batches('posts', topics_with_posts, PAGE)
    config.add_case_form(POSTING)
