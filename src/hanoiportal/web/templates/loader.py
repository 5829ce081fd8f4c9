"""Page templates: compiled by one thread at a time, and rendered without detours.

Until 3.11.8 CPython counts the depth of the syntax trees that it builds once for all threads, so
that two threads that compile at once can fail with a ``SystemError`` (python/cpython issue 106905,
malthe/chameleon issue 361).  A template is compiled when it is first rendered: without this, the
first requests after a start could be answered 500.
"""
import ast
import logging
import os
import stat
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import RLock

from chameleon.loader import MemoryLoader, ModuleLoader
from chameleon.nodes import Module
from chameleon.tales import PythonExpr
from chameleon.template import PROGRAM_NAME
from chameleon.utils import Scope
from pyramid.decorator import reify
from pyramid_chameleon.renderer import template_renderer_factory
from pyramid_chameleon.zpt import PyramidPageTemplateFile, ZPTTemplateRenderer

from ...base.settings import ISettings
from ..cacheable import Cacheable, IPageAssembler
from .compiler import PageCompiler
from .translations import Translations

log = logging.getLogger(__name__)

#: Part of the name under which a compiled template is kept: what is written there changes it.
SOURCE = [Path(__file__).with_name(name).read_text(encoding='utf-8')
          for name in ('compiler.py', 'loader.py')]

_COMPILING = RLock()
_RENDERERS = 'hanoiportal.renderers'


class Names(dict[str, object]):
    """The names that a template knows: Chameleon's ``Scope``, looked up without Python code.

    A copy for a macro holds all names itself; compiled templates set none in a common root.
    """

    set_local = setLocal = dict.__setitem__
    get_name = dict.__getitem__

    def __missing__(self, name):
        raise NameError(name)

    def copy(self):
        """Return the same names, to which others may be added."""
        return Names(self)


class Expression(PythonExpr):
    """A Python expression that means what it means in Python: ``a.b`` is an attribute, where
    Chameleon would look for an item of that name besides.
    """

    transform = ast.NodeTransformer()


class PageTemplate(PyramidPageTemplateFile):
    """A template that waits for its turn to be compiled; so do those that it loads."""

    expression_types = {**PyramidPageTemplateFile.expression_types, 'python': Expression}

    def render(self, **names):
        """Return the page; its texts are looked up in the language of the request."""
        if isinstance(self.translate, Translations):
            names['translate'] = self.translate.now()
        return super().render(**names)

    def cook_check(self):
        """Compile the template unless that is done; return whether it was."""
        if self._cooked and not self.auto_reload:
            return False
        with _COMPILING:
            return super().cook_check()

    def cook(self, body):
        """Compile ``body``; what is rendered from the start looks its names up in ``Names``."""
        super().cook(body)
        rendered = self._render

        def render(stream, names, *args, **kw):
            if type(names) is Scope:
                names = Names(dict.items(names))
            rendered(stream, names, *args, **kw)

        self._render = render

    def _compile(self, body, builtins):
        """Return the Python source of ``body``."""
        return PageCompiler(
            self.engine, Module(PROGRAM_NAME, self.parse(body)), str(self.filename), body,
            builtins=builtins, strict=self.strict).code

    def digest(self, body, names):
        """Return the name under which what is compiled of ``body`` is kept.

        Chameleon's own asks for the version of every package there is, 0.3 s at each start.
        """
        steered = (sys.version_info[:2], version('Chameleon'), type(self).__name__, names,
                   str(self.filename), self.trim_attribute_space, self.implicit_i18n_translate,
                   self.strict, SOURCE, body)
        return sha256(repr(steered).encode()).hexdigest()[:32]


class TemplateLoader:
    """Compiled templates: those that came with the program, then those kept by this machine.

    ``ready``: folders that are only read; ``kept``: Chameleon's loader for what is not there.
    """

    def __init__(self, ready, kept):
        self._ready, self._kept = [ModuleLoader(folder) for folder in ready], kept

    def get(self, filename):
        """Return the names that the compiled template defines; ``None`` if it is nowhere."""
        found = (each.get(filename) for each in (*self._ready, self._kept))
        return next((names for names in found if names is not None), None)

    def build(self, source, filename):
        """Keep a template that was compiled to ``source``; return the names that it defines."""
        return self._kept.build(source, filename)


def compiled_in(folder, ready=''):
    """Return what keeps compiled templates in ``folder`` for the next start, as options of a
    ``PageTemplate``; ``ready``: a folder of such that were made beforehand.  Both may be empty.

    What lies there is run as it is: a folder that others may write to is not used.
    """
    if folder:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    kept = ModuleLoader(folder) if _is_safe(folder, {os.getuid()}) else MemoryLoader()
    installers = {os.getuid(), 0, os.stat(__file__).st_uid}
    return {'loader': TemplateLoader([ready] if _is_safe(ready, installers) else [], kept)}


def _is_safe(folder, owners):
    """Tell whether ``folder`` is there and only ``owners`` (user numbers) may write to it."""
    if not folder or not os.path.isdir(folder):
        return False
    found = os.stat(folder)
    safe = found.st_uid in owners and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if not safe:
        log.warning('compiled templates are not used: others may write to %s', folder)
    return safe


class Renderer(ZPTTemplateRenderer):
    """What renders the templates of views."""

    @reify
    def template(self):
        """The ``PageTemplate``."""
        translate = self.lookup.translate
        settings = self.lookup.registry.getUtility(ISettings)
        return PageTemplate(
            self.path, auto_reload=self.lookup.auto_reload, debug=self.lookup.debug,
            translate=translate and Translations(translate), macro=self.macro,
            **compiled_in(settings.template_cache, settings.compiled_templates))

    def __call__(self, value, system):
        """Return the page; that of a ``Cacheable`` is composed."""
        render = super().__call__
        if not isinstance(value, Cacheable):
            return render(value, system)
        assembler = self.lookup.registry.getUtility(IPageAssembler)
        return assembler.assemble(value, system, lambda values: render(values, system))


def renderer_factory(info):
    """Return the renderer of the template that ``info`` names; Pyramid asks for each page."""
    known, key = info.settings.setdefault(_RENDERERS, {}), (info.name, info.package)
    found = known.get(key)
    if found is None:
        found = known[key] = template_renderer_factory(info, Renderer)
    return found


def includeme(config):
    config.include('pyramid_chameleon')
    config.add_renderer('.pt', renderer_factory)
