"""What a sheet says and what is said of one that came back, in English and Chinese.

`{name}` marks what `Text.fill` puts in. The heads of the columns are what a returned sheet is read by.
"""

from collections.abc import Mapping

from eppd_track.model.vocabulary import Language, Proposed
from eppd_track.words.labels import PROPOSED
from eppd_track.words.text import Text, languages

# ---- on the sheet ----

SHEET_NAME = Text("Commitments", "列管表")
TITLE = Text("{dialogue}: follow-up sheet", "{dialogue} 列管表")
ISSUED = Text("{agency}   {day}", "{agency}　{day}")
ALL_OWNERS = Text("all owners", "各主辦機關")
FILL_IN = Text(
    "Fill in the yellow columns; the grey ones are ours, leave them as they are. Blank means no change.",
    "請填黃底欄位，灰底欄位請勿更動；空白表示無變動。「狀態」及「列管建議」請由選單選取。",
)
SEND_BACK = Text(
    "Pick “Status” and “Keep or delist” from their lists. Dates: 2026-12-31, 2026-12 or 2026-Q4. Send this"
    " file back as .xlsx or .ods by {day}.",
    "日期可填 115/12/31、115年12月或 2026-12-31。請於{day}前以原檔寄回（.xlsx 或 .ods）。",
)
SUPPORTS = Text("supports", "協辦")
"""What marks the row of an agency that is not in the lead."""
SUPPORTS_HOW = Text(
    "Rows marked “supports”: what you did is all that is asked; the agency in the lead reports the rest.",
    "序號下註「協辦」者，請填本期辦理情形即可，其餘由主辦機關填報。",
)
ASKS_REASON = Text("reason?", "請填原因")
"""Beneath a light that is red or yellow where no reason is on record."""
FOOTER = Text("{name}, ledger {digest}", "{name}　列管檔 {digest}")
PAGES = Text("page {page} of {pages}", "第 {page} 頁，共 {pages} 頁")
HEADS: Mapping[str, Text] = {
    "seq": Text("No.", "序號"),
    "id": Text("Id", "編號"),
    "title": Text("Commitment", "列管事項"),
    "words": Text("Agreed words", "約定文字"),
    "owner": Text("Owner", "主辦機關"),
    "supporting": Text("Support", "協辦機關"),
    "due": Text("Due", "預定完成日期"),
    "light": Text("Light", "燈號"),
    "last": Text("Last word", "前次辦理情形"),
    "note": Text("What was done", "本期辦理情形"),
    "new_status": Text("Status", "狀態"),
    "new_progress": Text("Done", "進度"),
    "lag": Text("Why late, and measures", "落後原因及因應對策"),
    "next": Text("Next step / expected completion", "下一步／預定完成"),
    "evidence": Text("Evidence", "佐證"),
    "advice": Text("Keep or delist", "列管建議"),
    "by": Text("Filled in by, phone", "填報人及聯絡電話"),
    "key": Text("_key", "_key"),
}
"""The head of every column by its name. A change of words here leaves sheets that are out unreadable."""
EARLIER: Mapping[str, Text] = {
    "status": Text("Status before", "上期狀態"),
    "progress": Text("Done before", "上期進度"),
    "new_due": Text("Expected completion", "預計完成日"),
    "reason": Text("Why it changes", "變更理由"),
    "next_step": Text("Next step", "下一步"),
}
"""The heads of columns that sheets had before; such a sheet is still read."""
_ENGLISH_WIDTHS: Mapping[str, float] = {
    "title": 38,
    "owner": 32,
    "due": 25,
    "last": 30,
    "note": 31,
    "lag": 31,
    "next": 29,
    "evidence": 22,
}
"""In English alone no word of a head and of an agency's name is broken."""


def widths(language: Language) -> Mapping[str, float]:
    """The columns that have another width in the language of a sheet, in millimetres."""
    return _ENGLISH_WIDTHS if languages(language) == (Language.EN,) else {}


