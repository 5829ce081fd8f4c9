"""Names and limits of the register of issued documents."""
import datetime

#: Of the register.
NAME = 'issued'
#: Documents of the State begin with it: what is older is a slip of the pen.
EARLIEST = datetime.date(1945, 9, 2)
NUMBER_EXAMPLE = '12/2026/QĐ-UBND, 253/KH-UBND'
