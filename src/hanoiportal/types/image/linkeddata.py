"""An image in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing an ``ImageObject``."""
    return {'@type': 'ImageObject', 'caption': text.alt or text.summary,
            'contentUrl': address(item, 'content'), 'creditText': item.credit}
