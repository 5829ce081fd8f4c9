"""The card of a document's files and of the pictures that it shows, on its record."""
import json
from pathlib import PurePath
from typing import NamedTuple

from pyramid.events import BeforeRender, subscriber
from pyramid.request import Request

from ....base.interfaces import IContainer, IItem, IResource
from ....base.numbers import size_text
from ....base.permissions import ADD, DELETE, EDIT, VIEW
from ....content.links.interfaces import ILinks
from ....kernel.tree.lookup import at_path, in_work
from ....kernel.workflow.interfaces import IN_WORK, PUBLIC
from ....web.forms.fields import ATTACHED
from ...frame.assets import asset_url
from ...frame.shell import macros_of
from ..frame.links import desk_path
from ..frame.shell import is_desk
from ..frame.wording import state_of, title_of
from ..work.picking import thumb_of

TEMPLATE = 'hanoiportal.shells.desk.writing:templates/files.pt'
ADD_FILES, MOVE, DROP = 'files', 'file-order', 'file-drop'


class FileRow(NamedTuple):
    """A file of a document, or a picture that it shows.

    ``address``: of its record.  ``thumb``: of a small picture of it, ``''`` if it is none.
    ``name``: in the document, ``''`` for a picture that stands elsewhere.
    """

    title: str
    name: str
    address: str
    thumb: str
    about: str
    state: str
    state_name: str
    may_drop: bool


class FilesCard(NamedTuple):
    """The card of a document.  ``holds``: whether files can stand in it.

    ``has_lone``: whether some are in work while the document is public and unchanged: then each
    goes its own way.
    ``add``, ``move``, ``drop``: addresses, ``''`` for what the asker may not do.
    """

    files: list[FileRow]
    pictures: list[FileRow]
    holds: bool
    add: str
    move: str
    drop: str
    has_lone: bool


def holds_files(resource: IResource) -> bool:
    """Return whether files can stand in ``resource``."""
    return IItem.providedBy(resource) and IContainer.providedBy(resource)


def will_hold_files(request: Request, type_name: str) -> bool:
    """Return whether files can stand in what is made of that content type."""
    made = request.registry.content.content_types[type_name]
    return bool(IItem.implementedBy(made) and IContainer.implementedBy(made))


def may_add_files(request: Request, item: IResource) -> bool:
    """Return whether the asker may put files into ``item``."""
    return (holds_files(item) and bool(request.has_permission(ADD, item))
            and bool(request.has_permission(EDIT, in_work(item))))


def card_of(request: Request, document: IResource) -> FilesCard | None:
    """Return the ``FilesCard`` of ``document``, ``None`` if it can have nothing to show."""
    holds = holds_files(document)
    pictures = [_row(request, each) for each in _pictures(request, document)]
    if not holds and not pictures:
        return None
    changes = may_add_files(request, document)
    path = (lambda view: desk_path(request, document, view)) if changes else (lambda view: '')
    files = [_row(request, each, each.__name__) for each in _files(request, document)]
    is_settled = document.state in PUBLIC and in_work(document) is document
    return FilesCard(files, pictures, holds, path(ADD_FILES), path(MOVE), path(DROP),
                     is_settled and any(each.state_name in IN_WORK for each in files))


def _files(request, document):
    """Return the files in ``document`` that the asker may see, in their order."""
    inside = document.values() if holds_files(document) else ()
    return [each for each in inside if request.has_permission(VIEW, in_work(each))]


def _pictures(request, document):
    """Return the pictures that the version in work shows and the asker may see."""
    found = {}
    for shown in request.service(ILinks).shown(in_work(document)):
        if hasattr(shown.end, 'image') and shown.end.__parent__ is not document and (
                request.has_permission(VIEW, in_work(shown.end))):
            found[shown.end.__oid__] = shown.end
    return found.values()


def _row(request, item, name=''):
    working_copy = in_work(item)
    stored = getattr(working_copy, 'file', None) or getattr(working_copy, 'image', None)
    about = '' if stored is None else f'{PurePath(stored.filename).suffix[1:].upper()}, ' + (
        size_text(stored.size, request.language.tag))
    return FileRow(
        title_of(working_copy), name, desk_path(request, item),
        thumb_of(request, item) if hasattr(item, 'image') else '', about,
        state_of(working_copy), working_copy.state,
        bool(name) and working_copy is item and bool(request.has_permission(DELETE, item)))


class Uploads:
    """What templates know of sending files: ``script``, ``None`` where it was not built."""

    script, stylesheet, field = asset_url('uploads.js'), asset_url('uploads.css'), ATTACHED

    @staticmethod
    def named(request: Request, paths: str) -> str:
        """Return ``[[path, title, address of a small picture]]`` as JSON, for ``paths`` as a field
        of pictures has them; of those that the asker may see.
        """
        asked = [path.strip() for path in paths.split(';')]
        found = [(path, at_path(request.root, path)) for path in asked if path]
        return json.dumps([
            [path, title_of(item), thumb_of(request, item)] for path, item in found
            if IItem.providedBy(item) and hasattr(item, 'image')
            and request.has_permission(VIEW, in_work(item))])


@subscriber(BeforeRender)
def add_uploads(event):
    """Give the desk's templates the macros ``files_card`` and ``uploads``."""
    request = event.get('request')
    if is_desk(request):
        event['files_card'] = macros_of(request, TEMPLATE)
        event['uploads'] = Uploads
