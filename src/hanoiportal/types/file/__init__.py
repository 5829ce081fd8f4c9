"""Tệp tin: a document or data set to be downloaded (clauses 3.3, 11.1).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""
from ...kernel.tree.events import IObjectAdded, IObjectModified
from ...kernel.tree.reactions import Order
from .subscribers import look


def includeme(config):
    config.scan_all('.')
    for event in (IObjectAdded, IObjectModified):
        config.add_reaction(look, event, order=Order.DOCUMENT)
