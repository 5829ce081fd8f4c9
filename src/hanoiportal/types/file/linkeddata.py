"""A file in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``DigitalDocument``: where to take it, in which form."""
    stored = item.file
    return {'@type': 'DigitalDocument', 'encoding': {
        '@type': 'MediaObject', 'contentUrl': address(item, 'content'),
        'encodingFormat': stored.mimetype, 'contentSize': str(stored.size),
        'sha256': stored.sha256}}
