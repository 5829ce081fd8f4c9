"""Bản lưu trữ: one version as visitors got it, for those who answer for the site (13.3.a)."""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileIter, Response

from ..archive.interfaces import IArchiving
from ..interfaces import IItem
from ..permissions import AUDIT
from ..web import desk_view
from ..web.files import named
from .document import document_asked

TYPE = 'application/wacz+zip'


@desk_view(context=IItem, name='archived', permission=AUDIT)
def archived(context, request):
    """Return the WACZ of the version that ``digest`` names."""
    document = document_asked(context, request)
    digest = request.GET.get('digest', '')
    file = request.registry.getUtility(IArchiving).package(document, digest)
    if file is None:
        raise HTTPNotFound
    size = file.seek(0, 2)
    file.seek(0)
    response = Response(app_iter=FileIter(file), content_type=TYPE, content_length=size)
    response.headers['Content-Disposition'] = named(
        'attachment', f'{context.__name__}-{document.language}-{digest[:16]}.wacz')
    return response
