"""Resources of every content type, made of nothing but what their schemas say.

``make('NewsItem')`` adds one to the smallest portal that can hold it.
"""
from io import BytesIO

import colander
import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming, Upload
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.minute import Moment
from hanoiportal.kernel.tree.schema import Words
from hanoiportal.types.section import ITEM_TYPES
from PIL import Image

from .domain_names import permit

TITLE, ENGLISH = 'Tiêu đề mẫu «thứ nhất»', 'A sample title'
PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
#: By kind of ``formats.csv``: a name, and content that begins as such files do.
FILES = {
    'text': ('văn bản.pdf', PDF),
    'film': ('phim.mp4', b'\0\0\0\x18ftypmp42' + bytes(range(256)) * 8),
    'sound': ('tiếng.mp3', b'ID3\4' + bytes(500)),
    'captions': ('phụ đề.vtt', 'WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n'.encode())}


def picture(name='PNG', size=(4, 3), **settings):
    """Return a picture in the format ``name`` of Pillow, as a binary file."""
    out = BytesIO()
    Image.new('RGB', size, 'red').save(out, name, **settings)
    return out


def _file(kind, *_others):
    """Return a name and the binary content of a file of ``kind``."""
    if kind in FILES:
        name, content = FILES[kind]
        return name, BytesIO(content)
    return 'ảnh.png', picture()


def typed(node):
    """Return what a person might type or choose for ``node``."""
    if isinstance(node.typ, Upload):
        return Incoming(*_file(*node.typ.kinds or ('text',)))
    if hasattr(node, 'choices'):
        return node.choices[0][0]
    if isinstance(node.typ, colander.Date):
        return '2025-08-16'
    if isinstance(node.typ, Moment):
        return '2025-08-16T08:00'
    if isinstance(node.typ, colander.Integer):
        return '3'
    if isinstance(node.typ, Words):
        return 'một; hai'
    return TITLE if node.name == 'title' else f'Chữ mẫu của {node.name}'


def example(meta):
    """Return values for every field of a content type, as a form gives them."""
    return {**{node.name: typed(node) for node in meta['schema']()}, **meta['example']}


@pytest.fixture
def portal(environment, steps):
    """The city portal without sites and sections, committed."""
    portal = steps.portal(environment.root)
    transaction.commit()
    return portal


def read_alone(named):
    """Return ``{type name: …}`` without what no reader opens: a site shows its home page."""
    return {name: each for name, each in named.items() if name != 'HomePage'}


def maker(registry, portal, editing):
    """Return the function that ``make`` gives."""
    types = types_of(registry)

    def add(type_name, name='mau', **values):
        if type_name == 'Portal':
            return portal
        if type_name == 'ComponentSite':
            permit(portal, name)
        place = {'ComponentSite': portal['sites'], 'Section': portal, 'HomePage': portal}.get(
            type_name)
        name = types[type_name].get('own_name', name)
        if place is None:
            place = portal.get('chuyen-muc') or editing.add(
                portal, 'chuyen-muc', 'Section',
                {'title': 'Chuyên mục mẫu', 'allowed_types': ITEM_TYPES}, 'test')
        return editing.add(
            place, name, type_name, {**example(types[type_name]), **values}, 'test')

    return add


@pytest.fixture
def make(registry, portal, editing):
    """``make(type_name, name='mau', **values)``: a new resource of that type, not committed."""
    return maker(registry, portal, editing)
