"""Every item as data: ``.json``, ``.jsonld``, ``.txt``, ``.md`` beside its page.

The address of an item and the name of a format, ``/tin-tuc-su-kien/tin.json``; who may read the
page may read it there, and where the page is not found this is not found either.
"""


def includeme(config):
    config.include('.suffix')
