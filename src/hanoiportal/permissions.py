"""Permissions, each naming one deed.  Who has which is in ``security.roles``."""

VIEW = 'view'                    # read a resource in its present state
ADD = 'add'                      # put a new item into a section
EDIT = 'edit'                    # change an item's text and fields
PUBLISH = 'publish'              # make an item public, or withdraw it
DELETE = 'delete'                # take a resource out of the tree
MANAGE_SITE = 'manage site'      # change a site's settings and sections, suspend it
MANAGE_ACCOUNTS = 'manage accounts'  # see and change accounts and roles (clause 8.8)
CONSOLE = 'sdi.view'             # open /console; the name is substanced's
UNDO = 'sdi.undo'                # undo a transaction; the name is substanced's

ALL = (VIEW, ADD, EDIT, PUBLISH, DELETE, MANAGE_SITE, MANAGE_ACCOUNTS, CONSOLE, UNDO)
