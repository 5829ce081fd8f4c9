"""What all features use and that knows none of them: time, mail, health, files, hosts."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.scheduling')
    config.include('.reconciling')
    config.include('.outbox')
    config.include('.calendar')
    config.include('.monitoring')
    config.include('.domains.taken')
    config.include('.quarantine')
    config.include('.notifications')
    config.include('.media')
    config.include('.http')
    config.include('.sms')
    config.include('.officefiles')
    config.include('.ledger')
    config.include('.maintenance')
    config.include('.subscriptions')
    config.include('.newsletter')
    config.include('.registers')
    config.include('.reminders')
    config.include('.duties')
    config.include('.duedays')
