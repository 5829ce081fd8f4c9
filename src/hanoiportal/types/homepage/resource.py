"""The persistent home page.  Renaming this module needs an upgrade step."""
from collections import Counter

import colander

from ...base.i18n import _
from ...kernel.tree import Item, content_type
from ...kernel.tree.names import BadName
from ...kernel.tree.schema import Schema, line, paragraph
from .blocks import blocks_in, read
from .checks import Composition, against_publishing

NAME = 'trang-chu'


def check_name(name, _registry, _place, _resource):
    """Raise ``BadName`` for any name but that of home pages, so that a site has one at most."""
    if name != NAME:
        raise BadName(_('Trang chủ chỉ mang tên “${name}”.', mapping={'name': NAME}))


class HomePageSchema(Schema):
    """A home page."""

    title = line(_('Tiêu đề'), required=True)
    summary = paragraph(_('Tóm tắt'))
    blocks = colander.SchemaNode(
        Composition(), title=_('Các khối của trang chủ'), missing='', rows=20,
        composed=True)


def searched(document):
    """Return what the desk finds of ``document``, a home page or its translation, by."""
    return document.summary


def is_rearranged(public, version):
    """Return whether ``version`` has the blocks of the ``public`` home page in another order."""
    before, after = read(public.blocks), read(version.blocks)
    return before != after and _counted(before) == _counted(after) and all(
        getattr(public, name) == getattr(version, name) for name in ('title', 'summary'))


def _counted(blocks):
    return Counter(frozenset(said.items()) for said in blocks)


@content_type('HomePage', _('Trang chủ'), HomePageSchema, own_name=NAME, check_name=check_name,
              reasons_against_publishing=against_publishing, text=searched,
              is_rearranged=is_rearranged,
              example={'blocks': 'khối: loi-van\ntiêu đề: Khối mẫu\nlời: Lời mẫu'})
class HomePage(Item):
    """Trang chủ.  ``blocks``: its composition as text, see ``blocks.py``.

    ``is_face``: it is shown by its site, so no list of readers holds it.
    """

    blocks = ''
    is_face = True

    @property
    def composition(self):
        """The list of ``Block``."""
        return blocks_in(self.blocks)


def public_home(site):
    """Return the public home page of ``site``, or ``None``."""
    found = site.get(NAME)
    return found if isinstance(found, HomePage) and found.is_public else None
