"""A recording in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing an ``AudioObject``: where it is."""
    return {'@type': 'AudioObject', 'contentUrl': address(item, 'content'),
            'encodingFormat': item.file.mimetype}
