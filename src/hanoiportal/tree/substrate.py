"""The adapter for substanced on Pyramid 2 (decision D7).

Only the parts that the portal stands on are included: the content registry and the events of
folders.  ``substanced.include`` is not called, since with it come an authentication ticket, a
session cookie without HttpOnly, bcrypt principals and views that render names as markup; what
replaces each is named in ``tests/contract/test_substanced_seam.py``.
"""


def includeme(config):
    config.include('substanced.content')
    config.include('substanced.event')
    config.add_directive('scan_all', scan_all)


def scan_all(config, package):
    """Directive: scan ``package`` for the decorators of Pyramid and of substanced.

    Pyramid 2's ``scan`` runs the category ``pyramid`` alone.
    """
    config.scan(package, categories=None)
