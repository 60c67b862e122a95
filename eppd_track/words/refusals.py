"""The sentences that commands share: refusals and their remedies, echoes and notices, in both languages.

`{name}` marks what `Text.fill` puts in. Faults of the file have their sentences in
words/faults.py, beside their rules.
"""

from collections.abc import Mapping

from eppd_track.words.text import Text

# ---- dates ----

NO_SUCH_DAY = Text("“{typed}” is not a day that exists.", "查無「{typed}」此一日期。")
NOT_A_DATE = Text("“{typed}” cannot be read as one certain date.", "「{typed}」無法確定為何日。")
DATE_FORMS = Text(
    "Write 2026-11-23, 115/11/23, 民國115年11月23日, 1151123, 23 Nov 2026, 11/23, today, +2w, next friday"
    " or end of march.",
    "請填 2026-11-23、115/11/23、民國115年11月23日、1151123、11月23日、今天、兩週後、+2w、下週五或三月底。",
)
DUE_FORMS = Text(
    "Write a day (2026-11-23, 115/11/23, 11/23, +2w, next friday) or a period: 2026-12, 2026-Q4, 2026-H2,"
    " 2026, 115年12月, 115Q4, end of march.",
    "請填日期（2026-11-23、115/11/23、11月23日、兩週後、下週五）或期間：2026-12、2026-Q4、2026-H2、2026、115年12月、"
    "115Q4、三月底。",
)
PERIOD_IS_NO_DAY = Text(
    "“{typed}” is a period; here one day is asked for.", "「{typed}」為一段期間，此處須填單一日期。"
)
EITHER_ORDER = Text("“{typed}” may be {one} or {other}.", "「{typed}」可能為{one}，亦可能為{other}。")
THAT_DAY = Text("Write {day}.", "請填 {day}。")
ONE_OF_TWO = Text("Write {one} or {other}.", "請填 {one}或{other}。")
DAY_OR_YEAR = Text(
    "“{typed}” may be the day {day} or the year {year}.", "「{typed}」可能為{day}日，亦可能為{year}年。"
)
NOT_THAT_WEEKDAY = Text(
    "“{typed}” does not fit its weekday: the day is {day}.", "「{typed}」之星期不符：該日為 {day}。"
)
DAY_OR_WEEKDAY = Text("Correct the day or the weekday.", "請更正日期或星期。")
NOT_A_WEEK = Text("“{typed}” is not an ISO week.", "「{typed}」並非有效之週次。")
WEEK_FORMS = Text("Write 2026-W48, or W48 for this year.", "請填 2026-W48，今年者可僅填 W48。")
IMPRECISE = Text("{due}, which ends on {last}", "{due}，至 {last}止")
DATE_ECHO = Text("“{typed}” is taken as {meant}.", "「{typed}」視為 {meant}。")

# ---- selections and ids ----

