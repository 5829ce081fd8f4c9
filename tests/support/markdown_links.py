"""Links and headings of Markdown files."""
import re

# Fenced blocks and inline code show links without making them.
CODE = re.compile(r'^```.*?^```|`[^`\n]*`', re.MULTILINE | re.DOTALL)
LINK = re.compile(r'\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)')
HEADING = re.compile(r'^#{1,6}\s+(.+?)\s*#*$', re.MULTILINE)
NOT_IN_ANCHORS = re.compile(r'[^\w\- ]')


def local_links(path):
    """Return the targets of the links of ``path`` that point into the repository."""
    targets = LINK.findall(CODE.sub('', path.read_text(encoding='utf-8')))
    return [target for target in targets if not re.match(r'[a-z]+:', target)]


def anchors(path):
    """Return the anchors that a forge gives the headings of ``path``."""
    text = re.sub(r'^```.*?^```', '', path.read_text(encoding='utf-8'), flags=re.M | re.S)
    return {NOT_IN_ANCHORS.sub('', heading.lower()).replace(' ', '-')
            for heading in HEADING.findall(text)}


def broken_links(path):
    """Return the local links of ``path`` that lead to no file, or to no heading of one."""
    return [target for target in local_links(path) if not _leads_somewhere(path, target)]


def _leads_somewhere(path, target):
    name, _, anchor = target.partition('#')
    goal = (path.parent / name).resolve() if name else path
    if not goal.exists():
        return False
    return not anchor or goal.suffix != '.md' or anchor in anchors(goal)
