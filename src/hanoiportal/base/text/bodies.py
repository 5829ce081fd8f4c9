"""Names of bodies and of documents, however they are spelt: keys by which two are the same."""
import re

from .slug import slug

#: Usual short forms, as slugs, and what they stand for.
_SHORT = {
    'ubnd': 'uy-ban-nhan-dan', 'hdnd': 'hoi-dong-nhan-dan', 'tp': 'thanh-pho', 'vp': 'van-phong',
    'hn': 'ha-noi', 'tphn': 'thanh-pho-ha-noi'}
#: What a place calls the bodies that speak on its site.
_OF_A_PLACE = re.compile('^(van-phong-)?(uy-ban-nhan-dan|hoi-dong-nhan-dan)-')


def body_key(name: str) -> str:
    """Return the key of the body called ``name``; ``''`` for no name.

    >>> body_key('UBND TP. Hà Nội') == body_key('Ủy ban nhân dân Thành phố Hà Nội')
    True
    """
    if not name.strip():
        return ''
    return '-'.join(_SHORT.get(word, word) for word in slug(name, 200).split('-'))


def is_of(body: str, owner: str) -> bool:
    """Return whether ``body`` speaks on the site whose owner is called ``owner``: it is the owner,
    or the committee or council of the same place.

    >>> is_of('HĐND phường Ba Đình', 'Ủy ban nhân dân phường Ba Đình')
    True
    """
    return place_key(body) == place_key(owner)


def place_key(name: str) -> str:
    """Return the key of the body called ``name``, the same for the committee, the council and the
    offices of one place.

    >>> place_key('UBND phường Ba Đình')
    'phuong-ba-dinh'
    """
    return _OF_A_PLACE.sub('', body_key(name))


def document_key(number: str, year: int, body: str) -> str:
    """Return the key of the document with that number, as printed, of a year and a body; a
    register and the item that publishes it have the same.  ``''`` without a number.

    >>> document_key('12/QĐ-UBND', 2026, 'UBND phường Ba Đình')
    'document:12-qd-ubnd:2026:uy-ban-nhan-dan-phuong-ba-dinh'
    """
    return f'document:{slug(number, 200)}:{year:04}:{body_key(body)}' if number.strip() else ''
