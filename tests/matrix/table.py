"""The table of views: what each is asked of, and who may, by permission, role and state.

A view without an entry here fails ``test_matrix``.  An entry says of which kinds of ``Thing`` the
view is asked and the rule by which it is allowed; where nobody is to be told whether there is
anything, a refusal must be the answer to nothing at all.
"""
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from hanoiportal.base.permissions import (
    ADD,
    ANSWER,
    APPROVE_ANSWER,
    ASSIGN,
    AUDIT,
    CONFIRM_PAYMENT,
    CONSOLE,
    DELETE,
    DESK,
    EDIT,
    ENGAGE,
    FOUND_BOARD,
    KEEP,
    MANAGE_ACCOUNTS,
    MANAGE_BOARD,
    MANAGE_SITE,
    ORDER,
    PAY,
    SHARE,
    SUSPEND,
    TRANSLATE,
    UNDO,
    VIEW,
)
from hanoiportal.kernel.workflow.interfaces import DRAFT, PUBLIC

from matrix.house import SITE

DOCUMENTS, PLACES = ('document',), ('section', 'site')
SITES = ('site', 'portal')
DRAFTS, TOPICS, DIALOGUES = ('consultation',), ('forumtopic',), ('event',)
SURVEYS = ('survey',)


def here(*permissions):
    """All of ``permissions`` at the thing as it is."""
    return lambda asker, thing: all(
        asker.may(each, thing.state, thing, thing.is_text) for each in permissions)


def work(*permissions):
    """All of ``permissions`` at the version in work."""
    return lambda asker, thing: all(
        asker.may(each, thing.work, thing, thing.is_text) for each in permissions)


def text(*permissions):
    """All of ``permissions`` at the version in work of the text that the address asks for."""
    return lambda asker, thing: all(
        asker.may(each, thing.asked or thing.work, thing, thing.is_text) for each in permissions)


def reports(asker, thing):
    """Who edits at a site or oversees it, at the desk."""
    return here(DESK)(asker, thing) and any(here(each)(asker, thing) for each in (EDIT, AUDIT))


def every(*rules):
    """All of ``rules``."""
    return lambda asker, thing: all(rule(asker, thing) for rule in rules)


def either(*rules):
    """Any of ``rules``."""
    return lambda asker, thing: any(rule(asker, thing) for rule in rules)


def settled(asker, thing):
    """Nobody works on it beside its public text."""
    return thing.state == thing.work


def in_revision(asker, thing):
    """Somebody works on it beside its public text."""
    return thing.state != thing.work


def is_public(asker, thing):
    """Readers may read it."""
    return thing.state in PUBLIC


def has_the_case(asker, thing):
    """The case with the number 1 was sent to ``SITE``; so are contributor and assignment 1, and
    contribution 3.
    """
    return thing.kind == 'site' and thing.site == SITE


def has_the_proposal(asker, thing):
    """``SITE`` asks the city for what has the number 1."""
    return thing.kind == 'portal' or thing.site == SITE


def everybody(asker, thing):
    return True


def logged_in(asker, thing):
    return asker.login is not None


def at_work(asker, thing):
    """What is the asker's own is shown at the root of the host alone, to who works somewhere."""
    return asker.role is not None and thing.kind == 'portal'


def in_own_language(asker, thing):
    """Who may write a text may write a translation, and so may translators."""
    return text(EDIT)(asker, thing) or bool(thing.asked) and text(TRANSLATE)(asker, thing)


OPENS = every(here(DESK), work(VIEW))
SEES_DRAFTS = lambda asker, thing: asker.may(VIEW, DRAFT, thing, thing.is_text)  # noqa: E731
READS = every(OPENS, text(VIEW))
WRITES = every(OPENS, in_own_language)
ARRANGES = every(here(DESK), here(MANAGE_SITE))
CONSOLED = here(CONSOLE)
SECRET = here(CONSOLE, MANAGE_ACCOUNTS)


@dataclass(frozen=True)
class Entry:
    """``kinds``: of ``Thing``; ``rule``: callable(asker, thing) → whether it is allowed.

    ``query``, ``form``: what the request must say for the view to be reached at all.
    ``reason``: why the rule is not that of a permission of the table of roles.
    ``answers``: statuses of what is allowed, if they are unlike the usual ones: what the request
    names is not there, or it sends nothing that could be done.
    ``is_known``: whether everybody may know that the view is there.
    """

    kinds: tuple
    rule: Callable
    query: str = ''
    form: tuple = ()
    reason: str = ''
    answers: tuple = ()
    is_known: bool = False


def _at(kinds, rule, *names, **more):
    return {name: Entry(kinds, rule, **more) for name in names}


