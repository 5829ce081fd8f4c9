"""Thông báo: only the people concerned are told, in the desk and by mail (9, 14).

For the staff of every site.  A mail is a part of the transaction that it tells of: it waits in a
folder until the mail server takes it.
"""
from functools import partial

from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import IAction, IObjectPublished
from ...kernel.tree.reactions import Order
from .delivering import deliver
from .erasing import forget_notices
from .interfaces import IMailing, INotificationRequested, INotifying, IPost, IStepOver
from .mailing import mailing_service
from .post import Post
from .services import notifying_service
from .subscribers import action_done, made_public, notify_recipients, step_over


def includeme(config):
    config.registry.registerUtility(Post(config.registry), IPost)
    config.add_service(INotifying, notifying_service)
    config.add_service(IMailing, mailing_service)
    react = partial(config.add_reaction, order=Order.NOTICES)
    react(action_done, IAction)
    react(made_public, IObjectPublished)
    react(notify_recipients, INotificationRequested)
    react(step_over, IStepOver)
    config.add_eraser('notices', CONTENT, forget_notices)
    config.add_job('mail', 1, deliver)
