"""Requests of a visitor whom nobody knows, for what the portal itself writes for the public.

The request of a job may do everything (``scheduling.opening``); what is read by it could hold what
no visitor may read.
"""
from __future__ import annotations

from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request, apply_request_extensions

from ...base.i18n import ILanguages
from ...base.interfaces import IPortal
from ...base.settings import ISettings
from .address import address_of


def visitor_request(portal: IPortal, registry: Registry, target: str = '/',
                    view_name: str = '') -> Request:
    """Return a GET of ``target`` at the city's host in Vietnamese, without a cookie: its addresses
    are those that visitors are given.

    ``portal``: as it is read, from a connection that stays open.
    ``view_name``: of the view that it is for, ``''`` for the page of a resource.
    """
    settings = registry.getUtility(ISettings)
    made = Request.blank(target, base_url=settings.city)
    made.registry, made.language = registry, registry.getUtility(ILanguages).default
    apply_request_extensions(made)
    made.address = address_of(made, made.language, settings)
    made.root = made.context = portal
    made.view_name, made.subpath = view_name, ()
    # What pyramid_zodbconn takes for its own:
    made._primary_zodb_conn = cast('Persistent', portal)._p_jar
    return made