UNKNOWN_VALUE = Text("{option} has no value “{typed}”.", "{option}查無「{typed}」。")
VALID_VALUES = Text("Valid: {values}.", "可用之值：{values}。")
NO_VALUES = Text("The ledger has none yet.", "列管檔中尚無任何值。")
DID_YOU_MEAN = Text("Did you mean {nearest}? {rest}", "是否為 {nearest}？{rest}")
AMBIGUOUS_ID = Text("“{typed}” fits more than one commitment.", "「{typed}」符合多項事項。")
CANDIDATES = Text("Write one of: {ids}.", "請填其中之一：{ids}。")
UNKNOWN_ID = Text("There is no commitment “{typed}”.", "查無編號「{typed}」之事項。")
NEAREST_IDS = Text("The nearest: {ids}.", "最接近之編號：{ids}。")
SEE_LIST = Text("`eppd list --all` shows every id.", "「eppd list --all」可列出所有編號。")
SELECTED = Text("{field} {values}", "{field}：{values}")
NOT_FOR_OTHERS = Text(
    "Nothing was made for others: with this fault it is not certain what is internal. Mend it first;"
    " `eppd check` explains it.",
    "未製作任何對外資料：有此問題時無法確定何者為內部資料。請先修正；「eppd check」有說明。",
)
SELECTS_INTERNAL = Text(
    "{option} looks at what these readers may not see.", "{option} 涉及此類讀者不得閱覽之內容。"
)
SELECT_OTHERWISE = Text(
    "Leave it out, or select by id, pillar, owner, status or text.",
    "請移除該選項，或改以支柱、主辦、狀態、文字等選取。",
)
EXCLUDED = Text("not {value}", "非{value}")
DUE_FROM = Text("due from {day}", "{day} 起到期")
DUE_UNTIL = Text("due by {day}", "{day} 前到期")
FLAGS = {
    "overdue": Text("overdue", "已逾期"),
    "due_soon": Text("due soon", "即將到期"),
    "stale": Text("update owed", "應填報"),
    "unconfirmed": Text("owner not confirmed", "主辦未確認"),
}
FACETS = {
    "agency": Text("led or supported by", "主辦或協辦機關"),
    "meeting": Text("meeting", "會議"),
    "search": Text("text", "文字"),
}
WITH_CLOSED = Text("closed and withdrawn included", "含已解列及撤銷")
ALL_OPEN = Text("all open entries", "全部列管中事項")

# ---- the file ----

NO_FILE = Text("There is no file {path}.", "找不到檔案 {path}。")
NO_FILE_REMEDY = Text(
    "Correct --file or EPPD_LEDGER, or make it with `eppd init --file PATH`.",
    "請更正 --file 或 EPPD_LEDGER，或執行「eppd init --file 路徑」建立。",
)
BY_OPTION = Text("named by --file", "由 --file 指定")
BY_ENVIRONMENT = Text("named by EPPD_LEDGER", "由環境變數 EPPD_LEDGER 指定")
IN_FOLDER = Text("found in this folder", "位於目前資料夾")
IN_PARENT = Text("found in a folder above this one", "位於上層資料夾")
NO_LEDGER = Text("There is no {name} in {folder} or above it.", "{folder} 及其上層資料夾均無 {name}。")
NO_LEDGER_REMEDY = Text(
    "`eppd init` starts one here; --file names one elsewhere.",
    "「eppd init」可在此建立；--file 可指定他處之檔案。",
)
CANNOT_READ = Text("{path} cannot be read: {why}.", "無法讀取 {path}：{why}。")
CHECK_ACCESS = Text("Check that it is a file and that you may read it.", "請確認其為檔案，且具讀取權限。")
IS_UTF16 = Text("{path} is saved as “Unicode” (UTF-16).", "{path} 存為「Unicode」（UTF-16）編碼。")
NOT_UTF8 = Text(
    "{name}:{line}:{column}: the file is not UTF-8.", "{name}:{line}:{column}：檔案並非 UTF-8 編碼。"
)
SAVE_AS_UTF8 = Text("Save it as UTF-8 in your editor.", "請於編輯器另存為 UTF-8。")
CHANGED_MEANWHILE = Text("{name} was changed by someone else in this moment.", "{name} 甫經他人更動。")
RUN_AGAIN = Text(
    "Nothing was written. Run the command again on the new state.",
    "尚未寫入任何內容，請再執行一次。",
)
CANNOT_WRITE = Text("{path} cannot be written: {why}.", "無法寫入 {path}：{why}。")
LAYOUT = Text("{id} is laid out in a way that cannot be changed in place.", "{id} 之寫法無法由程式直接修改。")
EDIT_BY_HAND = Text(
    "Nothing was changed. Change it by hand with `eppd edit {id}`.",
    "未作任何更動。請以「eppd edit {id}」手動修改。",
)
PROOF_FAILED = Text("The new text would not hold exactly this change.", "寫入結果與所求更動不完全一致。")
REPORT_THIS = Text(
    "Nothing was changed. Please report it with the ledger and the command.",
    "未作任何更動。請將列管檔及所用指令回報開發者。",
)