_DESK = {
    **_at(DOCUMENTS, READS, 'IItem - GET', 'IItem history GET', 'IItem preview GET',
          'IItem preview-page GET', 'IItem clarifications GET', 'IItem clarifications POST',
          'IItem cancel-clarification POST', 'IItem clarification-link POST',
          'IItem record-clarification POST', 'IItem step POST', 'IItem look POST',
          'IItem preview-link POST', 'IItem revoke-preview-link POST', 'IItem tasks GET',
          'IItem tasks POST', 'IItem task POST', 'IItem remark-task POST',
          'IItem send-on POST'),
    **_at(DOCUMENTS, every(here(AUDIT), work(VIEW), text(VIEW)), 'IItem archived GET',
          answers=(404,)),
    **_at(DOCUMENTS, READS, 'IItem restore-version POST', form=(('version', 'present'),)),
    **_at(DOCUMENTS, every(READS, SEES_DRAFTS), 'IItem comments GET', 'IItem add-comment POST',
          'IItem reply-comment POST', 'IItem resolve-comment POST', 'IItem reopen-comment POST'),
    **_at(('translation',), READS, 'IItem mark-current POST'),
    **_at(DOCUMENTS, OPENS, 'IItem translations GET'),
    **_at(PLACES, here(DESK), 'IContainer translations GET'),
    **_at(('section-text', 'site-text'), READS, 'IContainer translation GET',
          'IContainer step POST'),
    **_at(('section-text',), READS, 'IContainer - GET ?language'),
    **_at(('site-text',), READS, 'ISite - GET ?language'),
    **_at(SITES, here(DESK, EDIT), 'ISite releases GET', 'ISite releases POST'),
    **_at(('site',), here(DESK, EDIT), 'ISite release GET', 'ISite release POST',
          query='number=1'),
    **_at(('image', 'file'), OPENS, 'IItem preview-content GET'),
    **_at(('image',), OPENS, 'Image thumb GET'),
    **_at(DOCUMENTS, OPENS, 'IItem add-picture POST', answers=(422,)),
    **_at(PLACES, here(DESK), 'IContainer add-picture POST', answers=(422,)),
    **_at(('legal',), every(OPENS, here(ADD), work(EDIT)), 'IItem files POST',
          'IItem file-order POST', 'IItem file-drop POST'),
    **_at(SITES, either(here(DESK, ADD), ARRANGES), 'ISite write GET'),
    **_at(DOCUMENTS, OPENS, 'IItem move GET', 'IItem move POST', 'IItem review GET',
          'IItem review POST', 'IItem press GET', 'IItem press POST'),
    **_at(DOCUMENTS, WRITES, 'IItem autosave GET', 'IItem take-over POST', 'IItem edit GET',
          'IItem edit POST', 'IItem preview-typed GET'),
    **_at(DOCUMENTS, OPENS, 'IItem preview-pane POST', answers=(204,)),
    **_at(DOCUMENTS, OPENS, 'IItem due-day GET'),
    **_at(PLACES, here(DESK), 'IContainer due-day GET'),
    **_at(PLACES, here(DESK), 'IContainer preview-pane POST', answers=(204,)),
    **_at(DOCUMENTS, WRITES, 'IItem autosave POST', 'IItem discard-draft POST', answers=(400,)),
    **_at(DOCUMENTS, every(WRITES, in_revision), 'IItem discard GET', 'IItem discard POST'),
    **_at(DOCUMENTS, every(here(DESK, DELETE), settled), 'IItem delete GET'),
    **_at(DOCUMENTS, every(here(DESK, DELETE), settled), 'IItem delete POST', answers=(422,)),
    **_at(DOCUMENTS, every(here(DESK), work(SHARE)), 'IItem access GET', 'IItem access POST',
          'IItem sharing GET', 'IItem sharing POST', 'IItem unshare POST',
          'IItem share-again POST'),
    **_at(PLACES, every(here(DESK), here(SHARE)), 'IContainer access GET',
          'IContainer access POST', 'IContainer sharing GET', 'IContainer sharing POST',
          'IContainer unshare POST', 'IContainer share-again POST'),
    **_at(PLACES, ARRANGES, 'IContainer autosave GET', 'IContainer take-over POST',
          'IContainer edit GET', 'IContainer edit POST'),
    **_at(PLACES, ARRANGES, 'IContainer autosave POST', 'IContainer discard-draft POST',
          answers=(400,)),
    **_at(PLACES, here(DESK), 'IContainer brokenlinks GET', 'IContainer bulk GET',
          'IContainer bulk POST', 'IContainer contents GET'),
    **_at(('section',), every(here(DESK), here(ADD)), 'IContainer add GET ?type',
          'IContainer add POST ?type', 'IContainer preview-typed GET ?type',
          query='type=NewsItem'),
    **_at(('section',), here(DESK), 'IContainer add GET'),
    **_at((*DOCUMENTS, *PLACES), OPENS, 'IResource pick GET', 'IResource whereused GET'),
    **_at(('section',), here(DESK), 'IResource - GET'),
    **_at(SITES, every(here(DESK), here(FOUND_BOARD)), 'ISite board-found GET',
          'ISite board-found POST'),
    **_at(SITES, every(here(DESK), here(MANAGE_BOARD)), 'ISite board-workflow POST'),
    **_at(('site',), every(here(DESK), here(MANAGE_BOARD)), 'ISite board-appoint GET',
          'ISite board-appoint POST', 'ISite board-dismiss GET', 'ISite board-dismiss POST'),
    **_at(SITES, here(DESK), 'ISite board GET', 'ISite roster GET', 'ISite roster POST',
          'ISite roster-copy POST', 'ISite trash GET', 'ISite reviews GET',
          'ISite compliance GET', 'ISite find-source GET', 'ISite windows GET',
          'ISite duties GET', 'ISite issued GET', 'ISite issued POST'),
    **_at(SITES, here(DESK), 'ISite window-reason POST', 'ISite window-reason-approve POST',
          answers=(422,)),
    **_at(('portal',), here(AUDIT), 'IPortal windows-all GET', 'IPortal windows-table GET'),
    **_at(('portal',), here(AUDIT), 'IPortal city-duties GET', 'IPortal city-duties-table GET',
          'IPortal city-reminders GET'),
    **_at(('portal',), here(AUDIT), 'IPortal city-remind POST', answers=(422,)),
    **_at(('portal',), here(AUDIT), 'IPortal city-breaches GET', answers=(404,)),
    **_at(('portal',), here(MANAGE_SITE), 'IPortal window-hours GET'),
    **_at(('portal',), here(MANAGE_SITE), 'IPortal window-hours POST', answers=(422,)),
    **_at(SITES, here(DESK), 'ISite compliance POST', answers=(422,)),
    **_at(('portal',), here(DESK), 'IPortal compliance-method POST', answers=(422,)),
    **_at(('portal',), here(DESK, MANAGE_SITE), 'IPortal contacts GET'),
    **_at(SITES, here(DESK), 'ISite erasure GET', 'ISite erasure POST', 'ISite erase-words GET',
          'ISite erase-words POST', answers=(404,)),
    **_at(SITES, here(AUDIT), 'ISite audit GET', 'ISite audit POST'),
    **_at(('portal',), here(DESK, MANAGE_ACCOUNTS), 'IPortal people GET'),
    **_at((*DOCUMENTS, *PLACES), here(MANAGE_ACCOUNTS), 'IResource role-requests GET'),
    **_at(('accounts',), here(AUDIT, MANAGE_ACCOUNTS), 'Accounts audit GET',
          'Accounts audit POST'),
    **_at(SITES, here(SUSPEND), 'ISite suspensions GET', 'ISite suspensions POST'),
    **_at(SITES, here(MANAGE_ACCOUNTS), 'ISite service-accounts GET'),
    **_at(SITES, here(MANAGE_ACCOUNTS), 'ISite service-accounts POST',
          form=(('act', 'create'),), answers=(422,)),
    **_at(('discarded',), every(here(DELETE)), 'ISite restore GET', 'ISite restore POST'),
    **_at(('discarded',), here(DELETE, MANAGE_SITE), 'ISite purge GET', 'ISite purge POST',
          'ISite erase GET', 'ISite erase POST'),
    **_at(DOCUMENTS, every(here(DESK, DELETE, MANAGE_SITE), work(DELETE)), 'IItem erase-past GET',
          'IItem erase-past POST'),
    **_at(SITES, at_work, 'ISite go GET', 'ISite go.json GET', 'ISite notifications GET',
          'ISite help GET', 'ISite notifications POST', 'ISite places GET', 'ISite read POST',
          'ISite substitute GET', 'ISite substitute POST', 'ISite end-substitution POST',
          'ISite my-duties GET',
          reason='what is the asker\'s own lies below no place'),
    **_at(SITES, at_work, 'ISite queue GET', query='list=approve',
          reason='what is the asker\'s own lies below no place'),
    **_at(SITES, lambda asker, thing: at_work(asker, thing) or (
        thing.kind == 'site' and here(DESK)(asker, thing)), 'ISite - GET',
        reason='at the root the asker\'s own work, at a site its list'),
    **_at(SITES, lambda asker, thing: False, 'ISite notification GET', query='number=1',
          reason='nobody was told anything: one of others is like none at all'),
    **_at(SITES, lambda asker, thing: False, 'ISite suspension POST',
          form=(('number', '1'), ('act', 'lift')),
          reason='nothing was suspended; test_suspension tells who may decide'),
    **_at(SITES, here(DESK, ANSWER), 'ISite cases GET', 'ISite case-new GET',
          'ISite answer-templates GET', 'ISite answer-templates POST'),
    **_at(SITES, here(DESK, ANSWER, APPROVE_ANSWER), 'ISite answer-template GET',
          'ISite answer-templates-file GET'),
    **_at(SITES, here(DESK, ANSWER, APPROVE_ANSWER), 'ISite answer-template POST',
          'ISite answer-templates-file POST', answers=(422,)),
    **_at(SITES, here(DESK, ANSWER), 'ISite case-new POST', answers=(422,)),
    **_at(SITES, every(here(DESK, ANSWER), has_the_case), 'ISite case GET', 'ISite case POST',
          'ISite public-text GET', 'ISite public-text POST', query='number=1',
          form=(('number', '1'),), reason='the site that has the case alone shows it'),
    **_at(SITES, every(here(DESK, ANSWER), has_the_case), 'ISite contribution GET',
          'ISite contribution POST', query='number=3', form=(('number', '3'),),
          reason='the site that has the case alone shows it'),
    **_at(SITES, here(DESK, ANSWER), 'ISite contribution-new GET'),
    **_at(SITES, here(DESK, ANSWER), 'ISite contribution-new POST', answers=(422,)),
    **_at(DOCUMENTS, lambda asker, thing: False, 'IItem contribution-source GET',
          reason='nothing in the house was made of a contribution'),
    **_at(SITES, here(DESK, EDIT), 'ISite site-channel-posts GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite site-channel-posts POST'),
    **_at(SITES, here(DESK, EDIT), 'ISite board-letters GET', 'ISite board-letter GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite board-letter POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite board-letter-frame GET', query='number=1',
          reason='there is no letter; test_board_letters tells who sees one'),
    **_at(SITES, here(DESK, MANAGE_SITE), 'ISite connections GET'),
    **_at(SITES, here(DESK, MANAGE_SITE), 'ISite connection GET', query='receiver=webhook'),
    **_at(SITES, here(DESK, MANAGE_SITE), 'ISite connection POST',
          form=(('receiver', 'webhook'),), answers=(422,)),
    **_at(('portal',), here(DESK, EDIT), 'IPortal outside-entries GET'),
    **_at(('portal',), here(DESK, EDIT), 'IPortal outside-entries POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite case-file GET', query='number=1',
          reason='no file was sent; test_desk_cases tells who is given one'),
    **_at(DRAFTS, here(DESK, ANSWER), 'IConsultation comment-ledger GET',
          'IConsultation comment-ledger POST', 'IConsultation comments-table GET',
          'IConsultation comment-new GET', 'IConsultation comment-new POST'),
    **_at(DRAFTS, lambda asker, thing: False, 'IConsultation comment-place GET',
          'IConsultation comment-place POST', query='number=1',
          reason='it has no such comment; test_consultation_comments tells who places one'),
    **_at((*DRAFTS, *TOPICS), here(DESK, ANSWER), 'IPublishesBatches comments-public GET',
          'IPublishesBatches comments-public POST'),
    **_at((*DRAFTS, *TOPICS), here(DESK, ANSWER), 'IPublishesBatches comments-published GET',
          'IPublishesBatches comments-published POST'),
    **_at(TOPICS, here(DESK, ANSWER), 'IForumTopic forum GET', 'IForumTopic forum POST'),
    **_at(SURVEYS, OPENS, 'ISurvey survey-questions GET', 'ISurvey survey-test GET',
          'ISurvey survey-test POST'),
    **_at(SURVEYS, every(here(DESK), work(EDIT)), 'ISurvey survey-questions POST',
          'ISurvey survey-results GET'),
    **_at(SURVEYS, every(here(DESK), work(APPROVE_ANSWER)), 'ISurvey survey-results POST'),
    **_at(DRAFTS, OPENS, 'IConsultation draft-text GET'),
    **_at(DRAFTS, every(here(DESK), work(EDIT)), 'IConsultation draft-text POST',
          answers=(422,)),
    **_at(DRAFTS, every(here(DESK), work(APPROVE_ANSWER)),
          'IConsultation consultation-phase POST'),
    **_at(SITES, lambda asker, thing: False, 'ISite comment GET', query='number=1',
          reason='the case is no comment; test_consultation_comments tells who is led on'),
    **_at(SITES, lambda asker, thing: False, 'ISite forum-post GET', query='number=1',
          reason='the case is no post; test_forum tells who is led on'),
    **_at(DIALOGUES, here(DESK, ANSWER), 'IDialogue dialogue-queue GET',
          'IDialogue dialogue-queue POST', 'IDialogue dialogue-batch GET',
          'IDialogue dialogue-batch POST', 'IDialogue dialogue-closing GET',
          'IDialogue dialogue-closing POST', 'IDialogue dialogue-transcript GET',
          'IDialogue dialogue-transcript POST'),
    **_at(DIALOGUES, lambda asker, thing: False, 'IDialogue dialogue-answer GET',
          'IDialogue dialogue-answer POST', query='number=1',
          reason='the case asks no dialogue; test_dialogues tells who answers'),
    **_at(DIALOGUES, lambda asker, thing: False, 'IDialogue dialogue-answer-out GET',
          'IDialogue dialogue-answer-out POST', query='public=1',
          reason='no such answer is public; test_dialogues tells who takes one out'),
    **_at(SITES, lambda asker, thing: False, 'ISite dialogue-question GET', query='number=1',
          reason='the case asks no dialogue; test_dialogues tells who is led on'),
    **_at(SITES, here(DESK), 'ISite ratings GET'),
    **_at(SITES, here(DESK, ANSWER), 'ISite ratings POST', answers=(422,)),
    **_at(SITES, here(DESK, ANSWER), 'ISite requests GET', 'ISite requests.csv GET'),
    **_at(SITES, lambda asker, thing: False, 'ISite request GET', 'ISite request POST',
          query='number=1', form=(('number', '1'),),
          reason='nothing was sent; test_requests_story tells who sees a request'),
    **_at(SITES, lambda asker, thing: False, 'ISite data-request GET', 'ISite data-request POST',
          query='number=1', form=(('number', '1'),),
          reason='nothing was sent; test_personal_data tells who sees a request'),
    **_at(('question',), every(here(DESK, APPROVE_ANSWER), is_public), 'Question conceal GET',
          reason='of what is public alone'),
    **_at(('question',), every(here(DESK, APPROVE_ANSWER), is_public), 'Question conceal POST',
          answers=(422,), reason='of what is public alone'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal cases-city GET'),
    **_at(SITES, here(DESK), 'ISite orders GET', 'ISite self-assessment GET'),
    **_at(SITES, here(DESK), 'ISite self-assessment POST', answers=(303, 422)),
    **_at(SITES, here(DESK), 'ISite domains GET'),
    **_at(SITES, here(DESK), 'ISite domains POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite domain GET', 'ISite domain POST',
          query='name=khong-co', form=(('name', 'khong-co'),),
          reason='nobody asked for it; test_domain_register tells who sees a name'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal domain-register GET',
          'IPortal domain-register-table GET'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal self-assessments GET',
          'IPortal self-assessments-csv GET'),
    **_at(SITES, reports, 'ISite reports GET'),
    **_at(SITES, reports, 'ISite reports POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite report GET', 'ISite report POST',
          'ISite report-file GET', 'ISite report-figure GET', query='number=1',
          form=(('number', '1'),),
          reason='nothing was reported; test_desk_reports tells who sees a report'),
    **_at(('portal',), here(AUDIT), 'IPortal city-reports GET', 'IPortal city-reports-table GET'),
    **_at(('portal',), here(AUDIT), 'IPortal city-reports-remind POST', answers=(422,)),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal scorings GET', 'IPortal dashboard GET'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal dashboard-events GET', query='kind=published'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal availability GET',
          'IPortal availability-table GET'),
    **_at(('portal',), lambda asker, thing: False, 'IPortal availability-site GET', query='site=1',
          reason='no site has this number; test_availability tells who sees one'),
    **_at(('site',), here(DESK), 'ISite availability GET'),
    **_at(SITES, here(DESK), 'ISite newsletter GET'),
    **_at(('site',), here(DESK), 'ISite dashboard GET'),
    **_at(('site',), here(DESK), 'ISite dashboard-events GET', query='kind=published'),
    **_at(('portal',), here(DESK, AUDIT), 'IPortal scorings POST', answers=(422,)),
    **_at(('portal',), lambda asker, thing: False, 'IPortal scoring GET', 'IPortal scoring POST',
          'IPortal scoring-table GET', 'IPortal scoring-marks GET', 'IPortal scoring-marks POST',
          'IPortal scoring-answer POST', 'IPortal scoring-evidence GET', query='year=2026',
          reason='no year was opened; test_scoring tells who sees one'),
    **_at(('site',), here(DESK), 'ISite own-scoring GET'),
    **_at(('site',), lambda asker, thing: False, 'ISite own-scoring POST',
          'ISite own-scoring-evidence GET', query='year=2026',
          reason='no draft was shown; test_scoring tells who sees one'),
    **_at(SITES, here(DESK, ORDER), 'ISite orders-sent GET', 'ISite orders-sent POST',
          'ISite order-new GET'),
    **_at(SITES, here(DESK, ORDER), 'ISite order-new POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite order GET', 'ISite order POST',
         'ISite order-answer-file GET',
          query='number=1', form=(('number', '1'),),
          reason='nothing was ordered; test_desk_orders tells who sees an order'),
    **_at(SITES, here(DESK, EDIT), 'ISite crossposts GET', 'ISite crossposts-sent GET',
          'ISite crosspost-rule GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite crosspost-rule POST', answers=(422,)),
    **_at(SITES, every(here(DESK, EDIT), has_the_proposal), 'ISite crosspost GET',
          query='number=1', reason='who asks and who is asked alone see it'),
    **_at(('site',), every(here(DESK, EDIT), has_the_proposal), 'ISite crosspost POST',
          query='number=1', form=(('number', '1'), ('act', 'take_back')),
          reason='who asks alone takes it back'),
    **_at(DOCUMENTS, every(here(DESK), work(EDIT)), 'IItem crosspost GET',
          'IItem channel-posts GET', 'IItem crosspost-offer GET', 'IItem emergency-notice GET'),
    **_at(DOCUMENTS, every(here(DESK), work(EDIT)), 'IItem crosspost POST',
          'IItem channel-posts POST', 'IItem crosspost-offer POST', 'IItem emergency-notice POST',
          answers=(422,)),
    **_at(('reference',), every(here(DESK), work(EDIT)), 'IReference carried GET'),
    **_at(('reference',), every(here(DESK), work(EDIT)), 'IReference carried POST',
          form=(('act', 'end'),)),
    **_at(SITES, every(here(DESK), has_the_case), 'ISite duty GET', 'ISite duty POST',
          query='number=1', form=(('number', '1'),),
          reason='the case opened it; a form without a deed leads back to it'),
    **_at(SITES, here(DESK, EDIT), 'ISite issued-row GET', 'ISite issued-row POST',
          'ISite issued-file GET', 'ISite issued-file POST'),
    **_at(SITES, here(DESK), 'ISite law-findings GET', 'ISite law-findings POST'),
    **_at(SITES, lambda asker, thing: False, 'ISite law-finding GET',
          'ISite law-finding POST', reason='there is no row; a machine enters them'),
    **_at(SITES, here(DESK), 'ISite registers GET'),
    **_at(SITES, here(DESK), 'ISite register GET', 'ISite register POST', query='of=plans'),
    **_at(SITES, here(DESK, KEEP), 'ISite register-row GET', 'ISite register-import GET',
          query='of=plans'),
    **_at(SITES, here(DESK, KEEP), 'ISite register-row POST', 'ISite register-import POST',
          query='of=plans', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite register-attachment GET',
          query='of=plans&row=1&at=0',
          reason='no row has a file; test_work_registers tells who sees files'),
    **_at(SITES, here(DESK), 'ISite register-exports GET'),
    **_at(SITES, lambda asker, thing: False, 'ISite register-export GET', query='number=1',
          reason='nobody ordered one; test_register_exports tells who gets files'),
    **_at(SITES, here(DESK, AUDIT), 'ISite training-gaps GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite contributors GET', 'ISite contributors POST'),
    **_at(SITES, here(DESK, EDIT, ENGAGE), 'ISite contributor GET', 'ISite contributor POST',
          'ISite contributors-file GET', 'ISite contributors-file POST'),
    **_at(SITES, every(here(DESK, EDIT), has_the_case), 'ISite contributor-letters GET',
          query='row=1', reason='the contributor with the number 1 is of ``SITE``'),
    **_at(SITES, every(here(DESK, EDIT, ENGAGE), has_the_case),
          'ISite contributor-letters POST', form=(('row', '1'),), answers=(422,),
          reason='the contributor with the number 1 is of ``SITE``'),
    **_at(SITES, lambda asker, thing: False, 'ISite contributor-letter GET', query='row=1&at=1',
          reason='no letter was signed; test_contributors tells who sees letters'),
    **_at(SITES, here(DESK, EDIT), 'ISite assignments GET'),
    **_at(SITES, here(DESK, ASSIGN), 'ISite assignment-form GET', 'ISite assignment-form POST'),
    **_at(SITES, every(here(DESK, EDIT), has_the_case), 'ISite assignment GET',
          'ISite assignment POST', 'ISite assignment-draft GET', query='number=1',
          form=(('number', '1'),), reason='the assignment with the number 1 is of ``SITE``'),
    **_at(SITES, every(here(DESK), either(here(EDIT), here(CONFIRM_PAYMENT), here(PAY))),
          'ISite royalties GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite royalty-works GET', 'ISite royalty-fund GET'),
    **_at(SITES, here(DESK, EDIT), 'ISite royalty-fund POST', answers=(422,)),
    **_at(SITES, lambda asker, thing: False, 'ISite royalty-sheet GET',
          'ISite royalty-sheet POST', 'ISite royalty-line GET', 'ISite royalty-line POST',
          'ISite royalty-statement GET', 'ISite royalty-payments GET', 'ISite royalty-bank GET',
          reason='no sheet was begun; test_royalty_pages tells who sees them'),
    **_at(SITES, at_work, 'ISite my-assignments GET', 'ISite my-royalties GET',
          'ISite my-texts GET',
          reason="it is the asker's own"),
    **_at(DIALOGUES, every(here(DESK), work(EDIT)), 'IOccasion coverage GET'),
    **_at(SITES, everybody, 'ISite preview-print.css GET', reason='a stylesheet'),
    **_at(SITES, everybody, 'ISite relogin POST', answers=(200, 403),
          reason='the log-in of a session that has ended'),
}
_CONSOLE = {
    **_at(('account',), SECRET, 'Account account GET', 'Account reset POST',
          'Account suspend GET', 'Account suspend POST', 'Account lift GET', 'Account lift POST',
          'Account confirm-suspension POST', 'Account unlock POST', 'Account reset-factors POST',
          'Account enable POST', 'Account address POST', 'Account unbind-vneid POST',
          'Account workplace POST', 'Account erase GET', 'Account erase POST'),
    **_at(('accounts',), SECRET, 'Accounts review GET', 'Accounts review POST',
          'Accounts accounts GET', 'Accounts accounts POST', 'Accounts find POST',
          'Accounts groups GET', 'Accounts groups POST'),
    **_at(('accounts',), SECRET, 'Accounts join POST', 'Accounts leave POST',
          'Accounts dissolve POST', answers=(404,)),
    **_at(PLACES, here(CONSOLE, ADD), 'IContainer add GET', 'IContainer add POST'),
    **_at(PLACES, CONSOLED, 'IContainer contents GET'),
    **_at(PLACES, here(CONSOLE, DELETE), 'IContainer delete GET', 'IContainer delete POST'),
    **_at(PLACES, here(CONSOLE, EDIT), 'IContainer rename GET', 'IContainer rename POST',
          answers=(404,)),
    **_at(DOCUMENTS, CONSOLED, 'IItem indexed GET', 'IItem state GET'),
    **_at(DOCUMENTS, here(CONSOLE, EDIT), 'IItem indexed POST'),
    **_at(('portal',), here(CONSOLE, MANAGE_SITE), 'IPortal maintenance GET',
          'IPortal maintenance POST', 'IPortal calendar GET', 'IPortal calendar POST'),
    **_at(('portal',), here(CONSOLE, MANAGE_SITE), 'IPortal call-off-stop POST', answers=(404,)),
    **_at(('portal',), here(CONSOLE, MANAGE_SITE), 'IPortal erasures GET'),
    **_at(('portal',), here(CONSOLE, MANAGE_SITE), 'IPortal erasure GET', 'IPortal erasure POST',
          answers=(404,)),
    **_at(('portal',), SECRET, 'IPortal requests GET', 'IPortal people GET'),
    **_at(('portal',), SECRET, 'IPortal accept POST', 'IPortal decline POST'),
    **_at(('portal',), CONSOLED, 'IPortal databases GET'),
    **_at(('portal',), here(CONSOLE, UNDO), 'IPortal undo GET'),
    **_at(('portal',), here(CONSOLE, UNDO), 'IPortal undo POST', answers=(404,)),
    **_at((*DOCUMENTS, *PLACES), CONSOLED, 'IResource - GET', 'IResource history GET',
          'IResource object GET', 'IResource properties GET', 'IResource translations GET'),
    **_at((*DOCUMENTS, *PLACES), CONSOLED, 'IResource translation GET', query='language=en'),
    **_at((*DOCUMENTS, *PLACES), here(CONSOLE, TRANSLATE), 'IResource translation POST',
          query='language=en'),
    **_at((*DOCUMENTS, *PLACES), here(CONSOLE, EDIT), 'IResource properties POST'),
    **_at((*DOCUMENTS, *PLACES), here(CONSOLE, EDIT), 'IResource history POST', answers=(404,)),
    **_at((*DOCUMENTS, *PLACES), SECRET, 'IResource access GET', 'IResource access POST'),
    **_at((*DOCUMENTS, *PLACES), SECRET, 'IResource revoke POST', 'IResource give-back POST'),
    **_at(('mount',), CONSOLED, 'MountPoint mounted GET'),
}
_PUBLIC = {
    **_at(DOCUMENTS, here(VIEW), 'NewsItem - GET'),
    **_at(('photoset',), here(VIEW), 'PhotoSet - GET'),
    **_at(('video',), here(VIEW), 'Video - GET', 'Video content GET', 'Video captions GET',
          'Video ngon-ngu-ky-hieu GET'),
    **_at(('audio',), here(VIEW), 'Audio - GET', 'Audio content GET'),
    **_at(('infographic',), here(VIEW), 'Infographic - GET'),
    # Made of the page's article, and pages are blank here.
    **_at(DOCUMENTS, here(VIEW), 'IItem pdf GET', answers=(404,)),
    # Nothing is spoken of what is not public.
    **_at(DOCUMENTS, here(VIEW), 'IItem audio GET', answers=(200, 404)),
    **_at(('file',), here(VIEW), 'File - GET', 'File content GET'),
    # Nothing there was changed since it became public.
    **_at(DOCUMENTS, here(VIEW), 'IItem noi-dung-cap-nhat GET', answers=(404,)),
    # The file of the house is no Word document.
    **_at(('file',), here(VIEW), 'File doc-tren-trang GET', answers=(404,)),
    **_at(('image',), here(VIEW), 'Image - GET', 'Image content GET'),
    **_at(('image',), here(VIEW), 'Image scaled GET', 'Image thumb GET', query='w=4&as=webp'),
    **_at(('legal',), here(VIEW), 'LegalDocument - GET', 'LegalDocument akn GET'),
    **_at(('article',), here(VIEW), 'Article - GET'),
    **_at(SITES, here(VIEW), 'ISite eli GET', answers=(404,)),
    **_at(SITES, here(VIEW), 'ISite tra-cuu-van-ban GET', 'ISite van-ban.csv GET',
          'ISite van-ban.jsonld GET'),
    **_at(('link',), here(VIEW), 'Link - GET'),
    **_at(('unit',), here(VIEW), 'OrganisationUnit - GET'),
    **_at(('person',), here(VIEW), 'Person - GET'),
    **_at(DIALOGUES, here(VIEW), 'Event - GET', 'Event lich.ics GET', 'Event content GET',
          'Event captions GET', 'Event bien-ban GET', 'IDialogue truc-tiep GET',
          'IDialogue truc-tiep-moi GET'),
    **_at(('section',), lambda asker, thing: False, 'Section mau-phieu GET',
          reason='of the section of access to information alone: test_access_forms asks it'),
    **_at(('section',), lambda asker, thing: False, 'Section lich.ics GET',
          reason='of sections of calendars alone: test_calendar asks them'),
    **_at(('page',), here(VIEW), 'Page - GET'),
    **_at(('project',), here(VIEW), 'Project - GET'),
    **_at(('dossier',), here(VIEW), 'Dossier - GET'),
    **_at(('research',), here(VIEW), 'Research - GET'),
    **_at(('statistics',), here(VIEW), 'Statistics - GET', 'Statistics figures.csv GET'),
    **_at(('ruling',), here(VIEW), 'Ruling - GET'),
    **_at(('question',), here(VIEW), 'Question - GET'),
    **_at(('channel',), here(VIEW), 'Channel - GET'),
    **_at(('improvement',), here(VIEW), 'Improvement - GET'),
    **_at(SURVEYS, here(VIEW), 'Survey - GET', 'ISurvey tra-loi GET'),
    # None is open, none has results.
    **_at(SURVEYS, here(VIEW), 'ISurvey ket-qua.csv GET', 'ISurvey tra-loi POST',
          'IBalloted xac-thuc-phieu GET', 'IBalloted xac-thuc-phieu POST',
          answers=(404, 409)),
    **_at(TOPICS, here(VIEW), 'IForumTopic - GET'),
    **_at(TOPICS, lambda asker, thing: False, 'IForumTopic bao-y-kien GET',
          'IForumTopic bao-y-kien POST', reason='no post is public; test_forum reports one'),
    **_at(DRAFTS, here(VIEW), 'Consultation - GET', 'IConsultation gop-y GET',
          'IConsultation y-kien GET', 'IConsultation y-kien.csv GET',
          'IConsultation y-kien.json GET', 'IConsultation y-kien.jsonld GET'),
    # There is one text to compare.
    **_at(DRAFTS, here(VIEW), 'Consultation doi-chieu GET', answers=(404,)),
    **_at(('accessentry',), here(VIEW), 'AccessEntry - GET'),
    **_at(('records',), here(VIEW), 'Section list.csv GET', 'Section list.jsonld GET'),
    **_at(('section',), lambda asker, thing: False, 'Section dang-giai-quyet GET',
          'Section dang-giai-quyet.csv GET', 'Section dang-giai-quyet.json GET',
          'Section dang-giai-quyet.atom GET',
          reason='of sections of questions alone: test_open_cases asks them'),
    **_at(('section',), lambda asker, thing: False, 'Section ket-qua-tra-loi GET',
          'Section ket-qua-tra-loi.csv GET', 'Section ket-qua-tra-loi.json GET',
          'Section ket-qua-tra-loi.jsonld GET',
          'Section ket-qua-tra-loi.atom GET',
          reason='of sections of questions alone: test_case_figures asks them'),
    **_at(('site',), here(VIEW), 'ComponentSite - GET'),
    **_at(('portal',), here(VIEW), 'Portal - GET', 'IPortal audit-roots.txt GET'),
    **_at(('home',), here(VIEW), 'HomePage - GET', answers=(302,)),
    **_at(('section',), here(VIEW), 'Section - GET'),
    **_at(('sites',), here(VIEW), 'Sites - GET'),
    **_at(('document', 'file', 'image', 'legal', 'link', 'page'), here(VIEW),
          'IItem json GET', 'IItem jsonld GET', 'IItem txt GET', 'IItem md GET'),
    **_at(('section',), here(VIEW), 'Section atom.xml GET', 'Section rss.xml GET',
          'Section feed.json GET', 'Section rss GET'),
    **_at(SITES, here(VIEW), 'ISite sitemap-news.xml GET', 'ISite rss GET',
          'ISite dcat.jsonld GET', 'ISite llms.txt GET'),
    **_at(SITES, here(VIEW), 'ISite oembed GET', answers=(400,)),
    **_at(SITES, here(VIEW), 'ISite .well-known GET', answers=(404,)),
    **_at(SITES, here(VIEW), 'ISite atom.xml GET', 'ISite rss.xml GET', 'ISite feed.json GET'),
    **_at(SITES, here(VIEW), 'ISite favicon.ico GET', 'ISite robots.txt GET',
          'ISite search GET', 'ISite suggest GET', 'ISite sitemap GET', 'ISite sitemap.xml GET',
          'ISite thong-bao-bao-tri GET', 'ISite thong-ke-truy-cap GET',
          'ISite tuyen-bo-tiep-can GET', 'ISite gui-tin-bai GET', 'ISite gui-cau-hoi GET',
          'ISite lich-tiep-cong-dan GET',
          'ISite dien-thoai-can-thiet GET', 'ISite thoi-han GET', 'ISite tuan-thu GET',
          'ISite tuan-thu-chi-tieu GET', 'ISite so-cong-khai GET', 'ISite so-cong-khai.csv GET',
          'ISite so-cong-khai.json GET'),
    **_at(SITES, here(VIEW), 'ISite tuan-thu-chi-tiet GET', 'ISite tuan-thu.csv GET',
          'ISite tuan-thu.json GET', 'ISite tuan-thu.jsonld GET',
          'ISite tuan-thu-chi-tieu.csv GET', 'ISite tuan-thu-chi-tieu.json GET', answers=(404,)),
    **_at(('portal',), here(VIEW), 'IPortal tuan-thu GET', 'IPortal tuan-thu-cong GET'),
    **_at(('portal',), here(VIEW), 'IPortal xep-hang GET'),
    **_at(('site',), here(VIEW), 'ISite xep-hang GET'),
    **_at(('portal',), here(VIEW), 'IPortal xep-hang.csv GET', 'IPortal xep-hang.json GET',
          answers=(404,)),
    **_at(('portal',), here(VIEW), 'IPortal tuan-thu.csv GET', 'IPortal tuan-thu.json GET',
          'IPortal tuan-thu.jsonld GET', answers=(404,)),
    **_at(SITES, here(VIEW), 'ISite gui GET', answers=(302,)),
    **_at(SITES, here(VIEW), 'ISite tu-khoa GET'),
    **_at(SITES, everybody, 'ISite du-lieu-cua-toi GET', answers=(303,),
          reason='leads on to where a copy is asked for'),
    **_at(SITES, lambda asker, thing: False, 'ISite gui-dien-dan GET', 'ISite gui-dien-dan POST',
          reason='no topic is named; test_forum names one'),
    **_at(('question', 'section', 'site', 'portal'), here(VIEW),
          'IResource dang-ky-theo-doi GET'),
    **_at(SITES, here(VIEW), 'ISite ban-tin GET'),
    **_at(SITES, lambda asker, thing: False, 'ISite ban-tin POST', is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(('question', 'section', 'site', 'portal'), lambda asker, thing: False,
          'IResource dang-ky-theo-doi POST', is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(SITES, everybody, 'ISite theo-doi GET', 'ISite cua-toi GET',
          'ISite nhan-thong-tin GET', 'ISite muc-theo-doi GET',
          'ISite theo-doi-qua-tin-nhan GET',
          reason='asks for a code; it shows only what this browser has opened'),
    **_at(SITES, lambda asker, thing: False, 'ISite mo-thu-tuc GET',
          reason='no procedure is named; test_procedure_catalogue names one'),
    **_at(SITES, lambda asker, thing: False, 'ISite gui POST', 'ISite theo-doi POST',
          'ISite cua-toi POST', 'ISite muc-theo-doi POST', 'ISite nhan-thong-tin POST',
          'ISite du-lieu-cua-toi POST',
          'ISite theo-doi-qua-tin-nhan POST',
          'ISite cau-tra-loi-tuong-tu POST',
          is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(SITES, lambda asker, thing: False, 'ISite tin-bao GET', 'ISite tin-bao POST',
          is_known=True, reason='only the short code of a subscriber; test_news_by_message'),
    **_at(SITES, everybody, 'ISite hien-thi GET', reason='a choice kept on the reader\'s device'),
    **_at(SITES, everybody, 'ISite _design GET', reason='there in development alone'),
    **_at(SITES, here(VIEW), 'ISite danh-cho-ban GET', 'ISite danh-gia GET',
          'ISite ket-qua-danh-gia GET', 'ISite ket-qua-danh-gia.csv GET',
          'ISite ket-qua-danh-gia.json GET', 'ISite ket-qua-danh-gia.jsonld GET'),
    **_at(SITES, lambda asker, thing: False, 'ISite danh-cho-ban POST', 'ISite danh-gia POST',
          is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(SITES, everybody, 'ISite login GET', 'ISite login POST', 'ISite logout POST',
          'ISite login-passkey POST', 'ISite second-factor GET', 'ISite second-factor POST',
          'ISite password-new GET', 'ISite password-new POST', reason='the door'),
    **_at(SITES, everybody, 'ISite login-vneid GET', 'ISite login-vneid POST', answers=(404,),
          reason='the door, which is not there without a provider'),
    **_at(SITES, logged_in, 'ISite account-vneid GET', 'ISite account-vneid POST', is_known=True,
          answers=(404,), reason='one\'s own account, without a provider'),
    **_at(SITES, everybody, 'ISite passkey-options POST', form=(('for', 'enter'),),
          reason='the door'),
    **_at(SITES, logged_in, 'ISite password GET', 'ISite password POST', 'ISite confirm GET',
          'ISite confirm POST', 'ISite account GET', 'ISite account-code GET',
          'ISite account-code POST', 'ISite account-passkey POST', is_known=True,
          reason='one\'s own account'),
    **_at(SITES, logged_in, 'ISite account-drop POST', 'ISite account-recovery POST',
          'ISite account-sessions POST', is_known=True, answers=(404,),
          reason='one\'s own account, which has no factor and no other session'),
    **_at(('portal',), everybody, 'IPortal _clarify GET', reason='asks for the code of a link'),
    **_at(('portal',), lambda asker, thing: False, 'IPortal _clarify POST', is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(('portal',), everybody, 'IPortal _answer GET', reason='asks for the code of a link'),
    **_at(('portal',), lambda asker, thing: False, 'IPortal _answer POST', is_known=True,
          reason='only a form that the browser says is of this host'),
    **_at(SITES, everybody, 'ISite _vneid GET', answers=(404,),
          reason='nothing without a provider; it shows only what the browser itself keeps'),
    **_at(SITES, everybody, 'ISite _preview GET', reason='asks for the code of a link'),
    **_at(SITES, lambda asker, thing: False, 'ISite _preview POST', is_known=True,
          reason='only a form that the browser says is of this host'),
}
VIEWS = {f'{shell} {name}': entry for shell, entries in (
    ('desk', _DESK), ('console', _CONSOLE), ('public', _PUBLIC))
    for name, entry in entries.items()}
#: ``{what they are of: their keys}``, as in ``{"desk IItem": ["desk IItem edit GET", …]}``.
OF_THINGS = {things: list(keys) for things, keys in groupby(
    sorted(VIEWS), lambda key: ' '.join(key.split()[:2]))}
#: Files that came with the program; they are for everybody.
STATICS = ['account-static/', 'desk-static/', 'static/']
