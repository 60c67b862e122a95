"""What is said of agreed words: places in a document, what `eppd trace` and `eppd intake` tell."""

from collections.abc import Mapping

from eppd_track.words.text import Text

# ---- places: keys are those of model/passages.py and rules/places.py ----

PLACE = Text("{where}{sheet}", "{where}{sheet}")
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
    "whole": Text("", ""),
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
NOT_PROMISING = Text("{ids} (no promise by the rules)", "{ids}（依規則非承諾）")
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
        "{name}：{file}（文字與清冊所記者不同）",
    ),
    "absent": Text("{name}: not at hand, so not looked at", "{name}：檔案不在手邊，未比對"),
}
NO_DOCUMENT = Text("{file}: a document that the ledger does not know", "{file}：清冊未載之文件")
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
NO_DOCUMENTS = Text("The ledger names no document.", "清冊未載任何文件。")
NAME_THE_FILE = Text("Name the file: eppd trace FILE.", "請指明檔案：eppd trace 檔案。")
NOT_AT_HAND = Text("No document is at hand: {names}.", "文件均不在手邊：{names}。")
NAMED_BUT_GONE = Text("{id} ({file} is not there)", "{id}（{file} 不存在）")
NAMED_NO_FILE = Text("{id} (no file named)", "{id}（未載檔案）")
