"""The kinds, channels, states and events of cases; see ``interfaces``."""
from ....base.i18n import _

#: Kinds of cases.  ``REFLECTION``: on an administrative rule (NĐ 20/2008).  ``SUGGESTION``: for
#: the Capital.  ``COMMENT``: on the regulation (35.2).  ``CORRECTION``: of what a page says.
#: ``REQUEST``: for information.  ``ACCESS``: somebody asks what is kept of them, to correct it or
#: to erase it (law on personal data).
#: ``CONSULTATION``: a comment on a draft, answered in the ledger of that draft and in no inbox.
#: ``DIALOGUE``: a question to a live dialogue, answered from its queue and in no inbox.
#: ``FORUM``: a post on a topic, decided on there and in no inbox.
#: ``CONTRIBUTION``: a text or document that somebody wants to see on the portal (12.1, 12.2).
QUESTION, REFLECTION, SUGGESTION, COMMENT, CORRECTION, REQUEST, ACCESS, CONSULTATION = (
    'question', 'reflection', 'suggestion', 'comment', 'correction', 'request', 'access',
    'consultation')
DIALOGUE, FORUM, CONTRIBUTION = 'dialogue', 'forum', 'contribution'
KINDS = (QUESTION, REFLECTION, SUGGESTION, COMMENT, CORRECTION, REQUEST, ACCESS, CONSULTATION,
         DIALOGUE, FORUM, CONTRIBUTION)
#: Kinds that are worked on where they belong, and wait in no inbox.
IN_NO_INBOX = frozenset({CONSULTATION, DIALOGUE, FORUM})
#: How a case came in.  ``DISC``: on a USB stick or disc (12.1.b).  ``DROP``: as a file in a folder
#: of the site; ``SYSTEM``: from the system of documents of the city.
WEB, PAPER, PHONE, COUNTER, MAIL = 'web', 'paper', 'phone', 'counter', 'mail'
FAX, DISC, DROP, SYSTEM = 'fax', 'disc', 'drop', 'system'
CHANNELS = (WEB, PAPER, PHONE, COUNTER, MAIL, FAX, DISC, DROP, SYSTEM)
#: What the sender agrees to: that the data are processed, that the name is shown, that the matter
#: is published; that they hold the rights to what they contribute, or may give it.
PROCESS, NAME, PUBLISH, RIGHTS = 'process', 'name', 'publish', 'rights'
#: What is owed for a case, as keys of duties say it.
TRIAGE, ANSWER, SCOPE = 'triage', 'answer', 'scope'
#: Detail that holds a place as it was typed, perhaps that of a home; one that is the name of the
#: site of a ward or commune is kept outside, to be listed and counted by.
PLACE = 'place'
#: They are told of news by short messages; under what it is kept that they no longer wish it.
SMS, SMS_ENDED = 'sms', 'sms ended'
#: Grounds of events ``CONSENTED``: the sender no longer agrees to publication, to their name.
PUBLISH_ENDED, NAME_ENDED = 'publish ended', 'name ended'

#: Kinds of events: of the sender,
RECEIVED, ADDED, WITHDRAWN, REOPENED, DISSATISFIED, CONSENTED = (
    'received', 'added', 'withdrawn', 'reopened', 'dissatisfied', 'consented')
#: of the body,
TAKEN, FORWARDED, OUT_OF_SCOPE, NOTICED, ANSWERED, MERGED, SPLIT, ABUSE = (
    'taken', 'forwarded', 'out_of_scope', 'noticed', 'answered', 'merged', 'split', 'abuse')
#: (a merged case goes on by itself, as the one it was merged into ended without a word)
UNMERGED = 'unmerged'
#: inside the body: a remark, a telephone call, who works on it, a letter,
NOTE, CALLED, ASSIGNED, CONTACTED = 'note', 'called', 'assigned', 'contacted'
#: (a remark may say that the sender's data were corrected, or given to them)
DATA_CORRECTED, DATA_COPIED = 'data-corrected', 'data-copied'
#: (or that a new day off has moved the day of the answer)
REDATED = 'redated'
#: (or, to the sender of a merged case, what happened to the one that goes on)
ANSWERED_WITH, NOTICED_WITH, OUT_OF_SCOPE_WITH = (
    'answered_with', 'noticed_with', 'out_of_scope_with')
#: and what becomes of it: the item ``item`` is public, is so no longer; the key is destroyed.
PUBLISHED, UNPUBLISHED, ERASED = 'published', 'unpublished', 'erased'

#: What is kept of a case that its sender has rated how it was answered; no export holds it.
RATED = 'rated'
#: States.  ``WITHDRAWN``, ``OUT_OF_SCOPE``, ``NOTICED``, ``ANSWERED``, ``REOPENED``, ``MERGED``,
#: ``ABUSE`` are named as their events; a case is ``NEW`` until a body takes it (``TAKEN``).
NEW = 'new'
OPEN = (NEW, TAKEN, NOTICED, REOPENED)
CLOSED = (ANSWERED, OUT_OF_SCOPE, WITHDRAWN, MERGED, ABUSE)
STATES = (*OPEN, *CLOSED)
#: Why a file is given to nobody: no scanner has seen it; one has found malware in it.
UNSCANNED, MALWARE = 'waiting', 'malware'
HELD = {UNSCANNED: _('đang chờ quét mã độc, chưa mở được'),
        MALWARE: _('có mã độc, đã bị hủy')}
#: Whom an event is told.
ASKER, STAFF = 'asker', 'staff'
#: Who speaks: for oneself, for somebody else (R3.10), for an organisation.
SELF, OTHER, ORGANISATION = 'self', 'other', 'organisation'
