"""Page templates: compiled by one thread at a time.

Until 3.11.8 CPython counts the depth of the syntax trees that it builds once for all threads, so
that two threads that compile at once can fail with a ``SystemError`` (python/cpython issue 106905,
malthe/chameleon issue 361).  A template is compiled when it is first rendered: without this, the
first requests after a start could be answered 500.
"""
from threading import RLock

from pyramid.decorator import reify
from pyramid_chameleon.renderer import template_renderer_factory
from pyramid_chameleon.zpt import PyramidPageTemplateFile, ZPTTemplateRenderer

_COMPILING = RLock()


class PageTemplate(PyramidPageTemplateFile):
    """A template that waits for its turn to be compiled; so do those that it loads."""

    def cook_check(self):
        """Compile the template unless that is done; return whether it was."""
        if self._cooked and not self.auto_reload:
            return False
        with _COMPILING:
            return super().cook_check()


class Renderer(ZPTTemplateRenderer):
    """What renders the templates of views."""

    @reify
    def template(self):
        """The ``PageTemplate``."""
        return PageTemplate(
            self.path, auto_reload=self.lookup.auto_reload, debug=self.lookup.debug,
            translate=self.lookup.translate, macro=self.macro)


def renderer_factory(info):
    """Return the renderer of the template that ``info`` names."""
    return template_renderer_factory(info, Renderer)


def includeme(config):
    config.include('pyramid_chameleon')
    config.add_renderer('.pt', renderer_factory)
