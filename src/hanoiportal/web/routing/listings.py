"""Sections of different kinds have pages of their own: the view predicate ``listing``."""


class ListingPredicate:
    """``@public_view(context=Section, listing='people', …)``: sections whose ``listing`` it is.

    A section of a kind that no view names has the page of news and articles.
    """

    def __init__(self, value, _info):
        self._value = value

    def text(self):
        return f'listing = {self._value}'

    phash = text

    def __call__(self, context, _request):
        return getattr(context, 'listing', None) == self._value


def includeme(config):
    config.add_view_predicate('listing', ListingPredicate)
