"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""
import json

from ..page.dates import machine_moment

MIMETYPE = 'application/feed+json'


def written(feed):
    """Return the ``Feed`` as bytes."""
    return json.dumps({
        'version': 'https://jsonfeed.org/version/1.1', 'title': feed.title,
        'home_page_url': feed.home, 'feed_url': feed.address, 'description': feed.description,
        'language': feed.language, 'authors': [{'name': feed.owner}],
        'items': [_item(entry) for entry in feed.entries]}, ensure_ascii=False).encode()


def _item(entry):
    return {
        'id': entry.id, 'url': entry.address, 'title': entry.title, 'summary': entry.summary,
        'content_text': entry.text or entry.summary, 'language': entry.language,
        'date_published': machine_moment(entry.published),
        'date_modified': machine_moment(entry.updated),
        'authors': [{'name': entry.author}], 'tags': list(entry.categories),
        'attachments': [{
            'url': each.address, 'mime_type': each.mimetype, 'size_in_bytes': each.size,
            'title': each.title} for each in entry.enclosures]}
