"""The console of administrators at ``/console`` (substanced's SDI, and what we add), and log-in.

Who uses it: administrators, operators and inspectors; what each may do is one table in
``authorization.roles``.  Nobody else is told what exists (clause 8.8).
"""
from hashlib import blake2b
from pathlib import Path

from pyramid.static import QueryStringConstantCacheBuster
from substanced.sdi import MANAGE_ROUTE_NAME

from ...web.headers import STILL_POLICY
from ...web.statics import nowhere

STATIC = 'hanoiportal.shells.console:static'


def policy(request):
    """Return the Content-Security-Policy of a page of the console: nothing runs there."""
    return STILL_POLICY


def _stamp():
    """Return what changes with every byte of the files of the console."""
    files = sorted(Path(__file__).with_name('static').iterdir())
    return blake2b(b''.join(each.read_bytes() for each in files), digest_size=6).hexdigest()


def includeme(config):
    config.add_content_policy(MANAGE_ROUTE_NAME, policy)
    config.include('.frame.sdi')
    config.include('.frame.addresses')
    config.add_static_view('console-static', STATIC, cache_max_age=86400, factory=nowhere)
    config.add_cache_buster(STATIC, QueryStringConstantCacheBuster(_stamp()))
    config.scan_all('.')
