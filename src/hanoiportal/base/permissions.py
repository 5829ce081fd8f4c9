"""Permissions, each naming one action.  Who has which is in ``authorization.roles``."""
from collections.abc import Callable

from .i18n import _
from .interfaces import IResource

#: Whether the asker has a permission at a resource: so if what it returns is true, such as a role.
Allowed = Callable[[str, IResource], object]

VIEW = 'view'                    # read a resource in its present state
DESK = 'desk'                    # open /desk at a place
ADD = 'add'                      # put a new item into a section
EDIT = 'edit'                    # change an item's text and fields; of a public one, a new version
TRANSLATE = 'translate'          # write an item's text in another language
SUBMIT = 'submit'                # hand in what one has written
COMMENT = 'comment'              # remark on what is not public yet
REVIEW = 'review'                # take on, return, pass on what was handed in; ask to clarify
ASSIGN = 'assign'                # give a task to somebody
APPROVE = 'approve'              # approve as a member of the site's board (14.1), or reject (14.3)
EMERGENCY = 'emergency'          # publish at once, to be looked at by a second member
PUBLISH = 'publish'              # make an approved version public now or at a time
WITHDRAW = 'withdraw'            # take from the public what was published
DELETE = 'delete'                # put a resource into the recycle bin
SHARE = 'share'                  # grant roles of the editorial staff at a place
FOUND_BOARD = 'found board'      # decide that a site has a board, and until when (18.1)
MANAGE_BOARD = 'manage board'    # appoint the members of the site's board, keep its roster
ANSWER = 'answer'                # see and handle what people have sent to a site (13.1.e)
APPROVE_ANSWER = 'approve answer'  # approve, as a member of the board, what people are answered
ENGAGE = 'engage'                # keep the register of contributors, with how they are paid (9.6)
KEEP = 'keep registers'          # keep the registers of a site: plans, estimates … (7.2, 8.13)
INSPECT = 'inspect'              # enter inspections of a site and what it has violated (29)
CONFIRM_PAYMENT = 'confirm payment'  # confirm, as the owner body, what authors are paid (26.1)
PAY = 'pay'                      # pay authors: see their bank data, withhold tax (26.1)
ORDER = 'order'                  # order a site to publish, update or review (13.1.i, 17.1)
MANAGE_SITE = 'manage site'      # change a site's settings and sections
SUSPEND = 'suspend'              # suspend an account, a site or a feature first (8.9)
CONFIRM = 'confirm'              # decide, as the managing body, on a suspension reported (8.9)
MANAGE_ACCOUNTS = 'manage accounts'  # see and change accounts and roles (clause 8.8)
AUDIT = 'audit'                  # read the log of actions
CONNECT = 'connect'              # connect the portal with systems outside
CONSOLE = 'sdi.view'             # open /console; the name is substanced's
UNDO = 'sdi.undo'                # undo a transaction; the name is substanced's

ALL = (
    VIEW, DESK, ADD, EDIT, TRANSLATE, SUBMIT, COMMENT, REVIEW, ASSIGN, APPROVE, EMERGENCY, PUBLISH,
    WITHDRAW, DELETE, SHARE, FOUND_BOARD, MANAGE_BOARD, ANSWER, APPROVE_ANSWER, ENGAGE, KEEP,
    INSPECT, CONFIRM_PAYMENT, PAY, ORDER, MANAGE_SITE, SUSPEND, CONFIRM, MANAGE_ACCOUNTS, AUDIT,
    CONNECT, CONSOLE, UNDO)

#: What those are told who lack one.
NOT_ALLOWED = _('Không có quyền thực hiện việc này ở đây.')
