"""Cổng Thông tin điện tử thành phố: the root of the tree (clauses 1.1, 5.2.a)."""
from substanced.interfaces import IRoot
from zope.interface import implementer

from ..base.i18n import _
from ..base.interfaces import IPortal
from ..discovery.catalog.indexes import Indexes
from ..kernel.security.authentication.accounts import Accounts
from ..kernel.storage.interfaces import DRAFTS, INTERACTIONS
from ..kernel.tree import Folder, MountPoint, content_type
from ..kernel.tree.names import RESERVED
from ..kernel.tree.objectmap import ObjectMap
from ..kernel.tree.schema import Schema
from ..kernel.tree.site import TRANSLATABLE, Site, SiteSchema


@content_type('Portal', _('Cổng cấp Thành phố'), SiteSchema, translatable=TRANSLATABLE)
@implementer(IPortal, IRoot)
class Portal(Site):
    """Cổng cấp Thành phố: the root.  Its own sections are its children, component sites stand
    in ``sites``, accounts in ``accounts``; ``interactions`` and ``drafts`` are mounts.
    """

    is_active = True
    #: Cổng trình diễn: whether its content is made up (``web.demo``).
    is_demo = False
    #: Rows of the calendar that operators have entered, by number; see ``platform.calendar``.
    calendar_rows = None
    #: Its own contacts stand in the regulation (clause 12.1.a); they serve where a site has none.
    has_contacts = True
    #: The shells' own addresses, but for the parts that ``furnish`` puts there.
    reserved = RESERVED - {'sites', 'accounts', INTERACTIONS, DRAFTS}

    def __init__(self, **values):
        super().__init__(**values)
        self.__objectmap__ = ObjectMap(self)
        self.__objectmap__.add(self, ('',))
        self.indexes = Indexes()

    def furnish(self, registry):
        """Add the folders that every portal has."""
        for name, part in (
                ('sites', Sites(title='Trang thông tin điện tử thành phần')),
                ('accounts', Accounts()),
                (INTERACTIONS, MountPoint(INTERACTIONS, 'Tương tác')),
                (DRAFTS, MountPoint(DRAFTS, 'Bản nháp tự lưu'))):
            self.add(name, part, registry=registry)

    def unlisted_sites(self):
        """Return the component sites of which lists of the whole city show nothing: those that
        show nothing at all at present, and those where staff practise.
        """
        return [site for site in self['sites'].values()
                if site.is_practice or not site.is_active]


@content_type('Sites', _('Các trang thành phần'), Schema)
class Sites(Folder):
    """The folder of component sites; the name of a site is the label of its host."""

    allowed_types = ('ComponentSite',)


def includeme(config):
    config.scan_all('.portal')
