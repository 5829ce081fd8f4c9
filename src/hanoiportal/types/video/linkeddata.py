"""A video in the words of schema.org."""
from ...base.clock import local


def linked_data(item, text, address):
    """Return what makes the thing a ``VideoObject``: where it is, and its captions."""
    shown = item.file is not None
    return {
        '@type': 'VideoObject', 'contentUrl': address(item, 'content') if shown else item.url,
        'encodingFormat': item.file.mimetype if shown else None,
        'uploadDate': local(item.published_at).isoformat() if item.published_at else None,
        'caption': {'@type': 'MediaObject', 'contentUrl': address(item, 'captions'),
                    'encodingFormat': 'text/vtt'} if item.captions else None}
