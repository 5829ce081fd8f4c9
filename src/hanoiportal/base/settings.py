"""Settings: every one with its default, in a typed object."""
from dataclasses import dataclass
from pathlib import Path

from zope.interface import Interface


class ISettings(Interface):
    """The ``Settings`` of this process, as a utility."""


@dataclass(frozen=True)
class Settings:
    """What an installer may change, ``portal.NAME`` in the ini file.

    ``data``: folder of the CSV and text files of ``config/hanoi``.
    ``creation_rates``: file in place of the one of that name there; empty: that one.
    ``locales``: folder of the gettext catalogs.
    ``domain``: the domain under which every site must live (clause 5.2).
    ``desk_host``: label below ``domain`` of the host that desk, console and log-in have for
    themselves (ASVS 5.0, 3.5.4), such as ``quantri``; empty: they are at each site's host.
    ``development_hosts``: host names that show the whole tree under paths; empty in production.
    ``page_cache_bytes``: memory for cached public pages of one process; 0 switches it off.
    ``proxy_seconds``: how long nginx in front may serve a public page without asking; 0: never.
    ``compiled_templates``: folder of templates that ``make build`` compiled; only read.
    ``template_cache``: folder where those that are missing there are kept; empty: nowhere.
    ``batch_size``: items on one page of a list.
    ``procedures_address``: where the National Public Service Portal is asked for a procedure;
    ``{}`` stands for what is looked for.
    ``feed_size``: items of a feed (Atom, RSS, JSON Feed).
    ``security_expires``: moment (RFC 3339) until which ``security.txt`` may be trusted, at most a
    year ahead (RFC 9116, 2.5.5); the operator renews it.  Without it there is no such file.
    ``production``: whether it is in service, and must not start unsafe (``startup.starting``).
    ``demo_indexable``: whether search engines may list a demonstration, so that a test can judge
    what they would see of it.
    ``secret_file``: file with the key that signs cookies; made when missing.  The environment
    variable ``PORTAL_SECRET`` goes before it.
    ``secret_days``: days after which the health check asks for a new key, by the date of that
    file; 0: never.
    ``secure_cookies``: send cookies over HTTPS only.
    ``session_hours``: a log-in ends after so many hours, however busy (ASVS 5.0, 7.3.2).
    ``second_factor``: ``required``: who has a role gets nowhere in desk and console without one;
    ``optional``: who has enrolled one is asked for it.
    ``passkey_roles``: roles, such as ``administrator operator``, or ``*`` for every role, whose
    holders come in by passkey or recovery code alone once they have two passkeys, and get nowhere
    before.
    ``desk_networks``, ``console_networks``: networks (CIDR) from which alone the desk and the
    console are there; everywhere if empty.
    ``throttles``: ``NAME:COUNT/SECONDS``, in place of the limits of ``login.throttle``.
    ``retry_attempts``: how often a request that met a conflict is tried in all.
    ``upload_bytes``: largest file accepted.
    ``clamd``: ClamAV's daemon, which must find every upload harmless: the path of its socket or
    ``host:port`` of this machine; empty: there is none.
    ``clamd_seconds``: how long it is waited for, then a file goes into quarantine.
    ``scheduler``: whether ``bin/pserve`` runs the jobs (``scheduling``) beside the pages.
    ``scheduler_seconds``: pause between two looks at what is due.
    ``mail_host``, ``mail_port``: the SMTP server; without a host no mail is written at all.
    ``mail_security``: ``starttls``, ``tls`` (from the first byte) or ``none``.
    ``mail_user``, ``mail_password_file``: how the portal logs in; without a user it does not.
    ``mail_from``: address that mails come from.
    ``mail_list_rate``: letters of subscriptions that go out in a minute at most; 0: none.
    ``mail_queue``: folder of mails that are not sent yet.
    ``mail_links``: start of the addresses in mails, such as ``http://localhost:6543``, where the
    whole tree stands under paths; empty: each site's own host, by HTTPS.
    ``sms_gateway``: where short messages are handed over, by HTTPS; empty: none are sent.
    ``sms_key_file``: file with the key that the gateway wants.
    ``sms_day``, ``sms_month``: messages (segments) of a day and month at most.
    ``mail_in``: where mails of people are handed to the portal by LMTP: the path of a socket, or
    ``host:port`` of this machine; empty: none come in.
    ``mail_in_address``: address of the city, ``NAME+LABEL@DOMAIN`` is that of the site LABEL.
    ``mail_in_server``: name by which the own mail server says in ``Authentication-Results`` what
    it found out (RFC 8601); empty: that is not read.
    ``drop``: folder with a folder for each site, in which files and packages are put, or none.
    ``links_days``: days after which links to the outside are tried again; 0: never.
    ``links_private``: whether machines of private networks are asked, too, for tests alone; a
    portal in service does not start with it.
    ``receivers_inside``: machines of the own network, ``host:port``, to which sites may have
    webhooks sent, by HTTP, too.
    ``feeds_minutes``, ``domains_hours``: after which the feed of an external component site is
    read again, the host of a registered name is looked at again; 0: never.
    ``law_database``, ``gazette``, ``procedures_source``, ``document_system``: where they are;
    empty: not asked.
    ``law_database_key_file``, ``procedures_key_file``, ``document_system_key_file``: files with
    the secrets that they want.
    ``procedures_login``, ``procedures_login_issuer``: where the National Public Service Portal
    lets others begin a log-in, and the issuer that it is to ask; without the first nobody is
    handed over, an empty issuer is that of VNeID.
    ``android_apps``, ``ios_apps``: apps that may open links, ``PACKAGE=FINGERPRINT``,
    ``PREFIX.BUNDLE``.
    ``lgsp_certificate``, ``lgsp_authority``: files (PEM) with key and certificate that the city's
    integration platform is shown, and with who vouches for it; empty: none, the system's.
    ``clarification_days``: days after its deadline for which a link to answer still opens.
    ``vneid_issuer``: issuer of the OpenID provider by which people outside confirm who they are,
    exactly as it calls itself; without it, or without the next, nobody is asked for it.
    ``vneid_client_id``, ``vneid_secret_file``: how the portal is known there.
    ``media_cache``: folder of renditions of pictures; whatever is in it can be made again.
    ``media_cache_bytes``: how much of them is kept.
    ``twin``: folder of the static twin that nginx serves when nobody else answers; none if empty.
    ``twin_items``: how many of the newest items of each section are in it.
    ``archive``: folder of the archive of all published versions; there is none if empty.
    ``archive_key``: file with the key that signs it; made where nothing is signed yet.
    ``dumps``, ``dumps_kept``: folder of the dumps of all public items; none if empty; their days.
    ``monitoring_networks``: networks (CIDR) whose machines may read ``/metrics`` and what is wrong
    at ``/healthz``; nobody else learns more than ``ok`` or ``not ok``.
    ``probe``: folder, apart from the databases, in which ``bin/portal probe`` notes which hosts
    answer; empty: nobody watches.
    ``backup_targets``: folders on other devices that backups go to.
    ``backup_key``: file with the key that signs backups; made where nothing is signed yet.
    ``backup_record``: file that says when backups and drills were.
    ``backup_mirror``: folder for copies of databases that are no files on this machine.
    ``backup_alarm``: whether the desk and the health check tell of missing or old backups.
    ``erasure_register``: file that says what was erased, for restores of older data.
    ``restored_mark``: file that is there from a restore until ``bin/portal reconcile`` has run.
    ``ballots``, ``ballot_keys``: folders of secret answers and of their keys; in no backup, ever.
    """

    data: Path = Path('config/hanoi')
    creation_rates: str = ''
    locales: Path = Path('locales')
    domain: str = 'hanoi.gov.vn'
    desk_host: str = ''
    development_hosts: tuple[str, ...] = ()
    page_cache_bytes: int = 64 * 1024 * 1024
    proxy_seconds: int = 0
    compiled_templates: str = ''
    template_cache: str = ''
    batch_size: int = 20
    procedures_address: str = (
        'https://dichvucong.gov.vn/tra-cuu-thu-tuc/danh-sach?keyword={}'
        '&showAdvanced=false&formalityType=STANDARD&limit=10&activeKey=STANDARD')
    feed_size: int = 30
    security_expires: str = '2027-11-01T00:00:00+07:00'
    production: bool = True
    demo_indexable: bool = False
    secret_file: Path = Path('var/secret')
    secret_days: int = 365
    secure_cookies: bool = True
    session_hours: int = 12
    second_factor: str = 'required'
    passkey_roles: tuple[str, ...] = ()
    desk_networks: tuple[str, ...] = ()
    console_networks: tuple[str, ...] = ()
    throttles: tuple[str, ...] = ()
    retry_attempts: int = 12
    upload_bytes: int = 50 * 1024 * 1024
    clamd: str = ''
    clamd_seconds: int = 30
    scheduler: bool = False
    scheduler_seconds: int = 15
    mail_host: str = ''
    mail_port: int = 25
    mail_security: str = 'starttls'
    mail_user: str = ''
    mail_password_file: Path = Path('var/mail-password')
    mail_from: str = 'khong-tra-loi@hanoi.gov.vn'
    mail_list_rate: int = 600
    mail_queue: Path = Path('var/mail')
    mail_links: str = ''
    sms_gateway: str = ''
    sms_key_file: Path = Path('var/sms-key')
    sms_day: int = 500
    sms_month: int = 10_000
    mail_in: str = ''
    mail_in_address: str = 'hoidap@hanoi.gov.vn'
    mail_in_server: str = ''
    drop: str = ''
    links_days: int = 0
    links_private: bool = False
    receivers_inside: tuple[str, ...] = ()
    feeds_minutes: int = 0
    domains_hours: int = 0
    law_database: str = ''
    law_database_key_file: Path = Path('var/law-database-key')
    gazette: str = ''
    procedures_source: str = ''
    procedures_key_file: Path = Path('var/procedures-key')
    procedures_login: str = ''
    procedures_login_issuer: str = ''
    document_system: str = ''
    document_system_key_file: Path = Path('var/document-system-key')
    android_apps: tuple[str, ...] = ()
    ios_apps: tuple[str, ...] = ()
    lgsp_certificate: str = ''
    lgsp_authority: str = ''
    clarification_days: int = 7
    vneid_issuer: str = ''
    vneid_client_id: str = ''
    vneid_secret_file: Path = Path('var/vneid-secret')
    media_cache: Path = Path('var/media')
    media_cache_bytes: int = 1024 * 1024 * 1024
    twin: str = ''
    twin_items: int = 100
    archive: str = ''
    archive_key: Path = Path('var/archive-key')
    dumps: str = ''
    dumps_kept: int = 7
    monitoring_networks: tuple[str, ...] = ('127.0.0.1/32', '::1/128')
    probe: str = ''
    backup_targets: tuple[str, ...] = ()
    backup_key: Path = Path('var/backup-key')
    backup_record: Path = Path('var/backup.json')
    backup_mirror: Path = Path('var/mirror')
    backup_alarm: bool = False
    erasure_register: Path = Path('var/erasures.json')
    restored_mark: Path = Path('var/restored')
    ballots: Path = Path('var/ballots')
    ballot_keys: Path = Path('var/ballot-keys')

    @property
    def desk_name(self) -> str:
        """The name of the desk's own host, ``''`` if it has none."""
        return f'{self.desk_host}.{self.domain}' if self.desk_host else ''

    def is_for_staff(self, host: str) -> bool:
        """Return whether log-ins count at ``host``, a name in lower case without a port."""
        return not self.desk_host or host == self.desk_name or host in self.development_hosts

    @property
    def city(self) -> str:
        """Start of the addresses of the city portal, without a slash at its end."""
        return self.mail_links.rstrip('/') or f'https://{self.domain}'

    @property
    def requires_second_factor(self) -> bool:
        """Whether a password alone opens nothing to those who have a role."""
        return self.second_factor != 'optional'

    @property
    def body_bytes(self) -> int:
        """Largest body of a request accepted: the largest file, and a form around it."""
        return self.upload_bytes + 1024 * 1024
