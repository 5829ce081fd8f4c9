"""Pages for people with a link: answers to a clarification, previews, codes, VNeID."""
