"""The job that forgets uploads to which nobody has sent a part for a day."""
from ...base.settings import ISettings
from ...kernel.storage.interfaces import DRAFTS
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import KEPT
from .services import UploadsService

#: Seconds between two looks.
EVERY = 3600


def forget_old(environment: IEnvironment) -> None:
    """Job: forget them."""
    uploads = UploadsService(
        environment.portal[DRAFTS].mounted, environment.clock.now,
        environment.registry.getUtility(ISettings).upload_bytes)
    before = environment.clock.now() - KEPT
    environment.in_transaction(lambda: uploads.clean(before))