# ---- values as typed ----

CANNOT_CLEAR = Text("{name} cannot be empty.", "{name} 不得空白。")
GIVE_A_VALUE = Text("Give it a value.", "請填入值。")
BAD_FIELD = Text("{name} cannot be “{typed}”.", "{name}不得為「{typed}」。")
YES_OR_NO = Text("Write true or false.", "請填 true 或 false。")
WHOLE_NUMBER = Text("Write a whole number from {low} to {high}.", "請填 {low} 至 {high} 之整數。")
INLINE_FORM: Mapping[str, Text] = {
    "target": Text(
        "Write a number and its unit: 50 % of domestic demand.", "請填數字與單位，例如 50 % 國內需求。"
    ),
    "proposed": Text("Write delist.", "請填「解除列管」。"),
}
SET_FORM = Text("“{typed}” is not KEY=VALUE.", "「{typed}」不符「欄位=值」之格式。")
SET_EXAMPLE = Text("For example: --set cadence=monthly.", "例如：--set cadence=monthly。")
EVIDENCE_FORM = Text("“{typed}” is not TYPE: TITLE.", "「{typed}」不符「類別: 名稱」之格式。")
EVIDENCE_TYPES = Text(
    "Write for example “minutes: Second working group | doc. 12”. Types: {types}.",
    "例如「會議紀錄: 第2次工作小組 | 文號12」。類別：{types}。",
)

# ---- changes ----

NO_MILESTONE = Text("{id} has no milestone “{typed}”.", "{id} 查無里程碑「{typed}」。")
NO_MILESTONES = Text("It has none.", "此事項未設里程碑。")
DUE_NEEDS_REASON = Text("The due date of {id} moves only with a reason.", "{id} 變更期限須附理由。")
AGREED_NEEDS_REASON = Text(
    "What was agreed in {id} changes only with a reason: {fields}.",
    "{id} 議定之內容（{fields}）變更須附理由。",
)
NOTHING_TO_PROPOSE = Text(
    "{id} is closed or withdrawn: there is nothing to propose.", "{id} 已解除或撤銷列管，無須再提列管建議。"
)
PROPOSE_OPEN = Text(
    "Nothing was changed. Propose for what is open.", "未作任何更動。列管建議僅適用於列管中事項。"
)
PROPOSAL_NEEDS = Text(
    "A proposal on {id} is made with words, and declined with a reason.",
    "{id} 提列管建議須敘明辦理情形，續予列管須附理由。",
)
NOTHING_TO_CORRECT = Text("{id} has no earlier record to correct.", "{id} 先前並無可更正之紀錄。")
PLAIN_RECORD = Text("Nothing was changed. Leave --correction out.", "未作任何更動。請勿加 --correction。")
GIVE_REASON = Text('Nothing was changed. Add --reason "…".', '未作任何更動。請加上 --reason "…"。')
NO_TRANSITION = Text("{id} cannot go from {before} to {after}.", "{id} 不得由「{before}」改為「{after}」。")
ALLOWED_NEXT = Text(
    "Nothing was changed. {way}Allowed now: {allowed}; --force goes past the rules and says so on record.",
    "未作任何更動。{way}目前可改為：{allowed}；--force 可不受規則限制，並會記錄在案。",
)
WAY = Text("Make it {steps}, then {last}. ", "請先改為{steps}，再改為「{last}」。")
STEP_NEEDS = Text("{status} with {needs}", "「{status}」並附 {needs}")
AND_THEN = Text(", then ", "，再改為")
STATUS_NEEDS = Text(
    "{id} cannot become {status} yet: something is missing.", "{id} 改為「{status}」尚缺必要資料。"
)
ADD_FLAGS = Text("Nothing was changed. Add {flags}.", "未作任何更動。請補上 {flags}。")
NEEDS = {
    "note": Text('--note "…" (who agreed, when, or what changed)', '--note "…"（何人何時同意或有何變化）'),
    "reason": Text('--reason "…"', '--reason "…"'),
    "note-or-reason": Text('--note "…" or --reason "…"', '--note "…" 或 --reason "…"'),
    "evidence": Text('--evidence "TYPE: TITLE"', '--evidence "類別: 名稱"'),
    "approved-by": Text('--approved-by "who and where"', '--approved-by "核定人及場合"'),
    "closure": Text("--closure delivered|modified|routine", "--closure 已達成|調整後達成|轉為經常業務"),
}
TOO_EARLY = Text(
    "A change of {id} cannot be dated {day}: its last record is of {last}.",
    "{id} 之更動日期不得為 {day}：最後一筆紀錄為 {last}。",
)
TOO_EARLY_REMEDY = Text(
    "Nothing was changed. Date it {last} or later and say the day in the note; if that record is misdated,"
    " take it back with `eppd undo` or mend it with `eppd edit`.",
    "未作任何更動。請填 {last} 以後之日期，並於辦理情形註明實際日期；如該筆紀錄日期有誤，請以「eppd undo」"
    "復原或「eppd edit」更正。",
)

