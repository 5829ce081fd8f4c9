"""What stands around a page of the staff; its templates know it as ``shell``."""
from collections.abc import Iterable, Mapping, Sequence

from chameleon import PageTemplateFile
from chameleon.zpt.template import Macros
from pyramid.config import Configurator
from pyramid.decorator import reify
from pyramid.events import BeforeRender
from pyramid.registry import Registry
from pyramid.renderers import get_renderer
from pyramid.request import Request
from zope.interface import Interface

from ...base.garbage import let_go_at_end
from ...base.i18n import ILanguages, Language
from ...base.interfaces import IResource
from ...kernel.security.authentication.accounts import Account
from ...kernel.tree.resources import Described
from .assets import asset_url
from .flashes import waiting_flashes
from .links import Link, listed
from .wording import named

MASTER, FIELDS = (
    f'hanoiportal.shells.frame:templates/{name}.pt' for name in ('master', 'fields'))
STYLESHEET = asset_url('desk.css')


class IFrameTemplates(Interface):
    """The ``FrameTemplates`` of this process, as a utility."""


class FrameTemplates(dict[str, PageTemplateFile]):
    """Chameleon templates by asset specification, looked up once; one that changes is read anew.
    """

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self._registry = registry

    def __missing__(self, name: str) -> PageTemplateFile:
        found: PageTemplateFile = get_renderer(name, registry=self._registry).implementation()
        self[name] = found
        return found


def macros_of(request: Request, name: str) -> Macros:
    """Return the macros of the template with the asset specification ``name``."""
    found: FrameTemplates = request.registry.getUtility(IFrameTemplates)
    return found[name].macros


class StaffShell:
    """Header, menu, breadcrumbs and tabs of one page; what differs is said by its subclasses.

    ``values``: what the view returned; ``known`` is ``False`` on a page that refuses, which shows
    nothing of where it stands.  ``name``: what the shell is called, translatable.  ``home``: the
    address of its first page.  ``crumbs``: the places above, as ``Link``.  ``menu``: ``own``
    and ``sites``, lists of ``Link``, ``at_site``, such lists with titles, and ``Tabs``.
    ``script``: ``None`` for none.  ``named``: how the context is called in the tree, ``''`` where
    that is not shown.  ``stops``: sentences on what is suspended here.
    """

    stylesheet, script = STYLESHEET, None
    name = named = home = ''
    crumbs: Sequence[Link] = ()
    stops: Sequence[str] = ()

    def __init__(self, request: Request, values: Mapping[str, object]) -> None:
        self.request = request
        self.values = values
        self.asker = request.desk_asker
        context = getattr(request, 'context', None)
        self.known = bool(values.get('known', True)) and IResource.providedBy(context)
        self.context = context if self.known else request.virtual_root

    @property
    def account(self) -> Account | None:
        account: Account | None = self.asker.account
        return account

    @property
    def portal_text(self) -> Described:
        """The text that names the portal in the language of the page."""
        return named(self.request.virtual_root, self.request.language.tag)

    def listed(self, links: Iterable[Link]) -> str:
        """Return ``links`` of the menu as HTML: the items of a list."""
        return listed(links, self.request.localizer)

    def flashes(self) -> list[tuple[str, str]]:
        """Return ``[(queue, text)]`` of what is to be said once; forgets it."""
        return [] if self.account is None else waiting_flashes(self.request)

    @reify  # type: ignore[untyped-decorator]
    def languages(self) -> list[tuple[Language, str]]:
        """``[(Language, address)]``: this page in the other languages of the interface."""
        request = self.request
        before = request.environ['portal.original_path'][0]
        after = self._address[len(request.script_name):]
        return [(language, before + (f'/{language.segment}' if language.segment else '') + after)
                for language in request.registry.getUtility(ILanguages).interface
                if language != request.language]

    @property
    def asked_for(self) -> str:
        """The address at which the page of a form that was sent is asked for."""
        return self.home

    @property
    def _address(self) -> str:
        """The address of this page; of one that a form was sent to, where it is asked for."""
        if self.request.method != 'POST':
            return str(self.request.path_qs)
        return self.asked_for if self.known else self.home


def surround(event: BeforeRender, shell: StaffShell) -> None:
    """Give the templates of a page ``shell`` and the macros ``master`` and ``forms``.

    ``event``: the ``BeforeRender`` of the page.
    """
    request = shell.request
    event['shell'] = shell
    event['master'] = request.registry.getUtility(IFrameTemplates)[MASTER]
    event['forms'] = macros_of(request, FIELDS)
    event['page_address'] = '?page={}'.format
    let_go_at_end(request, shell)
    request.response.content_language = request.language.tag


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(FrameTemplates(config.registry), IFrameTemplates)
