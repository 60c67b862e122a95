"""The catalogue of faults a ledger can have: each rule's name, severity, sentence and remedy."""

from collections.abc import Mapping

from msgspec import Struct

from eppd_track.words.errors import Problem, Severity
from eppd_track.words.text import Text


class Rule(Struct, frozen=True):
    """A named fault. Its sentences take what `problem` is given."""

    name: str
    severity: Severity
    message: Text
    remedy: Text

    def problem(self, position: tuple[int, int], identifier: str | None, /, **values: object) -> Problem:
        """This fault found at a line and column of the file."""
        line, column = position
        return Problem(
            rule=self.name,
            severity=self.severity,
            line=line,
            column=column,
            id=identifier,
            message=self.message.fill(**values),
            remedy=self.remedy.fill(**values),
        )


_ERROR, _WARNING, _REMARK = Severity.ERROR, Severity.WARNING, Severity.REMARK

SYNTAX = Rule(
    "syntax",
    _ERROR,
    Text("{what}", "{what}"),
    Text("Mend this line; what stands around it is read.", "請修正此行；其餘內容仍可讀取。"),
)
MERGE_MARKER = Rule(
    "merge-marker",
    _ERROR,
    Text("a merge left the marker “{marker}” here", "合併後殘留標記「{marker}」"),
    Text(
        "Keep the lines of one side or both, and delete the markers.",
        "請保留其中一個版本或兩者之內容，並刪除標記。",
    ),
)
CONFLICT_MARK = "#! conflict: theirs has"
"""How a comment begins that a merge leaves where both sides changed the same field."""