EARLIER_HEADS: Mapping[str, Text] = {
    "title": Text("Commitment", "承諾事項"),
    "due": Text("Due", "期限"),
    "new_status": Text("Status now", "本期狀態"),
    "new_progress": Text("Done now", "本期進度"),
    "by": Text("Filled in by, phone", "填報人／電話"),
}
"""What heads of today were called on them."""
KEEP = "keep"
ADVICE: Mapping[str, Text] = {
    KEEP: Text("keep", "繼續列管"),
    Proposed.DELIST.value: PROPOSED[Proposed.DELIST],
}
"""What an agency may advise; the tracking side decides."""
HINTS: Mapping[str, Text] = {
    "note": Text("What was said or done, at most {most} characters.", "辦理情形，至多 {most} 字。"),
    "new_status": Text("Pick one. Leave it blank if nothing changed.", "請由選單選取；無變動請留白。"),
    "new_progress": Text("A whole number from 0 to 100.", "請填 0 至 100 的整數。"),
    "lag": Text(
        "Needed when the due date moves, or when work is blocked, taken up again or dropped. Measures on a"
        " line of their own, or behind “Measures:”.",
        "期限變更、受阻、恢復辦理或撤銷時必填。對策請另起一行，或寫在「對策：」之後。",
    ),
    "next": Text(
        "The next step, with its day behind it. A date alone moves the due date; say why under “Why late”.",
        "下一步及其日期，如「完成採購 115/12/31」。僅填日期即變更預定完成日期，並請填落後原因。",
    ),
    "evidence": Text(
        "One paper a line, best as TYPE: TITLE | REFERENCE. Types: {types}.",
        "每行一件，可寫「類別: 名稱 | 文號」。類別：{types}。",
    ),
    "advice": Text(
        "Pick one. Delisting is decided by the tracking side; say why in what was done.",
        "請由選單選取；擬解除列管者請於辦理情形敘明，由列管機關核定。",
    ),
    "by": Text("Name and phone; for the inside alone.", "姓名及電話，僅供內部聯絡。"),
}
"""What a spreadsheet says beside the cell that is being filled in."""
NOT_ALLOWED = Text("This cell does not take that.", "此欄不接受此內容。")
NO_DUE = Text("none", "未訂")
CUT = "…"
NOTHING = Text("nothing", "空白")

# ---- what was written ----

WRITTEN = Text("Written: {path}, items: {count}.", "已寫入：{path}，共 {count} 項。")
EVENTS_WRITTEN = Text("Written: {path}, events: {count}.", "已寫入：{path}，共 {count} 個事件。")
NOTHING_WRITTEN = Text("No file was written.", "未寫入任何檔案。")
NEEDS_FILE = Text("Say which file is to be written.", "請指定要寫入的檔案。")
NAME_A_FILE = Text(
    "Add -o FILE with one of {suffixes}, or --per-owner FOLDER.",
    "請加上 -o 檔名（副檔名 {suffixes}），或 --per-owner 資料夾。",
)
ONE_WAY = Text("--output and --per-owner do not go together.", "--output 與 --per-owner 不能並用。")
GIVE_ONE = Text("Give one of the two.", "請擇一使用。")
SHEETS_ONLY = Text(
    "{option} is for sheets, and {form} is none.", "{option} 僅適用於試算表，{form} 不是試算表。"
)
SHEET_FORMS = Text("Use --format xlsx or --format ods.", "請用 --format xlsx 或 --format ods。")


# ---- where ----

IN_ROW = Text("{file}, row {row}", "{file} 第 {row} 列")
IN_CELL = Text("{file}, row {row}, {column}", "{file} 第 {row} 列，{column}")
IN_SHEET = Text("{file}, sheet {sheet}", "{file}，工作表 {sheet}")
SAID = Text("{where}: {what}.", "{where}：{what}。")

# ---- files that are not read ----

