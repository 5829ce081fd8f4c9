"""The names of the databases (decision D1): also those of their mounts in the tree."""

CONTENT, INTERACTIONS, DRAFTS = 'content', 'interactions', 'drafts'
