"""Search: from what a visitor types to what the index is asked (clause 3.1).

Nothing that is typed is an error, and nothing of it reaches an index unread.  Abbreviations,
former districts and pinned pages are data of ``config/hanoi``.
"""
from ...base.settings import ISettings
from ...kernel.storage.interfaces import INTERACTIONS
from .data import SearchData
from .interfaces import ISearchData
from .parsing import is_cut, parse, read_part
from .unanswered import EVERY, IUnanswered, Tally, forget_words, save

__all__ = ['ISearchData', 'IUnanswered', 'is_cut', 'parse', 'read_part']


def includeme(config):
    registry = config.registry
    registry.registerUtility(SearchData(registry.getUtility(ISettings).data), ISearchData)
    registry.registerUtility(Tally(), IUnanswered)
    config.add_job('unanswered', EVERY, save)
    config.add_eraser('words searched for in vain', INTERACTIONS, forget_words)
