"""What phones may ask for."""
from zope.interface import Interface

#: Names below ``/.well-known``.
ANDROID, APPLE = 'assetlinks.json', 'apple-app-site-association'


class IAppFiles(Interface):
    """``{name below /.well-known: JSON}``, a ``dict``, empty without an app; a utility."""
