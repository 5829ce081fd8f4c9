"""Lấy ý kiến dự thảo: drafts of documents, and what people say about them (clauses 4.2.d, 4.3.b).

A drafting body brings the text in, checks what was read of it, and says which provision of a new
version was which before.  The clock opens and closes the consultation.  Luật Ban hành văn bản quy
phạm pháp luật 2025, NĐ 78/2025/NĐ-CP.
"""
