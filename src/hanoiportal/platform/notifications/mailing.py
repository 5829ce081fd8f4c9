"""``IMailing``, as a plain object that knows nothing of HTTP."""
from zope.interface import implementer

from ...base.settings import ISettings
from ...kernel.tree.lookup import find_portal
from .interfaces import IMailing, IPost
from .letters import digest_letter
from .resource import wants_mail


@implementer(IMailing)
class Mailing:
    """See ``IMailing``."""

    def __init__(self, post, settings):
        self._post = post
        self._settings = settings

    def mail(self, person, place, subject, words, lines):
        portal = find_portal(place)
        account = portal['accounts'].by_id.get(person)
        if account is not None and not account.suspended and account.email and wants_mail(account):
            self._post.send(
                portal._p_jar.transaction_manager, account.email,
                *digest_letter(account, place, subject, words, lines, self._settings),
                about=(account.__oid__,))


def mailing_service(request):
    """Return the ``IMailing`` of the application of ``request``."""
    registry = request.registry
    return Mailing(registry.getUtility(IPost), registry.getUtility(ISettings))
