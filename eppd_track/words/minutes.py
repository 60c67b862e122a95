"""What is said of minutes as people write them, and what they call things, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words import pages
from eppd_track.words.text import Text

# ---- where something stands ----

PARAGRAPH = Text("{name}, paragraph {number}", "{name} 第 {number} 段")
UNDER = Text("{name}, “{heading}”, paragraph {number}", "{name}「{heading}」第 {number} 段")
ITEM = Text("{name}, item {number}", "{name} 第 {number} 點")
ITEM_UNDER = Text("{name}, “{heading}”, item {number}", "{name}「{heading}」第 {number} 點")
TABLE = Text("{name}, table {number}", "{name} 表 {number}")
MORE_PLACES = Text("{where} and {count} more", "{where}等 {count} 處")

# ---- what is not taken, and what is asked ----

FITS_NOTHING = Text("“{words}” fits no commitment.", "「{words}」未對應任何事項。")
MAY_BE = Text("“{words}” may belong to {ids}.", "「{words}」可能屬於 {ids}。")
NAME_ONE = Text(
    "Write the id in front of it, or run the command on a terminal and answer.",
    "請於文字前填寫編號，或於終端機執行並作答。",
)
ASK_WHICH = Text(
    "Which? {numbers}; n: none of them; Enter: leave it out for now",
    "屬於何項？請填 {numbers}；n：均非；Enter：暫不採用",
)
NUMBERS = Text("1 to {count}", "1 至 {count}")
CHOICE = Text("{number}  {id}  {title}", "{number}  {id}  {title}")
HEAD_READ = Text("From the head of {name}: {facts}.", "依 {name} 開頭所載：{facts}。")
HEAD_DAY = Text("date {day}", "日期 {day}")
HEAD_MEETING = Text("meeting {id} ({title})", "會議 {id}（{title}）")
NOT_READ = Text("{where}: these columns are not read: {heads}.", "{where}：未讀取下列欄位：{heads}。")
PEOPLE_NOT_READ = Text("{where} lists people and is not read.", "{where}為人員名單，未讀取。")
NEEDS_EXTRA = Text(
    "Reading minutes as people write them needs a library that is not installed.",
    "讀取會議紀錄文件所需之套件尚未安裝。",
)

# ---- what people call the columns of their tables ----

LABELS = {
    "title": (
        *(Text("Item", "事項"), Text("Subject", "案由"), Text("Issue", "項目"), Text("Action item", "案名")),
        *(Text("Agenda item", "討論事項"), Text("Topic", "議題"), Text("Commitments", "列管事項")),
    ),
    "note": (
        pages.CHANGE,
        *(Text("Note", "說明"), Text("Notes", "備註"), Text("Decision", "決議"), Text("Decisions", "決定")),
        *(Text("Action", "後續辦理"), Text("Actions", "待辦事項"), Text("Next", "後續作為")),
        *(Text("Next steps", "後續步驟"), Text("Progress", "辦理進度"), Text("Update", "最新進度")),
        *(Text("Result", "結果"), Text("Results", "執行結果"), Text("Outcome", "執行情形")),
        *(Text("Discussion", "討論情形"), Text("Conclusion", "結論"), Text("Remarks", "處理情形")),
    ),
}
"""Names of a column that says what a row is about, and of one that says what happened."""

# ---- what lines begin with, and headings say ----

SUBJECT = (
    r"(?:案由|議題|提案|討論案|報告案)\s*[一二三四五六七八九十\d]*\s*[：:]|第[一二三四五六七八九十\d]+案\s*[：:]"
    r"|(?:agenda )?item\s*[\divx]*\s*[:.]|subject\s*[:.]"
)
"""A line that says what the ones below it are about."""
FOLLOWS = (
    r"(?:決議|決定|結論|說明|辦理情形|執行情形|主席(?:裁示|指示)|裁示|擬辦|後續辦理)\s*[：:]"
    r"|(?:decisions?|conclusions?|actions?|next steps?|outcome|follow-up)\s*:"
)
"""A line that goes on with the matter of the one above it."""
AGENDA = r".{0,8}(?:議程|程序表|目錄)|(?:draft )?agenda|contents"
"""A heading below which matters are named, and nothing is told of them."""
TITLE = r"紀錄|記錄|紀要|摘要|minutes|summary|record of"
"""What the title of minutes says."""
ATTENDING = (
    r"(?:出席|列席|與會|請假|出[（(]列[）)]席)[^：:]{0,6}"
    r"|present|participants|attend(?:ees|ance)|apologies(?: for absence)?"
)
"""What stands before the names of those who were there."""
TIME = r"(?:開會|會議)?(?:時間|日期)|date(?: and time)?|time"
"""What stands before the day."""
HEAD = (
    rf"{TIME}|{ATTENDING}|(?:開會|會議)?(?:地點|名稱|文號)|主席|主持人|[紀記]錄[^：:]{{0,3}}"
    r"|place|venue|location|chair(?:ed by|person)?|minutes (?:taken )?by|rapporteur|secretary"
)
"""What a line at the head of minutes begins with, before a colon."""
PEOPLE = r"姓名|簽名|簽到|name|attendee|signature"
"""The head of a column of people."""
