"""The rich-text editor on the pages that have a text to write: its files and their addresses.

The macro ``fields`` of the desk brings them with every form that has a field of HTML; a page with
a ``<textarea data-rich>`` of its own uses the macros ``rich_text['styles']`` and
``rich_text['scripts']``.  Without JavaScript, or where the front-end was not built, the textarea
stays as it is.
"""
from hashlib import blake2b
from pathlib import Path

from pyramid.events import BeforeRender, subscriber
from pyramid.renderers import get_renderer

from .shell import is_desk

TEMPLATE = 'hanoiportal.desk:templates/editor.pt'
_STATIC = Path(__file__).with_name('static')


def _stamp(name):
    """Return the address of a file of ``static``, that changes with its bytes; ``None`` without
    the file: what is built may be missing.
    """
    file = _STATIC / name
    if not file.exists():
        return None
    return f'/desk-static/{name}?{blake2b(file.read_bytes(), digest_size=6).hexdigest()}'


class EditorFiles:
    """Addresses of the editor's ``stylesheet`` and ``script``; ``None`` for one not built."""

    stylesheet, script = _stamp('editor.css'), _stamp('editor.js')


@subscriber(BeforeRender)
def add_editor(event):
    """Give the desk's templates the macros ``rich_text`` and the addresses ``editor_files``."""
    if is_desk(event.get('request')):
        event['rich_text'] = get_renderer(TEMPLATE).implementation().macros
        event['editor_files'] = EditorFiles
