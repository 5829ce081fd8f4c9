"""Của tôi: all cases of somebody who signs in by VNeID (clauses 4.2.d, 4.3.a; ADR 58).

There is no account and no list of people: the pseudonym that the provider's answer gives is looked
up among the marks of cases, for a quarter of an hour.
"""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Only its screen."""
