"""Bản lưu trữ: one version as visitors got it, for those who answer for the site (13.3.a)."""
import logging

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileIter, Response

from ....base.i18n import _
from ....base.interfaces import IItem
from ....base.permissions import AUDIT
from ....safekeeping.archive.interfaces import ArchiveProblem, IArchiving
from ....web import desk_view
from ....web.files import named
from ..frame.document import document_asked
from ..frame.links import see
from ..frame.view import REFUSED, flash
from ..review.history import NAME

log = logging.getLogger(__name__)

TYPE = 'application/wacz+zip'


@desk_view(context=IItem, name='archived', permission=AUDIT)
def archived(context, request):
    """Return the WACZ of the version that ``digest`` names, or say that it cannot be read."""
    document = document_asked(context, request)
    digest = request.GET.get('digest', '')
    try:
        file = request.registry.getUtility(IArchiving).package(document, digest)
    except (ArchiveProblem, OSError) as error:
        log.error('a version cannot be had out of the archive: %s', error)
        flash(request, _('Không đọc được bản lưu trữ này; hãy báo đơn vị vận hành.'), REFUSED)
        return see(request, context, NAME)
    if file is None:
        raise HTTPNotFound
    size = file.seek(0, 2)
    file.seek(0)
    response = Response(app_iter=FileIter(file), content_type=TYPE, content_length=size)
    response.headers['Content-Disposition'] = named(
        'attachment', f'{context.__name__}-{document.language}-{digest[:16]}.wacz')
    return response