MERGE_CONFLICT = Rule(
    "merge-conflict",
    _ERROR,
    Text("a merge left a conflict here: theirs has {theirs}", "合併後尚有衝突：他人版本為 {theirs}"),
    Text(
        "Keep the value of the last record, and delete the remark; if it is wrong, record the right one.",
        "請保留最後一筆紀錄之值並刪除該註記；該值如有誤，之後再登錄更正。",
    ),
)
UNKNOWN_TABLE = Rule(
    "unknown-table",
    _WARNING,
    Text("the ledger has no table “{name}”", "列管檔無「{name}」表"),
    Text("{nearest}It is kept, but not read.", "{nearest}內容予以保留，惟不讀取。"),
)
UNKNOWN_KEY = Rule(
    "unknown-key",
    _WARNING,
    Text("{table} has no field “{name}”", "{table} 無「{name}」欄位"),
    Text("{nearest}It is kept, but not read.", "{nearest}內容予以保留，惟不讀取。"),
)
MISSING_FIELD = Rule(
    "missing-field",
    _ERROR,
    Text("{table} lacks “{name}”", "{table}缺少「{name}」"),
    Text("Add a line: {name} = {example}", "請加上一行：{name} = {example}"),
)
WRONG_TYPE = Rule(
    "wrong-type",
    _ERROR,
    Text("{name} should be {expected}, not {found}", "{name} 應為{expected}，而非 {found}"),
    Text("Write {example}.", "請寫為 {example}。"),
)
BAD_VALUE = Rule(
    "bad-value",
    _ERROR,
    Text("{name} cannot be “{value}”", "{name} 不得為「{value}」"),
    Text("{hint}", "{hint}"),
)
SCHEMA_VERSION = Rule(
    "schema-version",
    _ERROR,
    Text("this file says schema = {value}", "此檔標示 schema = {value}"),
    Text(
        "This eppd reads schema 1; a newer eppd may read it.",
        "此版 eppd 僅讀取 schema 1；請改用較新版本。",
    ),
)
UNKNOWN_TIMEZONE = Rule(
    "unknown-timezone",
    _ERROR,
    Text("there is no time zone “{value}”", "查無時區「{value}」"),
    Text("Write one like Asia/Taipei.", "請填時區名稱，如 Asia/Taipei。"),
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    _ERROR,
    Text("“{id}” is used twice; the first is in line {other}", "「{id}」重複使用；先前在第 {other} 行"),
    Text("Give the later one an id that was never used.", "請將後者改編為從未使用之編號。"),
)
SIDES_ALIKE = Rule(
    "sides-alike",
    _WARNING,
    Text("“{value}” is the name of two sides", "兩方均稱「{value}」"),
    Text("Give each side a name of its own.", "請分別填寫不同名稱。"),
)
NO_TITLE = Rule(
    "no-title",
    _ERROR,
    Text("it has no title in either language", "中、英文標題均未填"),
    Text("Add title or title_zh.", "請加上 title 或 title_zh。"),
)
UNKNOWN_PILLAR = Rule(
    "unknown-pillar",
    _ERROR,
    Text("there is no pillar {value}", "查無支柱 {value}"),
    Text("Use one of {valid}, or add a [[pillar]].", "請用 {valid}，或新增 [[pillar]]。"),
)
UNKNOWN_AGENCY = Rule(
    "unknown-agency",
    _ERROR,
    Text("{name} names “{value}”, which is no agency’s code", "{name} 之「{value}」並非已列機關之代碼"),
    Text(
        "{nearest}Use a code of the file, or add an [[agency]].",
        "{nearest}請用檔中之機關代碼，或新增 [[agency]]。",
    ),
)
BAD_MAIL = Rule(
    "bad-mail",
    _WARNING,
    Text("“{value}” is no mail address", "「{value}」並非電子郵件地址"),
    Text(
        "Write one plain address: name@example.org. Until then drafts are addressed to nobody.",
        "請僅填一個地址，如 name@example.org；在此之前，郵件草稿之收件者留白。",
    ),
)
UNKNOWN_MEETING = Rule(
    "unknown-meeting",
    _ERROR,
    Text("there is no meeting “{value}”", "查無會議「{value}」"),
    Text(
        "{nearest}Use an id of the file, or add a [[meeting]].",
        "{nearest}請用檔中之會議編號，或新增 [[meeting]]。",
    ),
)
NOT_A_DIALOGUE = Rule(
    "not-a-dialogue",
    _WARNING,
    Text("carried names “{value}”, which is no dialogue", "carried 之「{value}」並非對話會議"),
    Text(
        'Name a meeting of kind = "dialogue", or give this one that kind.',
        '請填 kind = "dialogue" 之會議，或將該會議設為該性質。',
    ),
)
UNKNOWN_RELATED = Rule(
    "unknown-related",
    _ERROR,
    Text("related names “{value}”, which is no commitment", "related 之「{value}」查無事項"),
    Text("{nearest}Use an id of the file.", "{nearest}請用檔中之編號。"),
)
UNKNOWN_MILESTONE = Rule(
    "unknown-milestone",
    _WARNING,
    Text("the record names the milestone “{value}”, which is not here", "紀錄所指里程碑「{value}」不存在"),
    Text("{nearest}Use an id of the file.", "{nearest}請用檔中之編號。"),
)
DATES_REVERSED = Rule(
    "dates-reversed",
    _WARNING,
    Text("{later} {second} lies before {earlier} {first}", "{later} {second} 早於{earlier} {first}"),
    Text("Correct one of the two.", "請更正其中之一。"),
)
FUTURE_DATE = Rule(
    "future-date",
    _WARNING,
    Text("{name} {value} has not come yet", "{name} {value} 為未來日期"),
    Text("Write the day on which it happened.", "請填實際發生之日期。"),
)
MILESTONE_AFTER_DUE = Rule(
    "milestone-after-due",
    _WARNING,
    Text(
        "milestone “{value}” is due {day}, after the commitment itself",
        "里程碑「{value}」之期限 {day} 晚於事項期限",
    ),
    Text("Move one of the two dates.", "請調整其中一個日期。"),
)
UPDATES_OUT_OF_ORDER = Rule(
    "updates-out-of-order",
    _WARNING,
    Text("the record of {day} stands behind a later one", "{day} 之紀錄列於較晚紀錄之後"),
    Text("Put the records in the order of their dates.", "請依日期先後排列紀錄。"),
)
PREVIOUS_MISMATCH = Rule(
    "previous-mismatch",
    _WARNING,
    Text(
        "previous says {name} was “{value}”, the record before left it at “{known}”",
        "previous 記載{name}原為「{value}」，但前一筆紀錄為「{known}」",
    ),
    Text("Correct previous, or add the missing record.", "請更正 previous，或補登缺漏之紀錄。"),
)
PREVIOUS_MISSING = Rule(
    "previous-missing",
    _WARNING,
    Text("the record changes {name} but does not say what it was", "紀錄變更{name}，卻未記載原值"),
    Text("Add previous = {{ {key} = … }}.", "請加上 previous = {{ {key} = … }}。"),
)
STATUS_UNEXPLAINED = Rule(
    "status-unexplained",
    _WARNING,
    Text(
        "status is {value}, but the last record left it at {known}",
        "狀態為 {value}，但最後一筆紀錄為 {known}",
    ),
    Text("Add a record that explains it.", "請補登一筆紀錄說明。"),
)
HEAD_DIFFERS = Rule(
    "head-differs",
    _REMARK,
    Text(
        "{name} is “{value}”, but the last record left it at “{known}”",
        "{name}為「{value}」，但最後一筆紀錄為「{known}」",
    ),
    Text("A record could say why.", "可補登一筆紀錄說明原因。"),
)
SLIP_WITHOUT_REASON = Rule(
    "slip-without-reason",
    _WARNING,
    Text("the due date moved without a reason", "期限變更未附理由"),
    Text('Add reason = "…" to the record.', '請在紀錄中加上 reason = "…"。'),
)
COMPLETED_WITHOUT_EVIDENCE = Rule(
    "completed-without-evidence",
    _WARNING,
    Text("it is {value} without a piece of evidence", "狀態為 {value}，但無佐證"),
    Text("Add a [[commitment.evidence]].", "請加上 [[commitment.evidence]]。"),
)
CLOSED_WITHOUT_APPROVAL = Rule(
    "closed-without-approval",
    _WARNING,
    Text("it is closed, but {name} is missing", "已解除列管，但缺{name}"),
    Text("Add {key}.", "請加上 {key}。"),
)
SCORE_WITHOUT_PROMISE = Rule(
    "score-without-promise",
    _WARNING,
    Text("{side} is scored, but has not promised this", "{side} 未作此承諾，卻有評分"),
    Text("Correct side, or what sides says of the commitment.", "請更正 side，或該事項之 sides。"),
)
NEVER_ASKED = Rule(
    "never-asked",
    _WARNING,
    Text(
        "it is open and has a date, but no cadence: nobody is ever asked about it",
        "列管中且訂有期限，但未訂填報週期，無從催辦",
    ),
    Text(
        "Add cadence, or `eppd update {id} --set cadence=monthly`.",
        "請加上 cadence，或執行「eppd update {id} --set cadence=monthly」。",
    ),
)
AGREED_WITHOUT_REASON = Rule(
    "agreed-without-reason",
    _WARNING,
    Text("the record changes {name}, which was agreed, without a reason", "紀錄變更已議定之{name}，未附理由"),
    Text('Add reason = "…" to the record.', '請在紀錄中加上 reason = "…"。'),
)
CORRECTS_NOTHING = Rule(
    "corrects-nothing",
    _WARNING,
    Text("the record corrects an earlier one, but there is none", "紀錄標示為更正，但先前並無紀錄"),
    Text("Take correction out, or add the missing record.", "請刪除 correction，或補登缺漏之紀錄。"),
)
UNKNOWN_ANSWER = Rule(
    "unknown-answer",
    _ERROR,
    Text(
        "answered_by names “{value}”, which is no other commitment",
        "answered_by 之「{value}」並非其他事項",
    ),
    Text("{nearest}Use an id of the file.", "{nearest}請用檔中之編號。"),
)
UNKNOWN_INFERRED = Rule(
    "unknown-inferred",
    _ERROR,
    Text("inferred names “{value}”, which is no field", "inferred 之「{value}」查無欄位"),
    Text("{nearest}Use the name of a field.", "{nearest}請用欄位名稱。"),
)
UNKNOWN_DOCUMENT = Rule(
    "unknown-document",
    _ERROR,
    Text("there is no document “{value}”", "查無文件「{value}」"),
    Text(
        "{nearest}Use an id of the file, or add a [[document]].",
        "{nearest}請用檔中之文件編號，或新增 [[document]]。",
    ),
)
BAD_PRINT = Rule(
    "bad-print",
    _ERROR,
    Text("“{value}” is no fingerprint", "「{value}」並非指紋"),
    Text("A fingerprint is {form}.", "指紋為{form}。"),
)
PRINT_OF_CLAUSE = Text("64 hexadecimal digits", " 64 個十六進位數字")
PRINT_OF_PAPER = Text("`sha256:` and 64 hexadecimal digits", "「sha256:」加 64 個十六進位數字")
PROOF_CHANGED = Rule(
    "proof-changed",
    _WARNING,
    Text("“{value}” is not the file that was recorded as proof", "「{value}」已非登錄為佐證時之檔案"),
    Text(
        "Bring the file back as it was; where the new one is right, record it as evidence too.",
        "請還原該檔案；如以新檔案為準，請另行登錄為佐證。",
    ),
)
PROOF_GONE = Rule(
    "proof-gone",
    _WARNING,
    Text("“{value}”, recorded as proof, is not there to be read", "佐證檔案「{value}」不存在或無法讀取"),
    Text("Put the file back; where it has moved, correct ref.", "請將檔案置回原處；如已移動，請更正 ref。"),
)
FILE_OUTSIDE = Rule(
    "file-outside",
    _ERROR,
    Text("“{value}” leads out of the ledger’s folder", "「{value}」位於列管檔資料夾以外"),
    Text(
        "Put the document beside the ledger or below, and name it from there; it is not read now.",
        "請將文件置於列管檔之資料夾或其下層，並填由該處起算之路徑；目前不予讀取。",
    ),
)
TEXT_WITHOUT_PRINT = Rule(
    "text-without-print",
    _WARNING,
    Text("the text has no fingerprint: nobody can find it again", "約定文字未載指紋，無從查找"),
    Text("Add print, or keep the place in source instead.", "請加上 print，或改以 source 記載出處。"),
)
NAMED_TWICE = Rule(
    "clause-named-twice",
    _WARNING,
    Text(
        "the clause with the print {print}… is named twice",
        "指紋為 {print}… 之文句重複列出",
    ),
    Text("Delete one of the two.", "請刪除其中之一。"),
)
ASIDE_WITHOUT_REASON = Rule(
    "aside-without-reason",
    _WARNING,
    Text("a clause is set aside without a reason", "文句不予列管，但未附理由"),
    Text('Add reason = "…" or reason_zh = "…".', '請加上 reason_zh = "…" 或 reason = "…"。'),
)
TEXT_ALTERED = Rule(
    "text-altered",
    _WARNING,
    Text("{what}", "{what}"),
    Text(
        "Look into the document; where the new words hold, change the text and record why.",
        "請查對文件；如以新文字為準，請更改約定文字並以紀錄說明理由。",
    ),
)
WORDS_ALTERED = Text("words are not those that the fingerprint was made of", "words 與其指紋不符")
ALTERED_THERE = Text("“{document}” has other words now: “{words}”", "「{document}」之文字已不同：「{words}」")
TEXT_MISSING = Rule(
    "text-missing",
    _WARNING,
    Text("“{document}” does not hold the clause any more", "「{document}」中已無此文句"),
    Text(
        "Look into the document; where the clause is gone for good, take the text out and record why.",
        "請查對文件；如確已刪除，請刪去約定文字並以紀錄說明理由。",
    ),
)
DOCUMENT_CHANGED = Rule(
    "document-changed",
    _WARNING,
    Text("{name} says something else than when its print was taken", "{name} 之內容與取得指紋時不同"),
    Text(
        "Bring back the document that was agreed, or give the new one a [[document]] of its own.",
        "請還原約定當時之文件；如為新文件，請另立 [[document]]。",
    ),
)
UNUSED_AGENCY = Rule(
    "unused-agency",
    _REMARK,
    Text("no commitment names this agency", "無事項列有此機關"),
    Text("Leave it, or delete the table.", "可保留，或刪除此表。"),
)
UNUSED_MEETING = Rule(
    "unused-meeting",
    _REMARK,
    Text("no commitment or record names this meeting", "無事項或紀錄列有此會議"),
    Text("Leave it, or delete the table.", "可保留，或刪除此表。"),
)
DONE_WHEN_MISSING = Rule(
    "done-when-missing",
    _REMARK,
    Text("an open firm commitment does not say when it is done", "列管中之明確承諾未訂完成標準"),
    Text('Add done_when = "…".', '請加上 done_when = "…"。'),
)
OWNER_UNCONFIRMED = Rule(
    "owner-unconfirmed",
    _REMARK,
    Text("the source does not name {owner} as lead", "來源文件未載明主辦為 {owner}"),
    Text(
        "`eppd update {id} --confirm-owner` once it is settled.",
        "確認後執行「eppd update {id} --confirm-owner」。",
    ),
)
UPDATE_OWED = Rule(
    "update-owed",
    _REMARK,
    Text("no word from {owner} since {day}", "{owner} 自 {day} 以來未填報"),
    Text("`eppd update {id} --note …`.", "請執行「eppd update {id} --note …」。"),
)
NO_TEXT = Rule(
    "no-text",
    _REMARK,
    Text("it names no place in a document where it was agreed", "未載明約定於文件何處"),
    Text("Add a [[commitment.text]].", "可加上 [[commitment.text]]。"),
)
DOCUMENT_WITHOUT_PRINT = Rule(
    "document-without-print",
    _REMARK,
    Text("the document has no fingerprint: no change of it is seen", "文件未載指紋，無從得知是否變更"),
    Text('Add print = "sha256:…".', '可加上 print = "sha256:…"。'),
)
FILE_ABSENT = Rule(
    "file-absent",
    _REMARK,
    Text("“{value}” is not there", "「{value}」不存在"),
    Text(
        "Put the document there to have its words shown and compared.",
        "將文件置於該處，即可顯示並比對文字。",
    ),
)

