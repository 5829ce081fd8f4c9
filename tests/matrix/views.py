"""The views that the application has, read off its registry, and what is said of each."""
from dataclasses import dataclass

from pyramid.interfaces import IExceptionResponse

#: Endpoints for programs.
API = 'api'
#: Views that answer errors of others are not asked for by address.
_ERRORS = (Exception, IExceptionResponse)
ROUTES = {None: 'public', 'desk': 'desk', 'substanced_manage': 'console'}


@dataclass(frozen=True)
class Registered:
    """One view as Pyramid registered it.  ``key``: how the table of views names it.

    ``is_cacheable``: whether it says that it is a function of ``content`` and the address.
    ``context``: the class or interface of what it shows.
    """

    key: str
    shell: str
    name: str
    method: str
    is_cacheable: bool
    context: type


def registered(registry):
    """Return every view that can be asked for by an address, sorted by key."""
    found = {}
    for each in registry.introspector.get_category('views'):
        view = each['introspectable']
        context = view['context']
        if is_error(context) or (view['route_name'] or '').startswith('__'):
            continue
        if view['name'].partition(' ')[0] == API:
            continue  # log-ins do not count there: tests/functional/shells/api
        methods = view['request_methods'] or 'GET'
        method = 'POST' if methods == 'POST' else 'GET'
        shell = ROUTES[view['route_name']]
        param = view.get('request_param')
        condition = f' ?{param}' if param else ''
        key = f'{shell} {context.__name__} {view["name"] or "-"} {method}{condition}'
        found[key] = Registered(
            key, shell, view['name'], method, bool(view.get('cacheable')), context)
    return [found[key] for key in sorted(found)]


def is_error(context):
    """Return whether views of ``context`` answer errors."""
    return context in _ERRORS or isinstance(context, type) and issubclass(context, Exception)


def statics(registry):
    """Return the names of the static views: files that came with the program, for everybody."""
    return sorted(each['introspectable']['name']
                  for each in registry.introspector.get_category('static views'))
