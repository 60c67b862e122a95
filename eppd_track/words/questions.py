"""What is asked before something is made: a new ledger, a new item, a file in the way, an editor."""

from eppd_track.words.text import Text

OPENING = Text(
    "A new ledger, {path}. Enter takes what stands in brackets; nothing is written before the last answer.\n"
    "Ctrl-C leaves without writing. For the ledger of the 6th EPPD: eppd init --template eppd6",
    "新列管檔 {path}。按 Enter 採用方括號內之值；全部填答後始寫入。\n"
    "按 Ctrl-C 可離開，不寫入。第6屆 EPPD 列管檔請用：eppd init --template eppd6",
)
ID = Text("Id of the dialogue", "對話編號")
TITLE = Text("Title in English (Enter for none)", "英文名稱（可空白）")
TITLE_ZH = Text("Title in Chinese (Enter for none)", "中文名稱（可空白）")
DAY = Text("Day of the meeting, or its first", "會議日期或首日")
LAST_DAY = Text("Last day of the meeting", "會議末日")
OURS = Text("Our side, in English", "我方英文名稱")
OURS_ZH = Text("Our side, in Chinese", "我方中文名稱")
THEIRS = Text("The other side, in English", "對方英文名稱")
THEIRS_ZH = Text("The other side, in Chinese", "對方中文名稱")
SIDES_TAKEN = Text(
    "Its promises were read for the sides {sides}; on a terminal `eppd init --from` asks for others.",
    "承諾文字係就{sides}判讀；如為其他各方，請於終端機執行「eppd init --from」，逐題填寫。",
)
ANOTHER = Text("Another side, in English (Enter: there is none)", "其他參與方英文名稱（按 Enter 表示無）")
ANOTHER_ZH = Text("The same in Chinese", "上述參與方中文名稱")
CODE = Text("Its code in the file", "檔案中之代碼")
BAD_CODE = Text(
    "“{code}” can be no code: letters, digits and hyphens, and not both, all, third or none.",
    "「{code}」不得作為代碼：僅限文字、數字及連字號，且不得為 both、all、third 或 none。",
)
ALIKE = Text("Two sides cannot be called “{name}”.", "兩方不得同名「{name}」。")
AGENCIES = Text(
    "Agencies of {side}, one a line: CODE=Name, or CODE=English name|Chinese name.",
    "{side}之機關，每行一個：代碼=名稱，或 代碼=英文名稱|中文名稱。",
)
AGENCY = Text("Agency {number}", "機關 {number}")
AGENCY_OR_END = Text("Agency {number} (Enter ends)", "機關 {number}（按 Enter 結束）")
BAD_AGENCY = Text(
    "Write it as MOEA=Ministry of Economic Affairs; a code has no blank and none of , = | !",
    "請依「MOEA=經濟部」之寫法；代碼不含空白及 , = | !",
)
CODE_TAKEN = Text("There is an agency {code} already.", "已有機關 {code}。")
SIDE_TAKEN = Text("There is a side with the code {code} already.", "已有一方使用代碼 {code}。")
LEAD = Text("Lead agency", "主辦機關")
PILLARS = Text(
    "Pillars, one a line: a title, or English title|Chinese title.",
    "支柱，每行一個：標題，或 英文標題|中文標題。",
)
PILLAR = Text("Pillar {number}", "支柱 {number}")
PILLAR_OR_END = Text("Pillar {number} (Enter ends)", "支柱 {number}（按 Enter 結束）")
LEAVE_OUT = Text("- leaves out what stands in brackets.", "輸入 - 可略去方括號內之項目。")
GENERAL = Text("General", "一般事項")
LANGUAGE = Text("Language of what is printed: en, zh or both", "輸出語言：en、zh 或 both")
TIMEZONE = Text("Time zone, which decides what day it is", "時區（據以認定今日日期）")
A_ZONE = Text("Write one like Europe/Paris.", "請填時區名稱，如 Europe/Paris。")
CALENDAR = Text("Calendar of printed dates: gregorian or roc", "輸出曆法：gregorian 或 roc")
SHORT_HEAD = Text("  {dialogue} {title} {days}", "  {dialogue} {title} {days}")
SHORT_SIDE = Text("  {side}: {codes}", "  {side}：{codes}")
SHORT_PILLAR = Text("  Pillar {number}: {title}", "  支柱 {number}：{title}")
WRITE_IT = Text("Write it? [Y/n] (n asks everything again)", "寫入？[Y/n]（n 重新作答）")
YES_OR_NO = Text("Answer y or n.", "請輸入 y 或 n。")
NO_TEXT = Text("These bytes are no text; type it again.", "輸入內容之編碼有誤；請重新輸入。")
BEGUN = Text(
    "Started {path}: {dialogue}, agencies {agencies}, pillars {pillars}. Next: `eppd add`, `eppd check`;"
    " `eppd schema --link` lets an editor complete and check the file.",
    "已建立 {path}：{dialogue}，機關 {agencies} 個，支柱 {pillars} 個。其後可用「eppd add」、「eppd check」；"
    "「eppd schema --link」可讓編輯器提示並檢查內容。",
)

