"""What of the database something was read from, and which version of it.

A stamp is the id of a stored object and its serial, the id of the transaction that wrote it last.
What was made of some objects is the same for as long as their stamps are.
"""
from ....base.i18n import DEFAULT
from ....kernel.tree.interfaces import NOTHING


def stamp(stored):
    """Return the stamp of one persistent object."""
    stored._p_activate()  # of a ghost the serial is not known
    return stored._p_oid, stored._p_serial


def stamps_of(tag, *resources):
    """Return the stamps of all that the names and the addresses of ``resources`` are read from,
    their own texts and their pictures, in the language ``tag``: of them, of what they lie in, each
    once, of the translations of both and of stored pictures.
    """
    found, known = [], set()
    for resource in resources:
        place = resource
        while place is not None and place not in known:
            known.add(place)
            found.append(stamp(place))
            if tag != DEFAULT and place.translations is not NOTHING:
                found += _stamps_of_text(place.translations, tag)
            place = place.__parent__
        picture = getattr(resource, 'image', None)
        if picture is not None:
            found.append(stamp(picture))
    return tuple(found)


def stamps_of_texts(resource):
    """Return the stamps of all that is said of ``resource`` in whatever language."""
    texts = resource.translations
    return () if texts is NOTHING else tuple(map(stamp, (texts, *texts.values())))


def _stamps_of_text(texts, tag):
    return map(stamp, (texts, texts[tag]) if tag in texts else (texts,))
