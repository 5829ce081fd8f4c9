"""Ứng dụng di động: the apps that open the portal's own addresses, and their messages (4.3.d).

For Hà Nội số and other apps of the City: phones ask each host which apps may open its links.  The
apps are settings; without them there is nothing to find.  What is urgent or followed is handed to
the push service of the app: a title and a link, nothing of a person (ADR 107).
"""
from functools import partial

from pyramid.config import Configurator

from ...base.i18n import _
from ...base.interfaces import IResource
from ...base.profiles import read_profiles
from ...base.settings import ISettings
from ...participation.cases.interfaces import ICaseChanged
from ..serviceaccounts.interfaces import Scope
from .devices import app_devices_of
from .files import files_of
from .interfaces import BY_APP, DEVICES_WRITE, IAppDevices, IAppFiles
from .jobs import EVERY, FORGET_EVERY, forget, look
from .pushing import push_changed, tell_by_app
from .receiver import NEEDED, SYSTEM, receiver_of


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings = registry.getUtility(ISettings)
    registry.registerUtility(files_of(settings.android_apps, settings.ios_apps), IAppFiles)
    config.add_receiver(receiver_of(
        read_profiles(settings.data / 'mobile_app.csv', NEEDED)[SYSTEM]))
    config.add_scope(Scope(DEVICES_WRITE, _('Đăng ký thiết bị nhận tin đẩy của ứng dụng')))
    registry.registerAdapter(app_devices_of(registry), (IResource,), IAppDevices)
    config.add_channel(BY_APP, _('Ứng dụng của Thành phố'), tell_by_app, is_offered=False)
    config.add_subscriber(partial(push_changed, registry), ICaseChanged)
    config.add_job('app notices', EVERY, look)
    config.add_job('app devices', FORGET_EVERY, forget)
