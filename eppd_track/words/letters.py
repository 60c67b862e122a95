"""Letters that ask agencies for an update: their form, and how a body is addressed in one."""

from collections.abc import Mapping

from eppd_track.words.text import Text, without_remark

ENDINGS: Mapping[str, str] = {
    "辦公室": "辦公室",
    "公司": "公司",
    "中心": "中心",
    "大學": "校",
    **{word: word for word in "部署院會司局處所府館廳組室科行方"},
}
"""How the name of a body ends, and the word by which it is addressed; the first that fits counts."""
A_BODY = "機關"
"""The word for any other body."""
PEER, SUPERIOR, HIGHER, OWN = "貴", "鈞", "大", "本"
"""What stands in front of that word: for most, a superior of one's own, a higher body, one's own house."""
ABOVE: Mapping[str, str] = {
    **dict.fromkeys(("總統府", "行政院"), SUPERIOR),
    **dict.fromkeys(("立法院", "司法院", "考試院", "監察院"), HIGHER),
}
"""Bodies above every ministry, by their whole name."""
_NUMERALS = "一二三四五六七八九"


def _word(name: Text) -> str:
    plain = without_remark(name).zh
    return next((word for ending, word in ENDINGS.items() if plain.endswith(ending)), A_BODY)


def front(name: Text, *, superior: bool) -> str:
    """What stands in front of the word for a body, `superior` to the house or not."""
    return ABOVE.get(name.zh, SUPERIOR if superior else PEER)


def addressed(name: Text, front: str) -> Text:
    """How a letter speaks to the body of that name."""
    return Text("your agency", front + _word(name))


def inside(house: Text, unit: Text | None) -> Text:
    """A unit of the house as the house calls it, 本部產業技術司; 本部 where none is named."""
    named = unit or Text("", "")
    return Text(named.en, OWN + _word(house) + named.zh.removeprefix(house.zh))


def spoken_to(unit: Text) -> Text:
    """How a memorandum speaks to a unit of the house."""
    return Text("your unit", unit.zh)


def letterhead(house: Text) -> Text:
    """What stands above a letter from a house: its name, in Chinese with the form of the letter."""
    return Text(house.en, f"{house.zh}　{LETTER.zh}")


def numbered(number: int) -> Text:
    """What stands in front of a point, counted from 1; an English letter has none."""
    return Text("", f"{_NUMERALS[number - 1]}、")


LETTER = Text("Request for an update", "書函")
MEMO = Text("{house}: memorandum", "{house}　便箋")
TO, DATE, SUBJECT = (
    Text("To: {words}", "受文者：{words}"),
    Text("Date: {words}", "發文日期：{words}"),
    Text("Subject: {words}", "主旨：{words}"),
)
A_UNIT = Text("Unit in charge", "主辦單位")
ABOUT = Text(
    "{dialogue}: update requested by {reply} (items led by {you}: {count})",
    "有關{dialogue}由{you}主辦之列管事項計{count}項，請於{reply}前填報辦理情形，請查照惠復。",
)
ABOUT_ABOVE = Text(ABOUT.en, ABOUT.zh.replace("請於", "敬請於").replace("請查照惠復", "請鑒核惠復"))
THE_DIALOGUE = Text("The dialogue", "對話")
OPENING = Text("Dear colleagues,", "說明：")
OWED = Text(
    "We would be grateful for an update on what is listed below: the last one, or the listing where there is"
    " none, is older than the reporting period.",
    "旨揭事項距前次填報（未曾填報者，自列管日起算）已逾填報週期，爰請填報最新辦理情形。",
)
ITEMS = Text("For each item, what was last told and what is asked for:", "前次辦理情形及應填報內容如下：")
REPLY = Text(
    "Please reply by {reply}. If nothing has happened since, please say so; that counts as an update.",
    "請於{reply}前逐項惠復；如無進展，亦請填報「無進展」並敘明原因。",
)
SHEET = Text(
    "The attached sheet has a row for each item, to be filled in and returned.",
    "檢附列管表1份，得逕於表內填報後回傳。",
)
GUESSED = Text(
    "What is marked ? is inferred; please tell us where it is wrong.",
    "標示「?」者係推定，尚待確認；如有不符，請一併惠告。",
)
SIGNED = Text("Yours sincerely,\n{name}", "聯絡人：{name}")
PHONE, MAIL = Text("Telephone: {phone}", "電話：{phone}"), Text("E-mail: {mail}", "電子郵件：{mail}")

ID, ITEM = Text("Id", "編號"), Text("Item", "列管事項")
PAGE = "– {page} –"
IN_TEXT = Text("{head}: {words}", "{head}：{words}")
LAST, ASKED = Text("Last update", "前次辦理情形及日期"), Text("Requested", "應填報內容")
STATUS, DUE = Text("status {status}", "狀態：{status}"), Text("due {due}", "期限：{due}")
LATE = Text("{days} days late", "逾{days}日")
TOLD = Text("{day}: {words}", "{day}　{words}")
NEVER = Text("none since it was listed on {day}", "{day} 列管以來尚未填報")
LISTED = Text("listed on {day}", "{day} 列管")
ASK_UPDATE = Text("what was done since, status and progress", "此期間辦理情形、狀態及進度")
ASK_STEP = Text("what came of the next step on record, “{step}”", "原列下一步「{step}」之辦理結果")
ASK_NEXT = Text("the next step and its date", "下一步及預定日期")
ASK_REASON = Text("the reason for the delay and what is done about it", "落後原因及因應對策")
ASK_DUE = Text("the new date and the reason for it", "展延後期限及理由")
ASK_OWNER = Text(
    "whether it is led by {you}, which is inferred (?)", "主辦機關為推定（?），請確認是否由{you}主辦"
)

# ---- what is said to whoever makes them ----

NO_CONTACT = Text(
    "The letters name no telephone number: the ledger has no [settings.contact] with a phone.",
    "函稿未載聯絡電話：列管檔之 [settings.contact] 未填 phone。",
)
NO_MAIL = Text(
    "Drafts without an address, as the ledger has no usable mail of the agency: {agencies}.",
    "列管檔未載可用之機關電子郵件（mail），下列郵件草稿之收件者留白：{agencies}。",
)
ONE_EACH = Text("Each draft is a file of its own.", "每份郵件草稿各為一個檔案。")
NAME_A_FOLDER = Text("Name a folder: -o letters.", "請指定資料夾：-o letters。")
SHEET_NAME = Text("update-sheet-{code}", "列管表-{code}")
