"""How a message goes to a system that takes JSON at one address, by one token."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.profiles import Profile
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from .interfaces import ACCEPTED, GONE, NOTHING_NEW, Delivery, Receipt

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds for one try; bytes of an answer.
SECONDS, MOST_BYTES = 18, 64 * 1024


def posted(profile: Profile, environment: IEnvironment,
           delivery: Delivery) -> Receipt | HttpAnswer:
    """Send the body of ``delivery``, if there is one, as ``profile`` says; return what came."""
    if not delivery.body:
        return Receipt(ACCEPTED, note=NOTHING_NEW)
    settings, http = delivery.settings, environment.registry.getUtility(IHttp)
    address = delivery.kind == GONE and settings.get('recall') or settings['address']
    answer: HttpAnswer = http.send_json(
        str(address), Deadline(SECONDS), delivery.body, profile.access(delivery.secrets['token']),
        MOST_BYTES)
    return answer