# ---- formats ----

UNKNOWN_SUFFIX = Text("{path} does not say which format is wanted.", "無法由 {path} 判斷所需格式。")
VALID_SUFFIXES = Text(
    "End it in one of {suffixes}, or add --format.", "副檔名請用 {suffixes}，或加上 --format。"
)

NO_BYTES_HERE = Text("{form} cannot be shown in a terminal.", "{form} 無法顯示於終端機。")
NAME_A_FILE = Text(
    "Name a file: -o report.{form}, or add --open.", "請指定檔案：-o report.{form}，或加上 --open。"
)
NOT_OPENED = Text("{path} could not be opened by itself.", "無法自動開啟 {path}。")
OPEN_BY_HAND = Text("Open it by hand.", "請自行開啟。")
NOTHING_TO_OPEN = Text("--open shows a page: HTML, PDF or ODT.", "--open 僅能開啟 HTML、PDF 或 ODT。")
OPEN_FORMS = Text("Add --format html, pdf or odt.", "請加上 --format html、pdf 或 odt。")
WORKING = Text("eppd: working", "eppd：處理中")

# ---- the command line ----

READ_IN_PART = Text(
    "Entries that cannot be read and are missing below: {unread}; `eppd check` explains.",
    "有 {unread} 項無法讀取，未列入以下內容；請執行「eppd check」。",
)
MEND_FIRST = Text(
    "Nothing was changed. Mend the file first; `eppd check` shows every fault.",
    "未作任何更動。請先修正檔案；「eppd check」會列出所有問題。",
)
ANSWER_WITH = Text("Nobody can be asked here: answer with {flag}.", "此處無法詢問，請以 {flag} 指明。")
MISSING = Text("Needed: {flag}.", "缺少 {flag}。")
SEE_HELP = Text("`{command} --help` shows how it is used.", "用法見「{command} --help」。")
INTERRUPTED = Text(
    "Interrupted. The ledger is whole: as it was, or with the whole change.",
    "已中斷。列管檔完整無損：或維持原狀，或已完整寫入更動。",
)
INTERNAL = Text(
    "eppd: a fault of eppd itself ({what}). The ledger is whole: as it was, or with the whole change. Please"
    " report it; EPPD_DEBUG=1 shows the details.",
    "eppd：程式本身發生錯誤（{what}）。列管檔完整無損：或維持原狀，或已完整寫入更動。"
    "請回報開發者；設定 EPPD_DEBUG=1 可顯示細節。",
)
WEEK_OR_PERIOD = Text("--week does not go with --since or --until.", "--week 不得與 --since、--until 並用。")
BAD_PERIOD = Text(
    "The period from {since} to {until} has not begun or runs backwards.",
    "期間 {since} 至 {until} 尚未開始，或起訖顛倒。",
)
BAD_PERIOD_REMEDY = Text(
    "Give days up to today, the earlier one with --since.", "請填今日以前之日期，較早者填於 --since。"
)

