"""The words the floors share.  Pure: always safe to import."""
import datetime
from collections.abc import Iterable, Mapping

from persistent import Persistent
from zope.interface import Attribute, Interface


class IClock(Interface):
    """The only source of "now" (ADR 10)."""

    def now() -> datetime.datetime:
        """Return the present, aware, in UTC."""


class IResource(Interface):
    """Anything that has a place in the tree."""

    __parent__: 'IResource | None' = Attribute('what it stands in; ``None`` for the root')
    __name__: str = Attribute('segment of its address')
    __oid__: int = Attribute('its object id, of which none is given twice')
    title: str = Attribute('in NFC, in the default language')
    state: str = Attribute('name of a workflow state, see ``workflow.interfaces``')
    translations: 'Mapping[str, ITranslation]' = Attribute('by language tag')
    local_roles = Attribute('``{principal id: {role: Grant}}``, see ``authorization.grants``')


class IContainer(IResource):
    """A place that visitors open and that holds other resources."""

    is_public: bool = Attribute('whether anybody may read it')

    def __getitem__(name: str) -> Persistent:  # noqa: PLE0302  an interface has no self
        """Return what stands there under ``name``.  Raises ``KeyError``."""

    def get(name: str, default: None = None) -> Persistent:
        """Return what stands there under ``name``, else ``default``."""

    def values() -> Iterable[Persistent]:
        """Return what stands there, in its order."""


class IItem(IResource):
    """One piece of information: what an Editorial Board approves and publishes."""

    is_public: bool = Attribute('whether anybody may read it')


class ITranslation(IResource):
    """An item, section or site in one other language; ``__name__`` is its language tag."""

    language: str = Attribute('BCP 47 tag')
    is_public: bool = Attribute('whether anybody may read it')


class IWorkingVersion(IResource):
    """What shall take the place of the public text of its ``__parent__``, item or translation.
    """


class ISite(IContainer):
    """The city portal or one component site: has an owner, a host and sections (clause 6)."""

    is_active: bool = Attribute('whether visitors are shown anything of it')
    is_practice: bool = Attribute('whether staff practise on it: nothing of it leaves it (20.1)')
    board = Attribute('its Editorial Board, see ``boards``; ``None`` if none was ever founded')
    workflow: str = Attribute('name of its ``workflow.Definition``, empty for the first')
    full_name: str = Attribute('what it is called in full, in Vietnamese')


class IPortal(ISite):
    """The root of the tree."""

    __objectmap__ = Attribute('finds resources by their object ids')
    places_by_principal = Attribute('see ``authorization.places``')
    is_demo = Attribute('whether its content is made up, for trials and training')
    calendar_rows = Attribute('what operators have entered, see ``calendar.resource``')


class IInternal(Interface):
    """Marks a resource that only administrators see, whatever its state."""
