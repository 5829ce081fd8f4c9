"""How the desk names things: documents, places, states, people, times."""
from ....base.clock import moment
from ....base.i18n import ILanguages, _
from ....base.interfaces import IClock, IItem, ITranslation, IWorkingVersion
from ....editorial.press.duties import term_of
from ....editorial.tasks.interfaces import ROLE_TITLES
from ....kernel.tree.lookup import find_site
from ....kernel.workflow.interfaces import TITLES as STATES
from ...frame.wording import named, person

WORKING = _('Bản đang sửa')
WEEKDAYS = (_('Thứ Hai'), _('Thứ Ba'), _('Thứ Tư'), _('Thứ Năm'), _('Thứ Sáu'), _('Thứ Bảy'),
            _('Chủ Nhật'))
#: What the flags of the catalog are called; others are not shown.
FLAGS = {
    'returned': _('Được trả lại'),
    'clarification': _('Chờ làm rõ'),
    'emergency': _('Đăng khẩn, chờ xem lại'),
}


def title_of(resource: object) -> str:
    """Return the title of ``resource``, its name if it has none."""
    return str(getattr(resource, 'title', '') or getattr(resource, '__name__', '') or '')


def place_title(request, place) -> str:
    """Return the title of ``place``, a site or section, in the language of the page."""
    return title_of(named(place, request.language.tag))


def state_of(resource):
    """Return the title of the state of ``resource``, translatable."""
    return STATES.get(resource.state, '')


def type_of(item, registry):
    """Return what people call the type of ``item``, translatable."""
    return registry.content.metadata(item, 'title') or ''


def doer(portal, task):
    """Return who has ``task``, or which role may claim it."""
    return person(portal, task.holder) if task.holder else ROLE_TITLES[task.role]


def parent_item(document):
    """Return the item that ``document`` is, translates, or shall take the place of."""
    while not IItem.providedBy(document):
        document = document.__parent__
    return document


def marks_of(document, request):
    """Return what ``document`` is besides the text of an item itself: translatable texts."""
    marks, registry = [], request.registry
    if IWorkingVersion.providedBy(document):
        marks.append(WORKING)
        document = document.__parent__
    if ITranslation.providedBy(document):
        languages = registry.getUtility(ILanguages).by_tag
        language = languages.get(document.language)
        marks.append(
            document.language if language is None else language.called(request.language.tag))
    elif IItem.providedBy(document) and (term := term_of(document, registry)) is not None:
        due = {'due': moment(term.due)}
        is_late = term.due < registry.getUtility(IClock).now()
        marks.append(_('Quá hạn công khai ${due}', mapping=due) if is_late
                     else _('Công khai trước ${due}', mapping=due))
    return marks


def where(item, tag):
    """Return ``(titles of the site and the section of ``item``, their language)``, in the
    language ``tag`` where both have it.
    """
    place, site = item.__parent__, find_site(item)
    of_place, of_site = named(place, tag), named(site, tag)
    if of_place.language != of_site.language:
        of_place, of_site = place, site
    name = getattr(of_site, 'short_title', '') or title_of(of_site)
    return (name if place is site else f'{name} › {title_of(of_place)}'), of_site.language