# ---- writing ----

NOTHING_TO_CHANGE = Text(
    "Nothing to change: it stands so already. Nothing was written.",
    "與現況相同，無須更動，未寫入任何內容。",
)
DRY_RUN = Text("This is what would change. Nothing was written.", "以上為預覽，未寫入任何內容。")
FUTURE_RECORD = Text("{day} lies in the future. Record it anyway?", "{day} 為未來日期，是否仍予登錄？")
ASK_PILLAR = Text("Pillar", "支柱")
ASK_TITLE_ZH = Text("Title in Chinese (Enter for none)", "中文標題（可空白）")
ASK_TITLE = Text("Title in English (Enter for none)", "英文標題（可空白）")
ASK_OWNER = Text("Owner (agency)", "主辦機關")
ASK_DUE = Text("Due (Enter for none)", "期限（可空白）")
AN_ANSWER_IS_NEEDED = Text("An answer is needed here; Ctrl-C stops.", "此項必填；按 Ctrl-C 可中止。")
BAD_MEETING_ID = Text("“{typed}” cannot be a meeting's id.", "「{typed}」不得作為會議編號。")
MEETING_ID_FORM = Text(
    "Use letters, digits, dots and hyphens: WG-1.", "請用英文字母、數字、點及連字號，如 WG-1。"
)
ANSWER_PAST = Text("{day} is over: nobody can answer by then.", "{day} 已過，無法於該日前回復。")
ANSWER_LATER = Text("Give {option} a later day.", "{option} 請填較晚之日期。")
LETTERS_TO = Text("letters to {agencies}", "致 {agencies} 之函")
NOBODY_OWES = Text("Nobody owes an update.", "無應填報之機關。")
NO_LETTER = Text("No letter is left to write.", "已無函稿可發。")
MEETING_OVER = Text("The meeting {id} was on {day}.", "會議 {id} 已於 {day} 召開。")
NEXT_MEETING = Text(
    "An agenda is for one that comes: add it with `eppd meeting add`.",
    "議程僅供將召開之會議使用：請以「eppd meeting add」新增。",
)
MEETING_EXISTS = Text("There is a meeting “{id}” already.", "已有會議「{id}」。")
OTHER_ID = Text("Give the new one another id.", "請使用其他編號。")
BAD_MEETING_DAYS = Text("Give --date the first day and --end the last.", "--date 請填首日，--end 請填末日。")
EXISTS = Text("{path} is there already.", "{path} 已存在。")
NEVER_OVERWRITES = Text(
    "`eppd init` never overwrites; name another place with --file.",
    "「eppd init」不覆寫既有檔案；請以 --file 指定其他位置。",
)
NO_SUCH_FOLDER = Text(
    "Nothing was written. Make the folder {folder} first.", "未寫入任何內容。請先建立資料夾 {folder}。"
)
NO_FOLDER = Text("There is no folder {path}.", "找不到資料夾 {path}。")
MAKE_FOLDER = Text("Make it first, or correct --file.", "請先建立資料夾，或更正 --file。")
STARTED = Text(
    "Started {path} from the template {template}. Next: `eppd list`, `eppd report`.",
    "已由範本 {template} 建立 {path}。其後可用「eppd list」、「eppd report」。",
)
NOT_EDITED = Text("Nothing was changed in the editor.", "編輯器未作更動。")
EDIT_HAS_ERRORS = Text(
    "The edited text has errors; the ledger is as it was.", "編輯後之內容有誤；列管檔維持原狀。"
)
EDIT_KEPT = Text("Your text is kept in {path}.", "編輯內容保留於 {path}。")
GO_BACK = Text("Go back to the editor?", "是否回到編輯器？")
EDITED = Text("{name} now holds your edit.", "{name} 已更新為編輯後之內容。")
NO_EDITOR = Text("The editor “{editor}” cannot be started: {why}.", "無法啟動編輯器「{editor}」：{why}。")
SET_EDITOR = Text("Set EDITOR to one you have.", "請將環境變數 EDITOR 設為可用之編輯器。")
EDITOR_FAILED = Text(
    "The editor “{editor}” ended with {code}; the ledger is as it was.",
    "編輯器「{editor}」以代碼 {code} 結束；列管檔維持原狀。",
)
REFUSAL = Text("eppd: {message}", "eppd：{message}")
CHECK_SPACE = Text("Check that there is space left.", "請確認尚有可用空間。")
IS_LEDGER = Text("{path} is the ledger itself.", "{path} 即為列管檔本身。")
OTHER_OUTPUT = Text("Nothing was written. Name another file.", "未寫入任何內容。請指定其他檔案。")
NOTHING_TO_UNDO = Text("There is nothing to take back.", "無可復原之更動。")
NOTHING_TO_UNDO_REMEDY = Text(
    "`eppd undo --list` shows what could be.", "「eppd undo --list」可列出可復原之項目。"
)
EDITED_SINCE = Text(
    "The ledger was changed since the last command of eppd.", "列管檔於 eppd 上次寫入後另經更動。"
)
EDITED_SINCE_REMEDY = Text(
    "Nothing was changed. `eppd undo --dry-run` shows what that command wrote, `eppd edit` takes it back by"
    " hand.",
    "未作任何更動。「eppd undo --dry-run」可顯示該次寫入內容，再以「eppd edit」手動復原。",
)
TAKEN_BACK = Text("Taken back, of {day}: {what}", "已復原 {day} 之更動：{what}")
ADDED = Text("{id} added", "新增 {id}")
ADDED_TITLED = Text("{id} added: {title}", "新增 {id}：{title}")
DOCUMENT_ADDED = Text("{id} added: {title}", "新增文件 {id}：{title}")
EDITED_BY_HAND = Text("edited by hand with `eppd edit`", "以「eppd edit」手動編輯")
ADD_FINISHED = Text(
    "A new commitment cannot be finished already.", "新增事項之狀態不得為辦理完成、解除列管或撤銷列管。"
)
ADD_FINISHED_REMEDY = Text(
    "Nothing was added. Add it as in-progress, then `eppd update` it with its evidence.",
    "未新增任何事項。請先以 in-progress 新增，再以「eppd update」附佐證登錄。",
)


