"""What Chinese may not hold: English that is no name, code, command or value, and Latin punctuation."""

import re
from enum import StrEnum

from eppd_track.cli.commands import COMMANDS
from eppd_track.ledger.tables import PARTS, RECORDS, TABLES
from eppd_track.model import vocabulary
from eppd_track.model.records import HEAD, RECORD_ONLY
from eppd_track.model.settings import Contact, Settings
from eppd_track.words.faults import RULES
from eppd_track.words.labels import COLUMN
from eppd_track.words.topics import TOPICS

CHINESE = "\u4e00-\u9fff"
AS_TYPED = re.compile(r"「[^」]*」|\"[^\"]*\"|'[^']*'|{\w+}")
"""What is quoted as somebody types or wrote it."""
_CODE = re.compile(
    r"\S+@\S+\w|"
    r"https?://\S+|\b[0-9a-f]{12}\b|(?<![\w-])--?[a-z][\w-]*(?:[ =][a-z][\w|{}.-]*)?"
    r"|\S*[/\\]\S*|[\w*-]*\.[a-z]\w+"
    r"|\[\[?[\w.-]+\]\]?|sha256|\b\w+ = \S+|Ctrl-[A-Z]|git config"
)
"""Options with their values, paths, files, addresses, tables and lines of the file."""
_PLACE = re.compile(r"\S+:\d+:\d+: (?:[A-Z]\S*: )?")
"""Where a fault is, as editors read it."""
_WORD = re.compile(r"[A-Za-z][A-Za-z_'-]{2,}")
_NAMES = "Enter Esc Ctrl Tab eppd back git shell chmod nano Big detached Python bash zsh fish powershell"
_PROGRAMS = "Excel Word PowerPoint PowerShell LibreOffice Office OpenDocument Unicode Windows OneDrive"
_FORMATS = (
    "docx odt pdf txt toml json csv tsv xlsx xls xlsb ods odp pptx html ics doc ppt eml text plain markdown"
    " terminal table ids all"
)
_KEYS = (
    "true false schema agency meeting commitment document print text words side take link aside update"
    " proposal off key _key reason_zh last_update overdue_days stale light name ref phone mail all back"
)
_VALUES = {
    str(one)
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum | vocabulary.Term) and kind is not vocabulary.Term
    for one in vocabulary.values_of(kind, vocabulary.USUAL_SIDES)
}
ALLOWED = {*HEAD, *RECORD_ONLY, *_VALUES, *COMMANDS, *TOPICS, *RULES, *COLUMN, *Settings.__struct_fields__}
ALLOWED |= {
    name
    for kind in (*TABLES.values(), *RECORDS.values(), *PARTS.values(), Contact)
    for name in kind.__struct_fields__
}
ALLOWED |= {word for words in (_NAMES, _PROGRAMS, _FORMATS, _KEYS) for word in words.split()}


def foreign(text: str) -> list[str]:
    """The English words of a Chinese text that are no name, code, command, format, value or key."""
    bare = _CODE.sub(" ", AS_TYPED.sub(" ", text))
    return [word for word in _WORD.findall(bare) if word not in ALLOWED and not word.isupper()]


def badly_set(text: str) -> list[str]:
    """Half-width signs beside Chinese characters, and single blanks beside full-width signs."""
    text = re.sub(r" ?\| ?", "", _PLACE.sub("", text))
    bare = AS_TYPED.sub("", text)
    return [
        *re.findall(rf"[{CHINESE}）」](?:[;!?]|[,:](?!\d))|[,;:] *[{CHINESE}]", bare),
        *re.findall(r"[，。；：、！？）」] (?![ ?\\])|(?<! ) [，。；：、！？（「]", text),
        *re.findall(rf"\([^)]*[{CHINESE}]|[{CHINESE}]\(", bare),
    ]
