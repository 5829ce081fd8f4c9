"""/api/v1: what programs read (clauses 4.2.b, 13.3.c; ADR 88).

This is the frame: an endpoint is declared once (``endpoints``), and from that come its address,
the checking of what is asked (``parameters``), and the description (``openapi``, ``page``).  What
is refused is a problem of RFC 9457 (``problems``).  A feature brings its endpoints in its
``api.py``; what belongs to no feature is in
``shells/public/api``.

Whoever has logged in is a visitor here: no answer depends on a session.
"""
from pyramid.config import Configurator
from pyramid.viewderivers import VIEW

from .endpoints import EndpointPredicate, Endpoints, IEndpoints, nothing_called
from .problems import MachinePredicate
from .writing import in_json


def includeme(config: Configurator) -> None:
    """Give endpoints their predicate, and their answers their form."""
    config.registry.registerUtility(Endpoints(), IEndpoints)
    config.add_request_method(nothing_called, 'api_call', reify=True)
    config.add_view_predicate('endpoint', EndpointPredicate)
    config.add_view_predicate('machine', MachinePredicate)
    config.add_view_deriver(in_json, under='rendered_view', over=VIEW)
    config.include('.systems')
    config.scan_all('.')