SECOND_VERSION = Rule(
    "second-version",
    _REMARK,
    Text(
        "“{name}” beside it holds the same dialogue, as a sync service leaves it when two wrote at once",
        "同資料夾之「{name}」為同一對話之列管檔；兩人同時寫入時，雲端同步服務會留下此種檔案",
    ),
    Text(
        'See what only that one holds (`eppd log --file "{name}"`), record it here, and move it away.',
        '請以「eppd log --file "{name}"」查看僅載於該檔之紀錄，補登於本檔後移除該檔。',
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""Every rule by its name, in the order of the docs."""


THE_FILE = Text("the file", "此檔")
DID_YOU_MEAN = Text("Did you mean {nearest}? ", "是否為 {nearest}？")

TAKEN = Text("{remedy} Until then {value} is taken.", "{remedy}在此之前採用「{value}」。")
UNSET: Mapping[str, Text] = {
    "approval": Text("the usual chain", "通用核章欄"),
    "contact": Text("what of it can be read", "其中可讀取之項目"),
}
"""What is taken of a setting that has no value of its own."""
USUAL = Text("the usual value of each", "各項預設值")

MISSING = Rule(
    "missing",
    _ERROR,
    Text("{what} stood in {revision} and is missing", "{revision} 中之{what}已不存在"),
    Text(
        "Put it back (`git show {revision}:…` has it), or record why it is gone: a correction, or a note that"
        " names it.",
        "請補回（可用「git show {revision}:…」查看），或以紀錄說明：登錄更正，或於辦理情形註明編號。",
    ),
)
"""Told of two states of a ledger, where a revision is named: no fault of one file."""
