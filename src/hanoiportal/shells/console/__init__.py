"""The console of administrators at ``/console`` (substanced's SDI, and what we add), and log-in.

Who uses it: administrators, operators and inspectors; what each may do is one table in
``authorization.roles``.  Nobody else is told what exists (clause 8.8).
"""
from substanced.sdi import MANAGE_ROUTE_NAME

from ...web.headers import STILL_POLICY


def policy(request):
    """Return the Content-Security-Policy of a page of the console: nothing runs there."""
    return STILL_POLICY


def includeme(config):
    config.add_content_policy(MANAGE_ROUTE_NAME, policy)
    config.include('.frame.sdi')
    config.include('.frame.addresses')
    config.scan_all('.')
