"""The rich-text editor on the pages that have a text to write: its files and their addresses.

The macro ``fields`` of the desk brings them with every form that has a field of HTML; a page with
a ``<textarea data-rich>`` of its own uses the macros ``rich_text['styles']`` and
``rich_text['scripts']``.  Without JavaScript, or where the front-end was not built, the textarea
stays as it is.
"""
from pyramid.events import BeforeRender, subscriber

from ...frame.assets import asset_url
from ...frame.shell import macros_of
from ..frame.shell import is_desk

TEMPLATE = 'hanoiportal.shells.desk.writing:templates/editor.pt'


class EditorFiles:
    """Addresses of the editor's ``stylesheet`` and ``script``; ``None`` for one not built."""

    stylesheet, script = asset_url('editor.css'), asset_url('editor.js')


@subscriber(BeforeRender)
def add_editor(event):
    """Give the desk's templates the macros ``rich_text`` and the addresses ``editor_files``."""
    request = event.get('request')
    if is_desk(request):
        event['rich_text'] = macros_of(request, TEMPLATE)
        event['editor_files'] = EditorFiles
