"""A legal document as others read it: HTML, Akoma Ntoso, ELI, linked data."""
