"""Names by clause 5.2: what a body may ask for, and what is offered to it."""
import re
from collections.abc import Iterator

from ...base.i18n import _
from ...base.text import slug

#: What the titles of wards and communes, and of their committees, begin with.
_COMMUNE = re.compile(r'(?:ủy ban nhân dân |ubnd )?(?P<kind>phường|xã) (?P<name>.+)', re.I)
_HOST = re.compile(r'(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}')
_NATIONAL = '.vn'


def joined(text: str) -> str:
    """Return ``text`` as one word without marks, spaces or hyphens."""
    return slug(text).replace('-', '')


def names_for(body: str) -> Iterator[str]:
    """Yield the names that clause 5.2 gives ``body``: of a ward or commune its full name, with
    its kind before it or not (5.2.c); of an agency its full name and its abbreviation (5.2.b);
    of a body that was not named none.
    """
    if not body.strip():
        return
    found = _COMMUNE.fullmatch(body.strip())
    if found:
        yield joined(found['name'])
        yield joined(found['kind'] + found['name'])
        return
    words = slug(body).split('-')
    yield ''.join(words)
    yield ''.join(word[0] for word in words)


def against_body(name: str, body: str) -> str:
    """Return why ``body`` may not have ``name``, a label, translatable; ``''`` if it may.

    Of agencies clause 5.2.b lets a name in English be too, so any is right.
    """
    if not _COMMUNE.fullmatch(body.strip()) or name in names_for(body):
        return ''
    return _('Tên miền của xã, phường là tên đầy đủ bằng tiếng Việt không dấu (điểm c khoản 2 '
             'Điều 5): ${names}.', mapping={'names': ', '.join(names_for(body))})


def against_outside(host: str, domain: str) -> str:
    """Return why ``host`` is no host outside of ``domain``, translatable; ``''`` if it is."""
    if host == domain or host.endswith(f'.{domain}'):
        return _('Chỉ cấp tên miền ngay dưới ${domain} (khoản 2 Điều 5).', mapping={
            'domain': domain})
    if not _HOST.fullmatch(host):
        return _('“${host}” không phải là tên miền.', mapping={'host': host[:80]})
    if not host.endswith(_NATIONAL):
        return _('Tên miền phải là tên miền quốc gia “.vn” (khoản 2 Điều 5).')
    return ''
