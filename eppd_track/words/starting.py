"""What `eppd init` asks and answers, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

OPENING = Text(
    "A new ledger, {path}. Enter takes what stands in brackets; nothing is written before the last answer.\n"
    "Ctrl-C leaves without writing. For the ledger of the 6th EPPD: eppd init --template eppd6",
    "新的列管檔 {path}。按 Enter 採用方括號內的值；全部答完才會寫入。\n"
    "按 Ctrl-C 可離開，不會寫入。第6屆 EPPD 列管檔請用：eppd init --template eppd6",
)
ID = Text("Id of the dialogue", "對話代號")
TITLE = Text("Title in English (Enter for none)", "英文名稱（可空白）")
TITLE_ZH = Text("Title in Chinese (Enter for none)", "中文名稱（可空白）")
DAY = Text("Day of the meeting, or its first", "會議日期，或第一天")
LAST_DAY = Text("Last day of the meeting", "會議最後一天")
OURS = Text("Our side, in English", "我方英文名稱")
OURS_ZH = Text("Our side, in Chinese", "我方中文名稱")
THEIRS = Text("The other side, in English", "對方英文名稱")
THEIRS_ZH = Text("The other side, in Chinese", "對方中文名稱")
ALIKE = Text("Both sides cannot be called “{name}”.", "雙方不能都叫「{name}」。")
AGENCIES = Text(
    "Agencies of {side}, one a line: CODE=Name, or CODE=English name|中文名稱.",
    "{side}的機關，每行一個：代碼=名稱，或 代碼=English name|中文名稱。",
)
AGENCY = Text("Agency {number}", "機關 {number}")
AGENCY_OR_END = Text("Agency {number} (Enter ends)", "機關 {number}（按 Enter 結束）")
BAD_AGENCY = Text(
    "Write it as MOEA=Ministry of Economic Affairs; a code has no blank and none of , = | !",
    "請寫成 MOEA=經濟部；代碼不含空白及 , = | !",
)
CODE_TAKEN = Text("There is an agency {code} already.", "已有機關 {code}。")
LEAD = Text("Lead agency", "主辦機關")
PILLARS = Text(
    "Pillars, one a line: a title, or English title|中文標題.",
    "支柱，每行一個：標題，或 English title|中文標題。",
)
PILLAR = Text("Pillar {number}", "支柱 {number}")
PILLAR_OR_END = Text("Pillar {number} (Enter ends)", "支柱 {number}（按 Enter 結束）")
LEAVE_OUT = Text("- leaves out what stands in brackets.", "輸入 - 可略去方括號內的項目。")
GENERAL = Text("General", "一般事項")
LANGUAGE = Text("Language of what is printed: en, zh or both", "印出的語言：en、zh 或 both")
CALENDAR = Text("Calendar of printed dates: gregorian or roc", "印出的曆法：gregorian 或 roc")
SHORT_HEAD = Text("  {dialogue} {title} {days}", "  {dialogue} {title} {days}")
SHORT_SIDE = Text("  {side}: {codes}", "  {side}：{codes}")
SHORT_PILLAR = Text("  Pillar {number}: {title}", "  支柱 {number}：{title}")
WRITE_IT = Text("Write it? [Y/n] (n asks everything again)", "寫入？[Y/n]（n 重新作答）")
YES_OR_NO = Text("Answer y or n.", "請輸入 y 或 n。")
NO_TEXT = Text("These bytes are no text; type it again.", "輸入的位元組不是文字；請重新輸入。")
BEGUN = Text(
    "Started {path}: {dialogue}, agencies {agencies}, pillars {pillars}. Next: `eppd add`, `eppd check`;"
    " `eppd schema --link` lets an editor complete and check the file.",
    "已建立 {path}：{dialogue}，機關 {agencies} 個，支柱 {pillars} 個。接著可用「eppd add」、「eppd check」；"
    "「eppd schema --link」可讓編輯器提示並檢查內容。",
)
