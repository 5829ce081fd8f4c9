"""The names of the databases (ADR 1, ADR 65), also those of their mounts in the tree, of the
settings that say where they lie, and of the files by which a portal and a ZEO server know each
other (ADR 45).
"""

CONTENT, INTERACTIONS, DRAFTS, KEYS = 'content', 'interactions', 'drafts', 'keys'

#: The certificate by which the others are known; goes to every machine.
AUTHORITY = 'authority.pem'
#: Of the server of the databases, and of those who ask it; their files end in ``.pem``.
SERVER, CLIENT = 'zeo', 'portal'
