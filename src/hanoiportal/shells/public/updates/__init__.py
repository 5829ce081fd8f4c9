"""Nội dung đã cập nhật: what each major change of a public text did to it (clause 13.2.a/2)."""
