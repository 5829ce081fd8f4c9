"""Words of requests for information: ways, steps, forms, and what happens to a request."""

#: The page of one request in the desk.
PAGE = 'request'
#: Ways on which a request comes in, as the law tells them apart (articles 29 to 31).
NETWORK, IN_PERSON, POST = 'network', 'in_person', 'post'
#: What a clock of ``access_clocks.csv`` is for: giving what is at hand; telling the time that
#: takes; giving or refusing what is complex; putting that off; and, on any way, mending what was
#: given wrongly, deciding a complaint.
SIMPLE, NOTICE, COMPLEX, EXTENSION = 'simple', 'notice', 'complex', 'extension'
CORRECTION, COMPLAINT, ANY = 'correction', 'complaint', 'any'
#: ``DeadlineRule.confidence`` of a term that runs on until the days of the law in force are read.
PROVISIONAL = 'provisional'
#: Forms of Decree 13/2018/NĐ-CP: what people fill in; receipt, resolution, extension, refusal and
#: the consent of a third party.
CITIZEN, THROUGH = '01a', '01b'
RECEIPT, RESOLUTION, PUT_OFF, REFUSAL, CONSENT = '02', '03', '04', '05', '06'
#: Grounds of events of a case that tell what became of a request; what a refusal is, with the
#: code of its ground behind.
REGISTERED, INCOMPLETE, COMPLETED, EXTENDED, RESOLVED = (
    'request-registered', 'request-incomplete', 'request-completed', 'request-extended',
    'request-resolved')
REFUSED_ON, COMPLAINED, FAULTY, CORRECTED = (
    'request-refused-', 'request-complaint', 'request-faulty', 'request-corrected')
ASKED_THIRD, AGREED, DECLINED = (
    'request-third-party', 'request-third-agreed', 'request-third-declined')
#: What a mail lacks of the form is asked for.  Costs are told, were paid; paper was sent.
LACKING = 'request-lacking'
CHARGED, PAID, POSTED = 'request-charged', 'request-paid', 'request-posted'
#: That the requester went to court.
SUED = 'request-lawsuit'
#: Files lie with the case until the board has approved.
PROPOSED = 'request-proposed'
#: Those files wait to be collected; another code was made for them.
GIVEN, RENEWED = 'request-given', 'request-code'
