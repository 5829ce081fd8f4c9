"""A document is looked at once, when it comes."""
from ...base.interfaces import IWorkingVersion
from ...platform.media.interfaces import IExaminer
from .resource import File


def look(event):
    """Keep what is known of the file that a ``File`` or its working version has been given."""
    holder = event.object
    item = holder.__parent__ if IWorkingVersion.providedBy(holder) else holder
    stored = getattr(holder, 'file', None)
    if isinstance(item, File) and stored is not None and stored.examined is None:
        stored.examined = event.registry.getUtility(IExaminer).examined(stored)
