"""An item as Markdown (CommonMark): for those who read, quote and work on texts by program."""
from html import escape, unescape

from ....base.lazily import lazily
from ....types.reference.carriedhtml import carried_html
from .data import as_data
from .wholetext import whole_html

markdownify = lazily('markdownify')


def as_markdown(about):
    """Return the item of ``about``: the same words as in ``data.as_text``, with their structure.
    """
    data = as_data(about)
    files = ''.join(
        f'<li><a href="{escape(each["address"])}">{escape(each["title"])}</a></li>'
        for each in data['files'])
    html = carried_html(about.page, whole_html(
        about.context, about.text, about.page.request.registry))
    if '<' not in html:
        html = _paragraph(unescape(html))
    return _written(''.join((
        f'<h1>{escape(data["title"])}</h1>', _paragraph(data['summary']), html,
        f'<ul>{files}</ul>' if files else '', _paragraph(data['citation']))))


def _paragraph(text):
    """Return ``text``, plain, as paragraphs of HTML, one for each of its lines."""
    return ''.join(f'<p>{escape(line)}</p>' for line in text.split('\n') if line.strip())


def _written(html):
    """Return ``html`` as Markdown in which no sign of a text is markup."""
    writer = markdownify.MarkdownConverter(
        heading_style=markdownify.ATX, bullets='-', escape_misc=True,
        newline_style=markdownify.BACKSLASH)
    return writer.convert(html).strip() + '\n'