# ---- the surroundings ----

WRITTEN = Text("Written: {path}.", "已寫入：{path}。")
READ_WITHOUT_PARTS = Text(
    "What these lines hold is missing below; `eppd check` explains.",
    "上述各行之內容未列入以下資料；請執行「eppd check」。",
)
WRITE_PROTECTED = Text("{path} is write-protected.", "{path} 設為唯讀。")
UNPROTECT = Text(
    "Nothing was changed. Take the protection off, or ask its owner.",
    "未作任何更動。請解除唯讀，或洽檔案擁有者。",
)
FOLDER_GONE = Text("The folder you are in is gone.", "目前所在之資料夾已不存在。")
GO_ELSEWHERE = Text(
    "Go to another with cd, or name the ledger with --file.",
    "請以 cd 切換至其他資料夾，或以 --file 指定列管檔。",
)
NO_STATE_FOLDER = Text(
    "The copy for undo cannot be kept in {path}: {why}.", "無法於 {path} 保存復原用備份：{why}。"
)
SET_STATE_FOLDER = Text(
    "Nothing was changed. Name a folder you may write to with EPPD_STATE.",
    "未作任何更動。請以 EPPD_STATE 指定可寫入之資料夾。",
)

# ---- changes that would leave a fault ----

WOULD_LEAVE = Text("This would leave a fault: {message}.", "此更動將產生問題：{message}。")
NOT_MADE = Text(
    "Nothing was changed. {remedy} --force makes the change all the same.",
    "未作任何更動。{remedy}如仍須更動，請加 --force。",
)
ASKED_TWICE = Text("{id} is asked for more than once.", "{id} 重複出現。")
KEEP_ONE = Text("Keep one of them.", "請保留一筆。")
CHANGED_IN_BETWEEN = Text(
    "The ledger was changed in between; this is what applies now.",
    "列管檔其間已有更動；目前仍適用者如下。",
)
WRITE_BATCH = Text("Write these changes?", "是否寫入上述更動？")
DECLINED = Text("Nothing was written.", "未寫入任何內容。")
NOTHING_APPLIES = Text("Nothing to write.", "無可寫入之更動。")
SAYS_NOTHING = Text("{id}: the record would say nothing.", "{id}：紀錄未填任何內容。")
ADD_A_NOTE = Text('Nothing was changed. Add --note "…".', '未作任何更動。請加上 --note "…"。')
NOT_RECORDED = Text("Nothing was recorded.", "未作任何紀錄。")
DATE_IT_TODAY = Text("Give --date the day it happened.", "請以 --date 填實際日期。")
BEFORE_LISTED = Text("{day} lies before {id} was listed, {listed}.", "{day} 早於 {id} 之列管日期 {listed}。")
NO_SUCH_TEXT = Text("A word on the command line is not valid text.", "指令中含有無效之文字編碼。")
TYPE_AGAIN = Text("Type it again.", "請重新輸入。")

