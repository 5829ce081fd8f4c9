"""Asking the application in this process, as quick as it can be: no template is rendered but those
of refusals, and what is allowed is done and not kept.
"""
import re
from dataclasses import dataclass

from hanoiportal.base.permissions import VIEW
from hanoiportal.kernel.security.authorization.roles import ANYBODY, EDITORIAL, OWNER, ROLES
from hanoiportal.kernel.storage.retry import only_reads
from hanoiportal.kernel.workflow.interfaces import PUBLIC
from pyramid.interfaces import IRendererFactory
from support.people import PASSWORD
from webob import Request

#: Of a request that shall not be kept, whatever it did.
REHEARSAL = 'hanoiportal.rehearsal'
#: Kinds of things that are no page of the portal, whatever their state.
INTERNAL = ('accounts', 'account', 'mount')
RENDERED = ('refusal.pt', 'relogin.pt')
_TOKEN = re.compile(rb'name="csrf_token"\s+value="([^"]+)"|value="([^"]+)"\s+name="csrf_token"')


def kept_or_not(request, response):
    """Return whether the transaction of ``request`` is given up: ``tm.commit_veto``."""
    return REHEARSAL in request.environ or only_reads(request, response)


class Blank:
    """A template that is not rendered; others may still use its macros."""

    def __init__(self, template):
        self.implementation = template.implementation

    def __call__(self, value, system):
        return 'rendered'


def without_templates(registry):
    """Let the application of ``registry`` render the pages of refusals and no others."""
    made = registry.getUtility(IRendererFactory, name='.pt')

    def factory(info):
        found = made(info)
        return found if info.name.endswith(RENDERED) else Blank(found)

    registry.registerUtility(factory, IRendererFactory, name='.pt')


@dataclass
class Asker:
    """Somebody who asks.  ``role``: at ``site``, ``''`` for one who holds it everywhere, ``None``
    for no role.  ``began``: whether they began the texts of their site.
    """

    name: str
    login: str | None = None
    role: str | None = None
    site: str = ''
    began: bool = False
    cookie: str = ''
    token: str = ''

    def may(self, permission, state, thing, is_text):
        """Return whether the table of roles allows ``permission`` in ``state`` at ``thing``."""
        if state in ANYBODY.get(permission, ()) and thing.kind not in INTERNAL:
            return True
        roles = self._roles(thing)
        allowed = any(state in ROLES[role].get(permission, ()) for role in roles)
        if is_text and state not in PUBLIC and permission in ('desk', 'add'):
            return allowed and any(state in ROLES[role].get(VIEW, ()) for role in roles)
        return allowed

    def _roles(self, thing):
        if self.role is None or self.role in EDITORIAL and thing.site != self.site:
            return ()
        return (self.role, OWNER) if self.began and thing.is_text else (self.role,)


class Door:
    """The application, asked by one ``Asker`` after another; no cookie is kept between them."""

    def __init__(self, wsgi):
        self._wsgi = wsgi

    def admit(self, asker):
        """Log ``asker`` in, anew if they were, and take up their token against forgery."""
        asker.cookie = ''
        page = self.ask(asker, 'GET', '/login')
        asker.cookie, asker.token = _cookie(page), token_of(page)
        if asker.login is None:
            return
        answer = self.ask(asker, 'POST', '/login', {
            'login': asker.login, 'password': PASSWORD})
        assert answer.status_int == 303, answer
        asker.cookie = _cookie(answer)
        asker.token = token_of(self.ask(asker, 'GET', '/password'))

    def ask(self, asker, method, path, form=None, rehearsal=False, token=True, **headers):
        """Return the answer to one request; a form carries the token unless told otherwise."""
        fields = dict(form or {})
        if token and method == 'POST':
            fields['csrf_token'] = asker.token
        request = Request.blank(
            path, method=method, POST=fields if method == 'POST' else None,
            headers={'Host': 'localhost', 'Cookie': asker.cookie, **headers})
        if rehearsal:
            request.environ[REHEARSAL] = True
        answer = request.get_response(self._wsgi)
        answer.body  # noqa: B018  reads it, and closes the file that it comes from
        return answer


def token_of(page):
    """Return the token against forgery that a form of ``page`` carries."""
    found = _TOKEN.search(page.body)
    return next(filter(None, found.groups())).decode()


def _cookie(page):
    return '; '.join(each.split(';')[0] for each in page.headers.getall('Set-Cookie'))


def change_counts(registry):
    """Return the last transaction of each database."""
    return {name: database.lastTransaction()
            for name, database in registry._zodb_databases.items()}
