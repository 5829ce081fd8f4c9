"""Mails that no person has written: nobody answers them, lest two machines write to each other for
ever (RFC 3834).
"""
import re
from collections.abc import Mapping

_BULK = frozenset({'bulk', 'list', 'junk', 'auto_reply'})
_LISTS = ('list-id', 'list-post', 'list-help', 'list-subscribe', 'list-unsubscribe',
          'mailing-list', 'x-mailing-list')
_REPLIES = ('x-autoreply', 'x-autorespond', 'x-auto-reply')
_DAEMON = re.compile(r'mailer-daemon@', re.I)
#: Message-ID of a letter of an effect (``IPost``).
_OURS = re.compile(r'<[0-9a-f]{32}@([^>]+)>')
#: Machines that it has passed.
_MOST_HOPS = 50


def why_machine(headers: Mapping[str, list[str]], sender: str, address: str, ours: str,
                loop: str) -> str:
    """Return by what a mail is known as written by a machine, ``''`` if by nothing.

    ``headers``: values by names in lower case.  ``sender``: to which it would return.
    ``address``: of which it says that it comes.  ``ours``: from which the portal writes.
    ``loop``: value of ``X-Loop`` of its letters.
    """
    def first(name: str) -> str:
        return next(iter(headers.get(name, [])), '').strip().lower()

    signs = {
        'bounce': not sender or first('return-path') == '<>'
        or first('content-type').startswith('multipart/report'),
        'auto-submitted': first('auto-submitted').partition(';')[0].strip() not in ('', 'no')
        or any(name in headers for name in _REPLIES),
        'precedence': first('precedence') in _BULK,
        'list': any(name in headers for name in _LISTS),
        'daemon': any(_DAEMON.match(each) for each in (sender, address)),
        'loop': ours.lower() in (sender.lower(), address.lower())
        or any(loop.lower() in each.lower() for each in headers.get('x-loop', []))
        or _is_ours(first('message-id'), ours),
        'hops': len(headers.get('received', [])) > _MOST_HOPS}
    return next((name for name, is_so in signs.items() if is_so), '')


def _is_ours(message_id: str, ours: str) -> bool:
    found = _OURS.fullmatch(message_id)
    return found is not None and found[1] == ours.rpartition('@')[2].lower()
