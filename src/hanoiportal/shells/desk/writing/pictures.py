"""Ảnh trong bài: a picture that is sent while one writes, and small ones to choose from.

It comes into the library of the site as a draft, and takes the steps of the text that shows it.
"""
from collections.abc import Iterator, Mapping

import colander
from pyramid.httpexceptions import HTTPNotFound, HTTPServiceUnavailable
from pyramid.request import Request
from pyramid.response import Response

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IContainer, IItem, IResource
from ....base.permissions import ADD
from ....content.versions.interfaces import IEditing
from ....kernel.tree.lookup import find_site, path_of, places_in
from ....platform.media.interfaces import IRenditions
from ....platform.media.pictures import focus_of
from ....platform.media.variants import KINDS, variants
from ....types.image.resource import Image
from ....web import desk_view
from ....web.forms.fields import SENT
from ....web.lru import ByteBoundedCache
from ..frame.view import DeskView
from ..work.picking import said

ADD_PICTURE, THUMB = 'add-picture', 'thumb'
#: Ends of the names of fields that bring a picture for a field of paths without a script.
ALT, DECORATIVE = '.alt', '.decorative'
#: What a picture says of itself when it is sent while one writes.
SAID = ('title', 'alt', 'decorative', 'credit', 'focus_x', 'focus_y')
_TYPE, _USUAL = 'Image', 'jpg'
#: Small pictures by their names, for those who choose; each is given to who may see its picture.
_SMALL = ByteBoundedCache[bytes](8 << 20, lambda _name, content: len(content))
_NO_PLACE = _('Trang này không có chuyên mục nào nhận ảnh.')


def library_of(request: Request, place: IResource) -> IResource | None:
    """Return the section of the site of ``place`` into which the asker may put pictures: the one
    that takes nothing but media, if there is one; ``None`` if there is no section.
    """
    found = [each for each in places_in(find_site(place))
             if _TYPE in getattr(each, 'allowed_types', ()) and request.has_permission(ADD, each)]
    return min(found, key=_other_things, default=None)


def _other_things(section: IResource) -> tuple[bool, int]:
    """Sort key: how much besides pictures stands in ``section``."""
    return (getattr(section, 'listing', '') != 'media',
            len(getattr(section, 'allowed_types', ())))


def put_picture(request: Request, place: IResource, values: Mapping[str, object]) -> Image:
    """Put a picture with ``values`` into the library for ``place``.  Raises ``Refused``."""
    library = library_of(request, place)
    if library is None:
        raise Refused({'': _NO_PLACE})
    return request.service(IEditing).add(library, '', _TYPE, values, request.identity.id)


def fields_of_pictures(schema: colander.SchemaNode) -> Iterator[str]:
    """Yield the name of each field of ``schema`` that names pictures by their paths."""
    return (node.name for node in schema if getattr(node, 'picks', ''))


def with_pictures(request: Request, place: IResource, schema: colander.SchemaNode,
                  given: Mapping[str, object],
                  current: Mapping[str, object]) -> dict[str, object]:
    """Return ``given``, what a plain form brought, with the path of each picture that it sent.
    ``current``: what the fields hold that it has not changed.

    Raises ``Refused``, with the field as the key.
    """
    form, found = request.POST, dict(given)
    for name in fields_of_pictures(schema):
        sent = form.get(name + SENT)
        if hasattr(sent, 'filename'):
            title = sent.filename.rpartition('.')[0].replace('_', ' ').strip()[:500]
            try:
                picture = put_picture(request, place, {
                    'title': title or sent.filename, 'image': sent,
                    'alt': str(form.get(name + ALT, '')),
                    'decorative': 'yes' if form.get(name + DECORATIVE) else 'no'})
            except Refused as refused:
                raise Refused({name: next(iter(refused.reasons.values()))}) from None
            before = str(found.get(name, current.get(name, ''))).strip(' ;')
            found[name] = '; '.join(filter(None, (before, path_of(picture))))
    return found


class Pictures(DeskView):
    """What the picker of a form asks besides titles."""

    @desk_view(context=IContainer, name=ADD_PICTURE, request_method='POST',
               working_permission=None, renderer='json')
    @desk_view(context=IItem, name=ADD_PICTURE, request_method='POST', renderer='json')
    def add(self):
        """Put a picture into the library; answer what ``pick`` says of it, or the ``reasons``
        against it by field.
        """
        form, say = self.request.POST, self.request.localizer.translate
        values = {name: str(form[name]) for name in SAID if form.get(name)}
        try:
            picture = put_picture(
                self.request, self.context, {**values, 'image': form.get('file', b'')})
        except Refused as refused:
            self.request.response.status_int = 422
            return {'reasons': {name: say(why) for name, why in refused.reasons.items()}}
        return said(self.request, self.site, picture)


class Thumb(DeskView):
    """A small picture, for those who may see the picture."""

    @desk_view(context=Image, name=THUMB)
    def small(self):
        """Return the smallest cut of it.  Raises ``HTTPServiceUnavailable`` while the process is
        busy: the picture as it is would take minutes on a slow line.
        """
        image = self.context
        if image.image is None or image.image.waiting:
            raise HTTPNotFound
        variant = next(each for each in variants(image.image, focus_of(image))
                       if each.kind == _USUAL)
        name = variant.name_for(image.image.sha256)
        content = _SMALL.get(name) or self.request.registry.getUtility(IRenditions).get(
            image.image, variant, keep=image.is_public)
        if content is None:
            raise HTTPServiceUnavailable
        _SMALL.put(name, content)
        return Response(content, content_type=KINDS[_USUAL])
