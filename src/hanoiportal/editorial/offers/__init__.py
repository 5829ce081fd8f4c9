"""Giới thiệu cho các trang: the desk's page by which the city offers an item to component sites.

For the city's board: to all sites, groups of them or some, as recommended or as demanded with its
order or paper and a day (12.1, 13.1.i).
"""
