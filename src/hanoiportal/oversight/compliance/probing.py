"""Asking the portal for the pages of a site as a visitor does, to see what they offer."""
from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from zope.interface import Attribute, Interface, implementer

from ...base.lazily import lazily
from ...kernel.tree.lookup import host_of, path_of
from ...web.pagecache.visiting import visit

if TYPE_CHECKING:
    from ...base.interfaces import IResource, ISite

html = lazily('lxml.html')


class Element(Protocol):
    """A part of a page, as lxml has it."""

    def xpath(self, path: str) -> list[Element]:
        """Return what ``path``, an XPath, leads to."""

    def text_content(self) -> str:
        """Return its text."""

    def get(self, name: str) -> str | None:
        """Return an attribute."""


class PageAnswer:
    """A page that was asked for.  ``code``: of its status.  ``body``: bytes."""

    def __init__(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.code, self.body, self.headers = code, body, headers

    @cached_property
    def document(self) -> Element:
        """The HTML of the page."""
        found: Element = html.fromstring(self.body or b'<html></html>')
        return found

    def has(self, path: str) -> bool:
        """Return whether the XPath leads to something there."""
        return self.code == 200 and bool(self.document.xpath(path))


class Probe:
    """The pages of one site, each asked for once.  ``application``: Pyramid's."""

    def __init__(self, application: object, site: ISite, domain: str) -> None:
        self._application, self._host = application, host_of(site, domain)
        self._asked: dict[str, PageAnswer] = {}
        self.site = site

    def page(self, target: str) -> PageAnswer:
        """Return what is answered at ``target``, path and query on the host of the site."""
        if target not in self._asked:
            answer = visit(  # type: ignore[no-untyped-call]  # of web
                self._application, self._host, target)
            headers = {name.lower(): value for name, value in answer.headers}
            self._asked[target] = PageAnswer(answer.code, answer.body, headers)
        return self._asked[target]

    @property
    def home(self) -> PageAnswer:
        """The home page."""
        return self.page('/')

    def target(self, resource: IResource) -> str:
        """Return the path of ``resource``, below the site, on its host."""
        return path_of(resource)[len(path_of(self.site).rstrip('/')):]


class IProbing(Interface):
    """Gives probes, as a utility."""

    application: object = Attribute('Pyramid\'s, ``None`` before it was made')

    def probe(site: ISite, domain: str) -> Probe:
        """Return the ``Probe`` of ``site`` below ``domain``."""


class Created(Protocol):
    """The event that tells of the application.  ``app``: Pyramid's."""

    app: object


@implementer(IProbing)
class Probing:
    """See ``IProbing``."""

    application: object = None

    def created(self, event: Created) -> None:
        """Subscriber: keep the application that is asked."""
        self.application = event.app

    def probe(self, site: ISite, domain: str) -> Probe:
        """Return the ``Probe`` of ``site``."""
        return Probe(self.application, site, domain)
