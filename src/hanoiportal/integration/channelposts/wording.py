"""How a post stands, in words."""
from __future__ import annotations

from ...base.clock import moment
from .interfaces import POSTED, STATES, PostView


def shown(view: PostView) -> dict[str, object]:
    """Return how a post stands, in words."""
    counts = view.counts
    return {
        'channel': view.channel.title, 'name': view.channel.name, 'state': STATES[view.state],
        'is_good': view.state == POSTED, 'reason': view.reason,
        'trouble': view.trouble, 'link': view.link, 'posted_at': moment(
            view.posted_at if view.state == POSTED else None),
        'is_off': not view.is_on, 'comments': None if counts is None or counts.comments < 0
        else counts.comments, 'views': None if counts is None or counts.views < 0
        else counts.views, 'counted': '' if counts is None else moment(counts.at)}
