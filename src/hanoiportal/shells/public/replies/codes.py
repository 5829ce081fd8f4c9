"""Pages that the code of a link opens, for people without an account (ADR 50).

A link carries its code behind ``#``, which browsers send to nobody.  The page at its address asks
for the code: a script puts in what stands behind the ``#``, without it one pastes the link.  What
is right leads to an address that says nothing; what is wrong, used, taken back or too old is
answered alike.
"""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response

from ....base.interfaces import IClock
from ....kernel.security.authentication.tokens import LONGEST_LINK, key_pasted
from ....web.login.redeemedlinks import IRedeemedLinks, name_of
from ..page.stylesheet import CODE

FIELD = 'code'
TEMPLATE = 'hanoiportal.shells.public.replies:templates/code.pt'
#: With ``no-referrer`` browsers would not say whose form it is.
HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin',
           'X-Robots-Tag': 'noindex, nofollow'}


def key_typed(request):
    """Return the key of the code that was typed, or of the link; ``''`` for what is neither.

    A link that has its code elsewhere than behind ``#`` is none: it has been in an address.
    """
    return key_pasted(str(request.POST.get(FIELD, '')))


def key_opened(request):
    """Return the key of what the address names, if this browser has opened it; else ``''``."""
    name = request.subpath[0] if request.subpath else ''
    return request.registry.getUtility(IRedeemedLinks).key(request, name, _now(request))


def ask(request, title, page, wrong=False):
    """Return the page that asks for a code; with 404 if one was ``wrong``.

    ``title``: what it opens, translatable.  ``page``: the address of the page itself.
    """
    request.response.headers.update(HEADERS)
    if wrong:
        request.response.status_int = 404
    return render_to_response(TEMPLATE, {
        'title': title, 'noindex': True, 'action': page, 'field': FIELD, 'longest': LONGEST_LINK,
        'wrong': wrong, 'script': CODE}, request, response=request.response)


def lead_on(request, page, key):
    """Return the answer to the right code with ``key``: it is known from now on, and ``page``
    shows what it opens.
    """
    response = HTTPSeeOther(f'{page}/{name_of(key)}')
    response.headers['Cache-Control'] = 'no-store'
    request.registry.getUtility(IRedeemedLinks).remember(request, response, key, _now(request))
    return response


def _now(request):
    return request.registry.getUtility(IClock).now()
