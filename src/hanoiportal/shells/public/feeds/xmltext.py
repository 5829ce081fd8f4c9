"""XML in which no character stands that XML does not know."""
import re
from xml.etree.ElementTree import SubElement, tostring

_UNKNOWN = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')


def known(text):
    """Return ``text`` without the characters that no XML may hold (XML 1.0, 2.2).

    >>> known('Hà\\x0b Nội')
    'Hà Nội'
    """
    return _UNKNOWN.sub('', text)


def put(parent, name, text=None, **attributes):
    """Add the element ``name`` below ``parent`` and return it."""
    made = SubElement(parent, name, {key: known(str(value)) for key, value in attributes.items()})
    if text is not None:
        made.text = known(text)
    return made


def document(root):
    """Return the bytes of the document whose outermost element is ``root``."""
    return tostring(root, encoding='utf-8', xml_declaration=True)
