"""The draft of a mail as a file that mail programs open to be looked at and sent: nothing is sent here.

The same letter gives the same bytes: it has no date and no number of its own, which a mail program gives
it when it is sent.
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from eppd_track.model.settings import Contact
from eppd_track.render.cells import visible
from eppd_track.render.letters import one_text
from eppd_track.report.chase import Letter
from eppd_track.rules.houses import is_address

SHEET = "xlsx"
"""The form of the sheet that goes along."""
_SHEET = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def draft(letter: Letter, to: str | None, contact: Contact, sheet: bytes, name: str) -> bytes:
    """A letter as the draft of a mail, with its sheet under a file name; without an address `To` is empty."""
    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    made["Subject"] = visible(letter.subject.say(letter.languages[0]))
    if is_address(contact.mail):
        made["From"] = Address(visible(contact.name or ""), addr_spec=contact.mail)
    made["To"] = to if is_address(to) else ""
    made.set_content(one_text(letter), cte="base64")
    made.add_attachment(sheet, *_SHEET, filename=name)
    made.set_boundary(f"=_{hashlib.sha256(sheet).hexdigest()[:32]}")
    return made.as_bytes()
