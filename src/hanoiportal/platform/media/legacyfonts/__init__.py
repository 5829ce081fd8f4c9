"""Files of offices in the fonts of before Unicode, found when they come (clause 11.2).

Word, Excel and PowerPoint files whose text is typed for fonts such as ``.VnTime`` or ``VNI-Times``
become Unicode where that is sure: the text by the font of each stretch, then the font.  All else
in such fonts, and all of Office 97-2003, is refused with the place.  What reads them is a program
of its own (``look``), since nothing that is sent is trusted (ADR 34).
"""
