"""A text and its life: versions, drafts, translations, links, the bin, erasure, transfer."""