NOT_READ = Text("{file} was not read: {why}.", "未讀取 {file}：{why}。")
SEND_SHEET = Text(
    "Nothing was written. Ask for the sheet that was sent out, saved as .xlsx or .ods.",
    "未寫入任何內容。請索取原寄出之列管表，存成 .xlsx 或 .ods。",
)
WHY_MISSING = Text("there is no such file", "找不到檔案")
CHECK_PATH = Text("Nothing was written. Correct its path.", "未寫入任何內容。請更正路徑。")
WHY_LARGE = Text("it is larger than {most} MB", "檔案超過 {most} MB")
WHY_BOMB = Text("it unpacks to more than any sheet holds", "解壓縮後的內容遠大於任何列管表")
WHY_ENTITIES = Text("it holds XML that no spreadsheet program writes", "內含試算表軟體不會產生的 XML 宣告")
WHY_BROKEN = Text("it is damaged ({what})", "檔案已損壞（{what}）")
SAVE_AGAIN = Text(
    "Nothing was written. Open it in Excel or LibreOffice, save it as .xlsx or .ods, and try that one.",
    "未寫入任何內容。請以 Excel 或 LibreOffice 開啟，另存為 .xlsx 或 .ods 後再試。",
)
WHY_PASSWORD = Text("it is locked with a password", "檔案以密碼加密")
UNLOCK = Text(
    "Nothing was written. Open it with its password, take the password off, and save it.",
    "未寫入任何內容。請以密碼開啟，移除密碼後存檔。",
)
WHY_XLS = Text("it is in the old Excel format (.xls)", "檔案是舊版 Excel 格式（.xls）")
WHY_XLSB = Text("it is in the binary Excel format (.xlsb)", "檔案是 Excel 二進位格式（.xlsb）")
WHY_DOC = Text("it is a text document, not a sheet", "檔案是文書檔，不是試算表")
WHY_HTML = Text("it is a web page under the name of a sheet", "內容是網頁，不是試算表")
WHY_XML = Text("it is a single XML file, not a packed sheet", "內容是單一 XML 檔，不是試算表封裝檔")
WHY_TEXT = Text("it is plain text (CSV?) under the name of a sheet", "內容是純文字（CSV？），不是試算表")
WHY_CSV = Text("it is a sheet saved as CSV", "檔案是另存為 CSV 的列管表")
WHY_PDF = Text("it is a PDF", "檔案是 PDF")
WHY_ARCHIVE = Text("it is an archive of other files", "檔案是壓縮檔")
UNPACK = Text(
    "Nothing was written. Unpack it, and name the sheets in it.",
    "未寫入任何內容。請解壓縮後指定其中的列管表。",
)
WHY_EMPTY = Text("it is empty", "檔案是空的")
WHY_UNKNOWN = Text("its content is no sheet", "內容不是試算表")
UNKNOWN_KIND = Text("{file} is of a kind that is not read.", "不支援 {file} 的檔案類型。")
KNOWN_KINDS = Text("Nothing was written. Files read: {suffixes}.", "未寫入任何內容。可讀取：{suffixes}。")
NAMED_TWICE = Text("{file} is named twice; it is read once.", "{file} 重複指定，只讀取一次。")

# ---- the sheet as a whole ----

