"""Which rules of the style sheets a page would need, by the classes in it."""
import re

from hanoiportal.shells.public.page.stylesheet import KINDS

_RULE = re.compile(r'([^{}]+)\{[^{}]*\}')
_EXCEPT = re.compile(r':not\([^)]*\)')
_CLASS = re.compile(r'\.([a-zA-Z][\w-]*)')
_SELECTORS = re.compile(r',(?![^(]*\))')
_ATTRIBUTE = re.compile(r'\sclass="([^"]*)"')


def selectors(css):
    """Return the selectors of ``css``, of rules inside others too."""
    return [each for rule in _RULE.findall(css) for each in _SELECTORS.split(rule)]


def classes_of(html):
    """Return all classes in ``html``."""
    return {each for value in _ATTRIBUTE.findall(html) for each in value.split()}


def unstyled(classes, kinds):
    """Return ``[sheet: selector]`` of the rules outside ``portal.css`` and the sheets ``kinds``
    that may hold for elements with ``classes``.
    """
    return [f'{name}.css: {each}' for name, sheet in KINDS.items() if name not in kinds
            for each in selectors(sheet.text)
            if set(_CLASS.findall(_EXCEPT.sub('', each))) <= classes]
