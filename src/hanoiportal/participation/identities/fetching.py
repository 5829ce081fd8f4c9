"""Asking the provider, never for long: it says small JSON, at once, and from there."""
import json

from ...platform.http.interfaces import NoAnswer
from .interfaces import DOWN, Unconfirmed


def fetch(http, address, deadline, form=None, headers=None):
    """Return ``(status, mapping)``: what ``address`` says to the ``IHttp``, which must be JSON; of
    a refusal (4xx), whose page may be that of a guard before it, ``{}``.

    ``form``: mapping that is sent by POST.  ``headers``: further ones.
    Raises ``Unconfirmed`` with ``DOWN`` for whatever else comes, or does not.
    """
    try:
        answer = http.ask(address, deadline, form, {
            'Accept': 'application/json', **(headers or {})})
    except NoAnswer as none:
        raise Unconfirmed(DOWN, none.detail) from None
    if answer.status != 200 and not 400 <= answer.status < 500:
        raise Unconfirmed(DOWN, f'status {answer.status}')
    return answer.status, _mapping(answer.body) if answer.status == 200 else {}


def _mapping(body):
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unconfirmed(DOWN, 'an answer that is no JSON') from None
    if not isinstance(found, dict):
        raise Unconfirmed(DOWN, 'an answer that is no JSON object')
    return found