READ = Text(
    "{file}: {agency}, issued {issued}: rows {rows}, answers that can be read {answered}.",
    "{file}：{agency}，{issued} 發出：共 {rows} 列，可讀取的填報 {answered} 列。",
)
NO_TABLE = Text(
    "no row with the heads of a sheet was found; nothing was taken from it",
    "找不到列管表的標題列；未採用任何內容",
)
NO_ID_HEAD = Text(
    "row {row} holds the headings, but none is “{column}”; nothing was taken from the sheet. Name that column"
    " “{column}” again",
    "第 {row} 列為欄名列，但無「{column}」欄；未採用任何內容。請將該欄改回欄名「{column}」",
)
NO_KEY_COLUMN = Text(
    "the hidden column _key is gone and so is the hidden sheet _eppd; nothing was taken, as no row can be"
    " told for certain. Ask for the file that was sent out",
    "隱藏之 _key 欄及 _eppd 工作表均已不存在；無法確認各列，未採用任何內容。請索取原寄出之檔案",
)
HEAD_TWICE = Text(
    "the column “{column}” stands there more than once; nothing was taken. Delete the copy",
    "「{column}」欄重複；未採用任何內容。請刪除多餘的欄",
)
HEAD_GONE = Text(
    "the column “{column}” is gone; what stood in it cannot be read. Put it back under that heading",
    "缺少「{column}」欄，該欄內容無法讀取。請補回，欄名為「{column}」",
)
HEAD_RENAMED = Text(
    "the heading “{typed}” stands where “{column}” was; nothing was taken from this column. Name it"
    " “{column}” again",
    "原「{column}」欄的欄名為「{typed}」，該欄未採用。請改回欄名「{column}」",
)
UNDER_RENAMED = Text("“{text}” stands under the heading “{typed}”", "「{text}」填於欄名「{typed}」之下")
NO_ISSUE = Text(
    "the hidden sheet _eppd is gone, so rows that were deleted cannot be noticed and rows whose item has"
    " changed since cannot be taken",
    "隱藏之 _eppd 工作表已不存在，無法得知有無刪除列；發出後已有變動之事項不採用",
)
BAD_ISSUE = Text(
    "the hidden sheet _eppd was changed and cannot be read; nothing was taken",
    "隱藏之 _eppd 工作表遭更動，無法讀取；未採用任何內容",
)
NEWER = Text(
    "it was written by a later version of eppd; nothing was taken. Bring eppd up to date",
    "由較新版的 eppd 產生；未採用任何內容。請更新 eppd",
)
OTHER_DIALOGUE = Text(
    "it belongs to another ledger ({theirs}, this one is {ours}); nothing was taken",
    "屬於另一份列管檔（{theirs}，本檔為 {ours}）；未採用任何內容",
)
ITEMS_OF = Text("items of {agencies}", "{agencies} 主辦之事項")
PUBLIC_ENTRIES = Text(
    "the marks that entries of the calendar are public; all are private", "行事曆各項之公開標示，一律標為私人"
)
STALE = Text(
    "{file}: issued from ledger {then}, which is {now} now. Changed since: {ids}.",
    "{file}：發出時列管檔為 {then}，現為 {now}。發出後有變動：{ids}。",
)
CHANGED = Text("{file}: changed since it was issued: {ids}.", "{file}：發出後有變動：{ids}。")
STALE_ELSEWHERE = Text(
    "{file}: issued from ledger {then}, which is {now} now. None of its items changed.",
    "{file}：發出時列管檔為 {then}，現為 {now}。所列事項均無變動。",
)
OTHER_SHEET = Text(
    "{where}: not read, has {count} cells filled in.", "{where}：未讀取，有 {count} 格有內容。"
)
OTHER_COLUMN = Text(
    "{file}: the column “{column}” is not ours and was not read (rows {rows}).",
    "{file}：「{column}」欄非本表欄位，未讀取（第 {rows} 列）。",
)
OUTSIDE = Text(
    "cell {cell} stands outside the table and was not read: “{text}”",
    "儲存格 {cell} 在表格範圍之外，未讀取：「{text}」",
)
MORE_OUTSIDE = Text(
    "{count} more cells stand outside the table and were not read", "另有 {count} 格在表格範圍之外，未讀取"
)
UNREAD_COMMENT = Text("{where}: a comment is not read: “{text}”", "{where}：註解未讀取：「{text}」")

# ---- one row ----