TOO_LARGE = Text("{path} is larger than {most} MB.", "{path} 超過 {most} MB。")
CHECK_FILE = Text("Check that it is the right file.", "請確認檔案是否正確。")

YEAR_OF_TWO_DIGITS = Text(
    "“{typed}” has a year of two digits: it may be {year} or ROC year {roc}.",
    "「{typed}」之年份僅有兩位數，可能為{year}年，亦可能為民國{roc}年。",
)

ASKED_FOR: Mapping[str, Text] = {
    name: Text(name, zh)
    for name, zh in {
        "AGENCY": "機關",
        "BASE": "共同前版",
        "COLUMN": "欄位",
        "COMMAND": "指令",
        "DATE": "日期",
        "DUE": "期限",
        "FIELD": "欄位",
        "FILE": "檔案",
        "FOLDER": "資料夾",
        "FORMAT": "格式",
        "HOW": "方式",
        "ID": "編號",
        "KEY=VALUE": "欄位=值",
        "KIND": "類別",
        "LEVEL": "等級",
        "LIGHT": "燈號",
        "MEETING": "會議",
        "N": "數字",
        "NAME": "名稱",
        "OURS": "本機版本",
        "PATH": "路徑",
        "REV": "版本",
        "RULE": "規則",
        "SHELL": "殼層",
        "SIDE": "一方",
        "STATUS": "狀態",
        "TAG": "標籤",
        "TEXT": "文字",
        "THEIRS": "他人版本",
        "TOPIC": "主題",
        "VALUE": "值",
        "WEEK": "週次",
        "WHO": "人員",
        "'TYPE: TITLE'": "'類別: 名稱'",
    }.items()
}
"""What stands for a value in the help and in refusals, as each language names it."""
GIVEN_TWICE = Text(
    "The ledger gives the id {id} to more than one commitment.", "列管檔中編號 {id} 重複使用。"
)
SEE_CHECK = Text(
    "Give the later one an id of its own; `eppd check` shows where both stand.",
    "請為後者另編編號；「eppd check」會指出二者所在之行。",
)
