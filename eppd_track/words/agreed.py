"""What is said of agreed words: places in a document, what `eppd trace` and `eppd intake` tell."""

from collections.abc import Mapping

from eppd_track.words.text import Text

# ---- places: keys are those of model/passages.py and rules/places.py ----

ENTRY = Text("{name}: entry {number}", "{name}：第 {number} 筆")
UNDER = Text("{headings}: {place}", "{headings}　{place}")
BETWEEN_HEADINGS = Text(" / ", "／")
OF_FORM: Mapping[str, Text] = {
    "heading": Text("heading", "標題"),
    "paragraph": Text("paragraph {number}", "第{number}段"),
    "bullet": Text("item {number}", "第{number}點"),
    "cell": Text("row {row}, column {column}", "表格第{row}列第{column}欄"),
    "note": Text("note {number}", "註{number}"),
}
SENTENCE = Text(", sentence {number}", "第{number}句")
OF_SHARE: Mapping[str, Text] = {
    "first": Text(", first part", "前段"),
    "middle": Text(", middle", "中段"),
    "last": Text(", last part", "後段"),
}
ON_SHEET: Mapping[str, Text] = {
    "page": Text(" (page {number})", "（第{number}頁）"),
    "slide": Text(" (slide {number})", "（第{number}張）"),
}

# ---- columns and states ----

WHERE = Text("Place", "出處")
CLAUSE = Text("Agreed words", "約定文字")
CLAIM = Text("Tracked as", "列管情形")
UNCLAIMED = Text("unclaimed", "未列管")
SET_ASIDE = Text("set aside: {reason}", "不列管：{reason}")
SET_ASIDE_BARE = Text("set aside", "不列管")
NOT_PROMISING = Text("{ids} (no promise by the rules)", "{ids}（依規則不屬承諾）")
NOW_THERE = Text("Words there now", "現行文字")
HOW = Text("Words", "文字")
STATE: Mapping[str, Text] = {
    "found": Text("found", "相符"),
    "altered": Text("altered", "有更動"),
    "missing": Text("missing", "查無"),
    "unlinked": Text("no text", "未載出處"),
}
DOCUMENT: Mapping[str, Text] = {
    "same": Text("{name}: {file}", "{name}：{file}"),
    "changed": Text(
        "{name}: {file}, whose words are not those noted in the ledger",
        "{name}：{file}（文字與列管檔所記者不同）",
    ),
    "absent": Text("{name}: not at hand, so not looked at", "{name}：檔案不在手邊，未比對"),
}
NO_DOCUMENT = Text("{file}: a document that the ledger does not know", "{file}：列管檔未載之文件")
WRONG_HEAD = Text("Entries whose words are altered or missing", "文字有更動或查無之事項")
NO_TEXT_HEAD = Text("Entries without any agreed words", "未載約定文字之事項")

# ---- trace: what it comes to ----

SUMMARY = Text(
    "{found} of {total} entries found, {altered} altered{missing} · "
    "{promising} promising clauses: {claimed} claimed, {aside} set aside, {unclaimed} unclaimed",
    "{total} 項中 {found} 項相符，{altered} 項有更動{missing} · "
    "承諾文字 {promising} 處：已列管 {claimed}、不列管 {aside}、未列管 {unclaimed}",
)
AND_MISSING = Text(", {count} missing", "，{count} 項查無")
EVERY_CLAUSE = Text("every promising clause", "全部承諾文字")
ONLY_UNCLAIMED = Text("what nobody claims", "未列管者")
OF_IDS = Text("of {ids}", "{ids}")
NO_DOCUMENTS = Text("The ledger names no document.", "列管檔未載任何文件。")
NAME_THE_FILE = Text("Name the file: eppd trace FILE.", "請指明檔案：eppd trace 檔案。")
NOT_AT_HAND = Text("No document is at hand: {names}.", "文件均不在手邊：{names}。")
NAMED_BUT_GONE = Text("{id} ({file} is not there)", "{id}（找不到 {file}）")
NAMED_NO_FILE = Text("{id} (no file named)", "{id}（未載檔案）")

# ---- a list of new entries ----