MISSING_ROW = Text("the row of {id} is gone; nothing is known of it", "{id} 之列已不存在，無法得知其內容")
UNKNOWN_ID = Text(
    "there is no commitment “{id}”; nothing was taken from the row", "查無編號「{id}」之事項；此列未採用"
)
NOT_ISSUED = Text(
    "{id} was not on this sheet when it went out; nothing was taken from the row",
    "{id} 不在發出時的表上；此列未採用",
)
DOUBLED = Text(
    "{id} stands in more than one row ({rows}); none of them was taken. Keep one",
    "{id} 出現在不只一列（{rows}）；均未採用。請保留一列",
)
NO_ID = Text("a row without an id; nothing was taken: “{text}”", "此列沒有編號，未採用：「{text}」")
WRONG_KEY = Text(
    "the hidden key belongs to {other}, not to {id}; rows may have been sorted in part. Nothing was taken"
    " from the row",
    "隱藏之 _key 屬於 {other} 而非 {id}，可能只排序了部分欄位；此列未採用",
)
OTHER_ISSUE = Text(
    "{id}: the hidden key is not the one that was sent out; the row may come from another sheet. Nothing was"
    " taken from it",
    "{id}：隱藏之 _key 與發出時不符，此列可能來自另一份表；未採用",
)
NO_KEY = Text(
    "{id}: the hidden key is gone, so the row cannot be told for certain. Nothing was taken from it",
    "{id}：隱藏之 _key 已不存在，無法確認此列；未採用",
)
EDITED = Text(
    "{id}: a grey cell was changed, “{old}” to “{new}”; nothing was taken from the row. Put it back and"
    " answer in the yellow cells",
    "{id}：灰底欄位由「{old}」改為「{new}」；此列未採用。請復原，並於黃底欄位填報",
)
EDITED_ALONE = Text(
    "{id}: a grey cell was changed, “{old}” to “{new}”; the change was not taken, the yellow cells were read",
    "{id}：灰底欄位由「{old}」改為「{new}」；不採用此更動，黃底欄位照常讀取",
)
SUPPORTS_ALONE = Text(
    "“{typed}” is for the agency in the lead to say", "「{typed}」應由主辦機關填報，協辦機關僅填辦理情形"
)
MERGED = Text(
    "cells are merged ({cells}), so it cannot be told which row or column the words are for; nothing was"
    " taken from these rows. Split the cells, and write the words where they belong",
    "儲存格已合併（{cells}），無法判斷內容屬於哪一列或哪一欄；這些列未採用。請取消合併，並分別填入",
)
CHANGED_SINCE = Text(
    "{id}: changed in the ledger since the sheet went out, and without the hidden sheet it cannot be told"
    " how; nothing was taken from the row",
    "{id}：發出後列管檔已有變動，且缺少隱藏工作表無法比對；此列未採用",
)
CONFLICT = Text(
    "{id}: {field} was changed in the ledger since the sheet went out, from {then} to {now}, and the sheet"
    " says {theirs}. Settle it with `eppd update {id}`",
    "{id}：{field}於發出後在列管檔由「{then}」改為「{now}」，表上填「{theirs}」。"
    "請以「eppd update {id}」處理",
)
DECIDED = Text(
    "{id}: the proposal to delist was decided since the sheet went out. Settle a new one with"
    " `eppd update {id}`",
    "{id}：解除列管建議於發出後已有決定。如再建議，請以「eppd update {id}」處理",
)
TWO_ANSWERS = Text(
    "{id}: different answers in {places}; none was taken. Keep one, or settle it with `eppd update {id}`.",
    "{id}：{places} 的填報內容不同；均未採用。請保留一份，或以「eppd update {id}」處理。",
)
STATUS_LACKS = Text(
    "{id} cannot become {status} yet; nothing was taken from the row. Needed: {columns}",
    "{id} 尚不能改為「{status}」；此列未採用。須填：{columns}",
)
STATUS_NEEDS_US = Text(
    "{id} cannot become {status} by a sheet: it needs an approval. Nothing was taken from the row; propose it"
    " under “{column}”, or record it with `eppd update {id}`",
    "{id} 不能由列管表改為「{status}」，須經核定；此列未採用。請改填於「{column}」，或以"
    "「eppd update {id}」登錄",
)
STATUS_NOT_NEXT = Text(
    "{id} cannot go from {before} to {after}; nothing was taken from the row. Allowed now: {allowed}",
    "{id} 不能由「{before}」改為「{after}」；此列未採用。目前可改為：{allowed}",
)
DELIST_LACKS = Text(
    "{id}: a proposal to delist needs words. Needed: {columns}", "{id}：建議解除列管須敘明。須填：{columns}"
)
DELIST_CLOSED = Text(
    "{id} is {status}, and there is nothing to delist", "{id} 為「{status}」，無從建議解除列管"
)
KEEPS = Text(
    "{where}: {id}: the agency advises to keep tracking, and its proposal to delist is still on record."
    " Settle it with `eppd update {id}`.",
    "{where}：{id}：機關建議繼續列管，惟列管檔仍有解除列管之建議。請以「eppd update {id}」處理。",
)
DUE_LACKS = Text(
    "{id}: the due date moves only with a reason; nothing was taken from the row. Needed: {columns}",
    "{id}：變更期限須附理由；此列未採用。須填：{columns}",
)
HAD_ALREADY = Text(
    "{where}: {id}: these words are on record already ({day}).", "{where}：{id}：{day} 已有相同紀錄。"
)

