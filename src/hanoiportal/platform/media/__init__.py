"""Renditions: pictures smaller and in newer formats (clause 6.7), pages as tagged PDF, and spoken.

They are made when somebody first asks for them, and kept outside of the databases in a bounded
folder (ADR 23): each is a pure function of the bytes that it is made of.  What is known of
documents is found out when they come, and kept beside them (ADR 34).
"""
from ...base.settings import ISettings
from .diskcache import DiskCache
from .documentreader import DocumentReader
from .examiner import Examiner
from .intake import FileIntake
from .interfaces import (
    IDocumentReader,
    IExaminer,
    IFileIntake,
    IRenditions,
    ISharedPictures,
    ISpeaker,
    ITextReader,
    ITypesetter,
)
from .renditions import Renditions
from .sharing import SharedPictures
from .speaker import Speaker
from .textreader import TextReader
from .typesetter import Typesetter


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    cache = DiskCache(settings.media_cache, settings.media_cache_bytes)
    config.registry.registerUtility(Renditions(cache), IRenditions)
    config.registry.registerUtility(SharedPictures(config.registry), ISharedPictures)
    config.registry.registerUtility(Typesetter(cache), ITypesetter)
    config.registry.registerUtility(Speaker(cache), ISpeaker)
    config.registry.registerUtility(Examiner(settings.data / 'trust'), IExaminer)
    config.registry.registerUtility(FileIntake(config.registry), IFileIntake)
    config.registry.registerUtility(TextReader(), ITextReader)
    config.registry.registerUtility(DocumentReader(), IDocumentReader)
