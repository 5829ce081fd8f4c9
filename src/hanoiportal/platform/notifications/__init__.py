"""Thông báo: only the people concerned are told, in the desk and by mail (9, 14).

For the staff of every site.  A mail is a part of the transaction that it tells of: it waits in a
folder until the mail server takes it.
"""
from zope.interface import Interface

from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import IDeed, IObjectPublished
from .delivering import deliver
from .erasing import forget_notices
from .interfaces import INotifying, IPost, IToTell
from .post import Post
from .services import notifying_service
from .subscribers import deed_done, made_public, to_tell


def includeme(config):
    config.registry.registerUtility(Post(config.registry), IPost)
    config.add_service(INotifying, notifying_service)
    config.add_content_subscriber(deed_done, [IDeed, Interface])
    config.add_content_subscriber(made_public, [IObjectPublished, Interface])
    config.add_content_subscriber(to_tell, [IToTell, Interface])
    config.add_eraser('notices', CONTENT, forget_notices)
    config.add_job('mail', 1, deliver)