# ---- one cell ----

BAD_STATUS = Text(
    "“{typed}” is no status. Allowed now: {allowed}", "「{typed}」不是狀態。目前可填：{allowed}"
)
BAD_PROGRESS = Text("“{typed}” is no whole number from 0 to 100", "「{typed}」不是 0 至 100 的整數")
RATIO = Text(
    "“{typed}” may be {percent} % or less than 1 %; write the whole number",
    "「{typed}」可能是 {percent}%，也可能不到 1%；請填整數",
)
BAD_DUE = Text(
    "{why} Write 2026-12-31, 115/12/31, 2026-12 or 2026-Q4",
    "{why}請填 115/12/31、2026-12-31、115年12月或 2026-Q4",
)
RELATIVE_DUE = Text(
    "“{typed}” depends on the day it is read. Write the date", "「{typed}」會因讀取日期而異。請填日期"
)
BAD_STEP = Text(
    "the day in “{typed}” is not certain: {why}. Write the step with its one day behind it, as in"
    " “Order placed 2026-12-31”",
    "「{typed}」的日期無法確定：{why}。請在下一步之後寫一個完整日期，如「完成採購 115/12/31」",
)
TWO_DAYS = Text("it names more than one", "所寫日期不只一個")
BAD_ADVICE = Text("“{typed}” is neither of: {allowed}", "「{typed}」不是下列之一：{allowed}")
TOO_LONG = Text("{count} characters; at most {most}", "共 {count} 字；至多 {most} 字")
SAYS_NOTHING = Text(
    "“{typed}” says nothing by itself. Leave it blank for no change, or write it out",
    "「{typed}」無法單獨判讀。無變動請留白，否則請完整填寫",
)
CELL_IS = Text("{what}; nothing was taken from the row", "{what}；此列未採用")

OPEN_IN_EXCEL = Text(
    "{file} is passed over: it is Excel's mark of an open sheet. Save and close that sheet first.",
    "{file} 略過：此為 Excel 開啟中的暫存檔。請先將該列管表存檔並關閉。",
)
NOT_A_SHEET = Text(
    "{file} is passed over: it is neither a sheet nor exported data.",
    "{file} 略過：不是列管表，也不是匯出的資料檔。",
)
NONE_FITS = Text("No file fits {name}.", "找不到符合 {name} 的檔案。")
EMPTY_FOLDER = Text("The folder {name} holds no sheet.", "資料夾 {name} 內沒有列管表。")
NAME_THEM = Text(
    "Name the sheets, the folder they lie in, or a pattern such as back/*.xlsx.",
    "請指定列管表、所在資料夾，或檔名樣式，如 back/*.xlsx。",
)
