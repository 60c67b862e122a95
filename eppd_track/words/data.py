"""What minutes, full data and the calendar say, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words import pages
from eppd_track.words.text import Text

# ---- where something stands ----

PLACE = Text("{name}: update {number}", "{name}：第 {number} 筆 update")
PLACE_OF = Text("{name}: update {number} ({id})", "{name}：第 {number} 筆 update（{id}）")
ROW = Text("{name}, row {number}", "{name} 第 {number} 列")
ITEM = Text("{name}: commitment {number} ({id})", "{name}：第 {number} 項（{id}）")
KEY_AT = Text("{where}, {key}", "{where}「{key}」")
FAULT = Text("{where}: {message}", "{where}：{message}")
FAULT_AND_REMEDY = Text("{where}: {message} {remedy}", "{where}：{message}{remedy}")

# ---- files that cannot be read ----

NO_FILE = Text("There is no file {path}.", "找不到檔案 {path}。")
CHECK_NAME = Text("Correct its name.", "請更正檔名。")
MINUTES_SUFFIXES = Text(
    "Minutes end in .docx, .odt, .pdf, .txt or .md; a prepared list in .toml, .json, .csv, .xlsx or .ods.",
    "會議紀錄之副檔名為 .docx、.odt、.pdf、.txt 或 .md；已整理之清單為 .toml、.json、.csv、.xlsx 或 .ods。",
)
DATA_SUFFIXES = Text("Exported data ends in .json or .csv.", "匯出資料之副檔名為 .json 或 .csv。")
IS_ANSI = Text(
    "{name} is saved as Big5 (cp950, “ANSI”), in which not every name can be written.",
    "{name} 存為 Big5（cp950，「ANSI」）編碼，部分人名用字無法保存。",
)
IS_NO_TEXT = Text("{name} is not a text file in UTF-8.", "{name} 並非 UTF-8 文字檔。")
SAVE_AS_UTF8 = Text(
    "Save it as UTF-8; in Excel the type is “CSV UTF-8 (comma delimited)”.",
    "請另存為 UTF-8；Excel 之存檔類型為「CSV UTF-8（逗號分隔）」。",
)
BAD_TOML = Text("{name}:{line}:{column}: {what}.", "{name}:{line}:{column}：{what}。")
MEND_LINE = Text("Mend this line and run the command again.", "請修正此行後再執行一次。")
BAD_CSV = Text(
    "{name}, line {line}: the quotation marks do not match ({why}).",
    "{name} 第 {line} 行：引號不成對（{why}）。",
)
SAVE_CSV_ANEW = Text(
    "Open it in a spreadsheet program and save it as CSV UTF-8 again.",
    "請以試算表軟體開啟，重新另存為 CSV UTF-8。",
)
TOO_MANY_ROWS = Text("{name} has more than {most} rows.", "{name} 超過 {most} 列。")
NO_HEAD = Text(
    "{name} has no head row with a column “id” or “編號”.", "{name} 無含「編號」或「id」欄之標題列。"
)
HEAD_FORM = Text(
    "Give the columns names in one row: 編號, 狀態, 說明, … or id, status, note, ….",
    "請在同一列寫上欄名：編號、狀態、說明…，或 id、status、note…。",
)
HEAD_TWICE = Text(
    "{name}, row {number}: “{first}” and “{second}” mean the same column.",
    "{name} 第 {number} 列：「{first}」與「{second}」為同一欄。",
)
KEEP_ONE_COLUMN = Text("Keep one of them.", "請保留其中一欄。")
NO_ENTRIES = Text("{name} holds no entry.", "{name} 無任何內容。")
TOML_FORM = Text(
    "Begin each entry with a line [[update]] and give it an id.", "每筆請以一行 [[update]] 開頭，並填 id。"
)
JSON_FORM = Text(
    'Give the entries as {"update": [{"id": "…", …}, …]} or as a list of them.',
    '請以 {"update": [{"id": "…", …}, …]} 或其清單提供各筆。',
)
NO_TITLE_HEAD = Text(
    "{name} has no head row with a column “title” or “承諾事項”.",
    "{name} 無含「承諾事項」或「title」欄之標題列。",
)
TITLE_HEAD_FORM = Text(
    "Give the columns names in one row: title, pillar, owner, ….",
    "請在同一列寫上各欄名稱：承諾事項、支柱、主辦機關…。",
)
ROWS_FORM = Text("Fill in a row for each item, below the head row.", "請在標題列下方逐列填寫事項。")
BAD_JSON = Text("{name} is not valid JSON: {why}.", "{name} 並非有效之 JSON：{why}。")
TOO_DEEP = Text("it is nested too deeply", "巢狀層數過深")
NO_EXPORT = Text("{name} is no full export of a ledger.", "{name} 並非列管檔之完整資料。")
EXPORT_AGAIN = Text(
    "Only a file that `eppd export` wrote (kind “ledger-export”, schema 1) can be read back.",
    "僅能讀回「eppd export」產生之檔案（kind 為「ledger-export」，schema 為 1）。",
)

# ---- faults of an entry ----

NO_ID = Text("it names no commitment.", "未填事項編號。")
GIVE_ID = Text("Write its id, such as P2-04.", "請填編號，例如 P2-04。")
UNKNOWN_KEY = Text("there is no such field.", "無此欄位。")
UNKNOWN_COLUMN = Text("there is no such column; it is not read.", "無此欄位，未予讀取。")
NO_TABLE = Text("this is not a table [[update]].", "此處並非 [[update]] 表。")
SAME_KEY = Text("this means the same as “{other}”.", "與「{other}」為同一欄位。")
NOT_SETTABLE = Text("{name} is written by eppd itself.", "{name} 由 eppd 自動填寫。")
LEAVE_OUT = Text("Leave it out.", "請勿填寫。")
NO_HEADING = Text(
    "cell {number} stands under no heading; the row is not taken.",
    "第 {number} 格上方無欄名；此列未採用。",
)
QUOTE_IT = Text(
    "Give the column a name; in a CSV, put a text with a comma between quotation marks.",
    "請補上欄名；CSV 中含逗號之文字須加引號。",
)
HAS_TIME = Text("“{typed}” is not a day alone.", "「{typed}」並非單一日期。")
DAY_ALONE = Text("Write the day without a time.", "請僅填日期，勿填時間。")
NOT_ONE_VALUE = Text("this takes one value, not {typed}.", "此處僅能填一個值，不得為 {typed}。")
AS_TEXT = Text("Write it as a text.", "請以文字填寫。")
ONE_VALUE = Text("Write one text, number or day.", "請填一段文字、一個數字或一個日期。")
TEXTS_ONLY = Text("{name} takes texts.", "{name} 僅能填文字。")
BETWEEN_QUOTES = Text("Put each between quotation marks.", "請將每項加上引號。")
TOO_LONG = Text("this is too long for {name}.", "內容過長，不得作為 {name}。")
IN_FUTURE = Text("{day} lies in the future.", "{day} 為未來日期。")
NOT_AHEAD = Text("Record it on the day it happens.", "請於當日再行登錄。")

# ---- what else there is to know ----

SAYS_NOTHING = Text(
    "These entries say nothing and are left out: {ids}.", "下列事項未填任何內容，已略過：{ids}。"
)
ALREADY_THERE = Text("{where}: this is on record already.", "{where}：此紀錄已存在。")
OTHER_SHEETS = Text(
    "{name}: only the sheet “{sheet}” was read, not {others}.",
    "{name}：僅讀取工作表「{sheet}」，未讀取 {others}。",
)
FAR_CELLS = Text(
    "{name}: cells far outside the table were not read: {cells}.",
    "{name}：未讀取表格範圍以外之儲存格：{cells}。",
)

# ---- full data read back ----

IMPORTED = Text("Imported from {name}.", "由 {name} 匯入。")
TWICE = Text("{id} stands there more than once; none is taken.", "{id} 重複出現，均不採用。")
NO_LIST = Text("{key} is not a list of tables; it is not read.", "{key} 並非資料表之清單，未予讀取。")
NOT_IMPORTED = Text("differs and is not imported.", "內容不同，且不予匯入。")
CHANGE_BY_COMMAND = Text(
    "Use `eppd update` or `eppd edit` for it.", "請以「eppd update」或「eppd edit」更改。"
)
PART_DIFFERS = Text("{what} differs and is not imported.", "{what} 內容不同，且不予匯入。")
PART_AND_WHICH = Text("{part} ({which})", "{part}（{which}）")
CONFLICT = Text(
    "{field} was changed in the ledger since this export, to {now}; the export says {given}.",
    "{field} 在匯出後已於列管檔中改為 {now}；匯出檔為 {given}。",
)
SETTLE_BY_HAND = Text("Decide, and use `eppd update`.", "請決定後以「eppd update」更改。")
NOTHING = Text("nothing", "空白")
STALE = Text("The ledger changed since {name} was exported.", "匯出 {name} 後，列管檔已有更動。")
LEFT_NEWER = Text(
    "Changed in the ledger since and left as it is there: {what}.",
    "匯出後已於列管檔中更動，維持列管檔內容：{what}。",
)
NEWER_FIELD = Text("{id} {field}", "{id} {field}")
NOT_THERE = Text("Not in {name} and left as they are: {what}.", "{name} 未列出下列內容，維持現狀：{what}。")
COLUMNS_MISSING = Text(
    "{name} lacks these columns, which stay as they are: {what}.",
    "{name} 缺少下列欄位，維持現狀：{what}。",
)
AND_MORE = Text("{shown} and {count} more", "{shown} 等，另有 {count} 項")

# ---- names of columns and keys that are no field of a commitment ----

RECORD_LABELS = {
    "date": (pages.DATE, Text("Record date", "紀錄日期")),
    "by": (pages.BY,),
    "meeting": (pages.MEETING,),
    "note": (pages.CHANGE,),
    "reason": (Text("Reason", "理由"),),
    "milestone_done": (Text("Milestones reached", "達成里程碑"),),
    "confirm_owner": (Text("Confirm owner", "確認主辦"),),
    "contact": (Text("Contact", "聯絡人"),),
    "correction": (Text("Correction", "更正"),),
    "owner": (Text("Owner", "主辦"),),
}
RECORD_NOTE = (Text("Note of the record", "紀錄說明"),)

# ---- the calendar ----

CALENDAR_NAME = Text("Commitments", "列管事項")
DUE_EVENT = Text("Due", "期限")
STEP_EVENT = Text("Milestone", "里程碑")
NEXT_EVENT = Text("Next step", "下一步")
MEETING_EVENT = Text("Meeting", "會議")
STEP_REACHED = Text("reached", "已達成")
DATE_GONE = Text("without a date by now", "期限已取消")
FACT = Text("{name}: {value}", "{name}：{value}")
