"""What people and machines are told when copies are old or not proved (clause 13.3.b)."""
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...base.values import Alarm
from .interfaces import IBackupAlarms
from .record import BACKUPS, DRILL, age, read
from .rules import read_rules


def alarms(found, rules, now):
    """Return what is wrong, each an ``Alarm``; ``found``: a ``record``; ``now``: aware UTC."""
    return [*_copies(found, rules, now), *_drills(found, rules, now)]


def _copies(found, rules, now):
    backups = found.get(BACKUPS, {}).values()
    elsewhere = [days for each in backups if not each['same_device']
                 and (days := age(each['created'], now)) is not None]
    if not elsewhere:
        yield (Alarm(_('Chưa có bản sao lưu nào trên thiết bị lưu trữ khác.'), 'no backup')
               if not backups else
               Alarm(_('Bản sao lưu nằm cùng thiết bị với dữ liệu; chưa có bản nào trên thiết '
                       'bị lưu trữ khác.'), 'no backup on another device'))
    elif min(elsewhere) >= rules.copy:
        yield Alarm(_('Bản sao lưu mới nhất trên thiết bị lưu trữ khác đã ${days} ngày; quy '
                      'định là tối thiểu ${most} ngày một lần.',
                      mapping={'days': min(elsewhere), 'most': rules.copy}),
                    f'the last backup is {min(elsewhere)} days old')
    if any(each['missing'] for each in backups):
        yield Alarm(_('Lần sao lưu gần nhất thấy có tệp đã mất khỏi kho dữ liệu.'),
                    'blobs are missing from the data')


def _drills(found, rules, now):
    drill = found.get(DRILL)
    proved = age(found.get('proved', {}).get('at'), now)
    if drill and drill['differing']:
        yield Alarm(_('Khôi phục thử từ bản sao lưu không thành công: ${what}.',
                      mapping={'what': ', '.join(drill['differing'][:3])}),
                    'the last drill failed')
    elif proved is None:
        yield Alarm(_('Chưa lần nào khôi phục thử từ bản sao lưu.'), 'no drill')
    elif proved >= rules.drill:
        yield Alarm(_('Lần khôi phục thử thành công gần nhất đã ${days} ngày; quy định là tối '
                      'thiểu ${most} ngày một lần.',
                      mapping={'days': proved, 'most': rules.drill}),
                    f'the last drill is {proved} days old')


@implementer(IBackupAlarms)
class BackupAlarms:
    """Reads the record that commands keep, each time it is asked."""

    def __init__(self, registry):
        self._clock = registry.getUtility(IClock)
        self._settings = registry.getUtility(ISettings)
        self._rules = read_rules(self._settings.data)

    def found(self):
        """Return what is wrong; nothing where the settings ask for no alarm."""
        if not self._settings.backup_alarm:
            return []
        now = self._clock.now()
        return alarms(read(self._settings.backup_record), self._rules.at(now), now)


def check(registry, portal):
    """Health check: return what is wrong on one line, or ``''``; ``portal`` is not looked at."""
    return '; '.join(each.line for each in registry.getUtility(IBackupAlarms).found())
