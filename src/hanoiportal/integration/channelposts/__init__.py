"""Bài đăng trên kênh: what a site says of its items on Zalo, Facebook, YouTube, TikTok (27.1).

For editors, who write a post of an item for the connected channels of their site, and for its
board, which approves exactly that text.  The delivery engine (``deliveries``) posts it at its time
and takes it back when the item is public no longer; operators connect a channel in the desk
(ADR 100).
"""
from pyramid.config import Configurator
from pyramid.interfaces import IRequest

from ...kernel.storage.interfaces import INTERACTIONS
from ...participation.batches.interfaces.toapprove import IBatchesToApprove
from .channels import add_channel
from .counting import count
from .erasing import forget_posts
from .facebook import FACEBOOK
from .health import ChannelAlarms, check
from .interfaces import IChannelAlarms, IChannelPosts, IChannels, IChannelTasks
from .jobs import EVERY, post_due
from .services import channel_posts
from .tiktok import TIKTOK
from .toapprove import PostsToApprove, PostsToDo
from .youtube import YOUTUBE
from .zalo import ZALO


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility({}, IChannels)
    registry.registerUtility(ChannelAlarms(registry), IChannelAlarms)
    registry.registerAdapter(
        PostsToApprove, (IRequest,), IBatchesToApprove, name='channel posts')
    registry.registerAdapter(PostsToDo, (IRequest,), IChannelTasks)
    config.add_service(IChannelPosts, channel_posts)
    config.add_job('channel posts', EVERY, post_due)
    config.add_job('channel figures', EVERY, count)
    config.add_health_check('channels', check)
    config.add_eraser('channel posts', INTERACTIONS, forget_posts)
    for channel in (ZALO, FACEBOOK, YOUTUBE, TIKTOK):
        add_channel(config, channel)
