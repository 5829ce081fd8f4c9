"""A document is looked at once, when it comes."""
from ...base.interfaces import IWorkingVersion
from ...platform.media.interfaces import IExaminer
from .resource import File


def look(event):
    """Keep what is known of the file that a ``File`` or its working version has been given."""
    working_copy = event.object
    item = working_copy.__parent__ if IWorkingVersion.providedBy(working_copy) else working_copy
    stored = getattr(working_copy, 'file', None)
    if isinstance(item, File) and stored is not None and stored.examined is None:
        stored.examined = event.registry.getUtility(IExaminer).examined(stored)
