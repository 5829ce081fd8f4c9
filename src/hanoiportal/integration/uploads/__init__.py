"""Tải tệp lên theo từng phần: files of systems, sent in parts that go on after a break (tus 1.0).

What has come lies in the ``drafts`` database for a day; a draft takes it over as a file that was
sent by a form, with all that is looked at then.
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import DRAFTS
from .erasing import forget_uploads
from .interfaces import LARGEST_PART, STREAM, IUploads
from .jobs import EVERY, forget_old
from .services import uploads_service


def includeme(config: Configurator) -> None:
    config.add_service(IUploads, uploads_service)
    config.add_large_body(STREAM, LARGEST_PART)
    config.add_job('uploads', EVERY, forget_old)
    config.add_eraser('uploads', DRAFTS, forget_uploads)