LINKED = Text(
    "{name} begins with the line “#:schema {schema}” now; editors follow it. `eppd undo` takes it out.",
    "{name} 首行已加上「#:schema {schema}」，TOML 編輯器會據以檢查。「eppd undo」可移除。",
)
LINE_PUT_IN = Text("the line “#:schema {schema}” put in", "加入「#:schema {schema}」一行")
LINKED_ALREADY = Text("{name} names it already.", "{name} 已指向該檔。")
NAMES_ANOTHER = Text(
    "{name} names another schema, {schema}; that line stays. Take it out first to name this one.",
    "{name} 已指向另一個 schema：{schema}；該行保留。如要改用此檔，請先刪除該行。",
)
NO_OUTPUT = Text("--link writes beside the ledger and takes no -o.", "--link 寫於列管檔旁，不得與 -o 並用。")
ONE_OF_THE_TWO = Text("Leave out one of the two.", "請擇一使用。")

WHO_RECORDS = Text(
    "Your name, as records are to bear it (asked once; EPPD_USER or --by names another)",
    "填報人姓名（僅詢問一次；可用 EPPD_USER 或 --by 另行指定）",
)
ADD_OPENING = Text(
    "Ctrl-C leaves without writing; nothing is written before the last answer.",
    "按 Ctrl-C 可離開，不寫入；全部填答後始寫入。",
)
TOOK = Text(
    "Taken for granted for {id}: {fields}. `eppd update {id}` changes it.",
    "{id} 採用預設值：{fields}。可以「eppd update {id}」變更。",
)
PAIR = Text("{field} {value}", "{field}「{value}」")

OPENS = Text(
    "The editor {editor} opens; set EDITOR to have another, for example EDITOR=nano.",
    "將開啟編輯器 {editor}；如要改用其他編輯器，請設定環境變數 EDITOR，例如 EDITOR=nano。",
)
LEAVE_VI = Text(
    "In {editor}: i begins typing, Esc ends it; :wq and Enter saves and leaves, :q! and Enter leaves without"
    " saving.",
    "於 {editor}：按 i 開始輸入，按 Esc 結束輸入；:wq 加 Enter 存檔離開，:q! 加 Enter 不存檔離開。",
)
LEAVE_NANO = Text(
    "In nano: Ctrl-O and Enter saves, Ctrl-X leaves.", "於 nano：Ctrl-O 加 Enter 存檔，Ctrl-X 離開。"
)

WORKED_IN = Text(
    "Somebody may have worked in {paths}: what is there is not as eppd on this computer wrote it.",
    "{paths} 已存在，且與 eppd 於此電腦寫出之內容不同，可能已經人填寫或修改。",
)
REPLACE = Text("Replace what is there?", "是否覆寫？")
OVERWRITE = Text(
    "Nothing was written. Name another file or folder, or add --overwrite to replace what is there.",
    "未寫入任何內容。請指定其他檔案或資料夾；如確定要覆寫，請加上 --overwrite。",
)
IN_PART = Text(
    "Written: {done}. Not written: {left}. Run the command again once that is mended.",
    "已寫入：{done}。未寫入：{left}。請排除上述問題後，再執行一次。",
)