COLUMN: Mapping[str, tuple[Text, ...]] = {
    "take": (Text("Track", "列管"),),
    "link": (Text("Same as", "併入事項"),),
    "aside": (Text("Not tracked because", "不列管理由"),),
    "aside_zh": (Text("Not tracked because (zh)", "不列管理由（中）"),),
    "text": (CLAUSE,),
    "place": (Text("Place", "文件內位置（英）"),),
    "place_zh": (Text("Place (zh)", "文件內位置"),),
    "print": (Text("Fingerprint", "指紋"),),
    "words": (Text("Words kept", "引文"),),
    "evidence": (Text("Evidence", "佐證"),),
    "pillar_title": (Text("New pillar", "新支柱名稱（英）"),),
    "pillar_title_zh": (Text("New pillar (zh)", "新支柱名稱"),),
    "claimed_by": (Text("Tracked already as", "已列管為"),),
    "near": (Text("Resembles", "相近事項"),),
    "document": (Text("Document", "文件"),),
    "document_title": (Text("Document title", "文件名稱（英）"),),
    "document_title_zh": (Text("Document title (zh)", "文件名稱"),),
    "document_date": (Text("Document date", "文件日期"),),
    "document_lang": (Text("Document language", "文件語言"),),
    "document_meeting": (Text("Document meeting", "文件會議"),),
    "document_file": (Text("Document file", "文件檔案"),),
    "document_print": (Text("Document fingerprint", "文件指紋"),),
}
"""What a column of a proposal is called, by its key."""
LIST_SUFFIXES = Text(
    "A list of new entries ends in .toml, .json, .csv, .xlsx or .ods.",
    "新增事項清單之副檔名為 .toml、.json、.csv、.xlsx 或 .ods。",
)
TOML_FORM = Text("Begin each entry with a line [[proposal]].", "每筆請以一行 [[proposal]] 開頭。")
JSON_FORM = Text(
    'Give the entries as {"proposal": [{"title": "…", …}, …]} or as a list of them.',
    '請以 {"proposal": [{"title": "…", …}, …]} 或其清單提供各筆。',
)
NO_TABLE = Text("this is not a table [[proposal]].", "此處並非 [[proposal]] 表。")
LACKS = Text("{field} is missing.", "未填{field}。")
NEEDS_PRINT = Text(
    "a clause is linked or set aside by its fingerprint, and there is none here.",
    "併入或不列管須載明該段文字之指紋，本列未載。",
)
FROM_INTAKE = Text("Use a list that `eppd intake` wrote.", "請使用「eppd intake」產生之清單。")
ONE_DOCUMENT = Text("a list is of one document.", "一份清單僅能對應一份文件。")
LEFT = Text("{count} left out, as the list says.", "依清單略過 {count} 筆。")
LIST_NAME = Text("Proposals", "擬列管事項")
LIST_OPENING = Text(
    'Proposed by `eppd intake`. Better what is wrong; take = false leaves an entry out, link = "E6-P1-01" '
    'joins it to one of the ledger, aside = "…" sets it aside and says why. Then: eppd add --from FILE',
    '由「eppd intake」擬具。請逐筆修正；take = false 表示略過，link = "E6-P1-01" 表示併入既有事項，'
    'aside = "…" 表示不列管並敘明理由。完成後執行：eppd add --from 檔案',
)

# ---- intake: the cards ----

NEAR = Text("resembles", "相近事項")
WILL_TAKE = Text("Becomes an entry.", "列管。")
WILL_LINK = Text("Goes with {id}.", "併入 {id}。")
WILL_SET_ASIDE = Text("Set aside: {reason}", "不列管：{reason}")
WILL_LEAVE = Text("Left open.", "略過，暫不處理。")
KEYS = (
    ("Enter", Text("take", "列管")),
    ("e", Text("edit", "修改")),
    ("l", Text("link", "併入")),
    ("a", Text("set aside", "不列管")),
    ("x", Text("leave", "略過")),
    ("b", Text("back", "上一則")),
    ("q", Text("keep and leave", "存草稿離開")),
    ("?", Text("help", "按鍵")),
)
HELP = (
    ("Enter", Text("take it as proposed, or go on as decided", "依擬議列管；已決定者則到下一則")),
    ("e", Text("better a field of the entry", "修改欄位")),
    ("l", Text("the clause belongs to an entry of the ledger", "併入既有列管事項")),
    ("a", Text("no entry; asks why, and the ledger keeps the reason", "不列管；須敘明理由，並記入列管檔")),
    ("x", Text("leave it open: neither an entry nor set aside", "略過：不列管，亦不註記，下次仍會提出")),
    ("b", Text("back to the clause before", "回到上一則")),
    (
        "q",
        Text(
            "keep the draft and leave; nothing is written (also Ctrl-D)",
            "存草稿離開，不寫入（亦可按 Ctrl-D）",
        ),
    ),
    ("Esc", Text("leave a question; what you typed is kept", "離開問題；已輸入文字予以保留")),
    ("Ctrl-C", Text("stop; the answers are kept for later", "中斷；已填內容保留供接續")),
)
WHICH_FIELD = Text("Which field (number)", "修改何欄（序號）")
WHICH_NUMBER = Text("A number from 1 to {most}, please.", "請輸入 1 至 {most} 之序號。")
LINK_TO = Text("Which entry (id)", "併入何事項（編號）")
WHY_ASIDE = Text("Why it is no entry", "不列管理由")
REASON_NEEDED = Text("A reason is needed: the ledger keeps it.", "須敘明理由；該理由將存於列管檔。")
OPENING = Text(
    "{file}: {total} promising clauses, {settled} answered for already, {left} to go through.",
    "{file}：承諾文字 {total} 處，其中 {settled} 處已列管或註記，尚待逐則處理 {left} 處。",
)
NOTHING_LEFT = Text("The ledger answers for every promising clause already.", "全部承諾文字均已列管或註記。")
NO_PROMISE = Text("{file}: no promising clause was found.", "{file}：未發現承諾文字。")
UNFINISHED = Text(
    "An intake of {document} is not finished: {decided} clauses decided.",
    "{document} 之逐則處理尚未完成：已決定 {decided} 處。",
)
OTHER_DOCUMENT = Text(
    "That draft is of {document}: finish it with its file, or throw it away.",
    "該草稿屬 {document}：請以該檔案完成，或予捨棄。",
)
OTHER_WORDS = Text(
    "The words of the document are not those the draft was begun with; what was decided of clauses that are "
    "still there stays.",
    "文件文字與建立草稿時不同；仍載於文件之文字，保留原決定。",
)
SECOND_INTAKE = Text(
    "Another `eppd intake` is at work on this ledger now.", "另一個「eppd intake」正在處理此列管檔。"
)
DECIDED = Text(
    "{taken} to add, {linked} to link, {aside} to set aside, {left} left open.",
    "擬列管 {taken} 項、併入 {linked} 處、不列管 {aside} 處、略過 {left} 處。",
)
EVERY_PROPOSAL = Text("every proposal of {file}", "{file} 全部擬議")
REST = Text("Other parts of the document", "文件其他部分")
