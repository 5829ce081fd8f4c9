"""Cổng dữ liệu: the city's data portal is told which data sets each site offers (4.2.b, 13.3.c).

For operators of the city portal, who set the connection up in the desk.  The data sets are those
of ``dcat.jsonld``; each is a package of CKAN, made and changed by its action API.  The delivery
engine (``deliveries``) keeps, repeats and logs what is sent.
"""
from pyramid.config import Configurator

from .receiver import RECEIVER


def includeme(config: Configurator) -> None:
    config.add_receiver(RECEIVER)
