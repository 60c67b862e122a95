"""What the sweep says: its questions, keys and notices, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

# ---- before it begins ----

WHICH_ITEMS = Text("No commitment is named.", "未指明事項。")
NAME_ITEMS = Text(
    "Nobody can be asked here: name the ids (eppd update p2-4 …), or give a prepared list with --from FILE.",
    "此處無法詢問：請填編號（eppd update p2-4 …），或以 --from 檔案 提供已整理之清單。",
)
IDS_NEEDED = Text("{flags} says what to record, but no commitment is named.", "{flags} 須指明事項編號。")
IDS_FIRST = Text(
    "Name the ids first: eppd update p2-4 …; without them `eppd update` goes through the open items.",
    "請先填編號：eppd update p2-4 …；未填編號則逐項登錄。",
)
NOT_TOGETHER = Text("{one} does not go with {other}.", "{one} 不得與 {other} 並用。")
THE_IDS = Text("ids", "編號")
ONE_OR_OTHER = Text("Keep one of them.", "請擇一使用。")
NOTHING_TO_WALK = Text("There is nothing to go through: {selection}.", "無可填報之事項：{selection}。")
SECOND_SWEEP = Text(
    "Another `eppd update` is going through this ledger now.", "另一個「eppd update」正在就此列管檔逐項登錄。"
)
FINISH_THERE = Text(
    "Finish it there, or close it: what was answered stays and is offered here.",
    "請在該處完成，或先關閉；已填內容均予保留，可於此接續。",
)
SET_ASIDE = Text(
    "The draft of a sweep could not be read. It was put aside as {path}; this one starts anew.",
    "先前逐項登錄之草稿無法讀取，已另存為 {path}；本次重新開始。",
)
NOT_KEPT = Text(
    "Your answers cannot be kept on disk. They are safe only while this window is open.",
    "已填內容無法存檔，僅在此視窗開啟期間保留。",
)

# ---- going on with one ----

UNFINISHED = Text(
    "A sweep of {day} is not finished: {answered} of {total} items answered{meeting}.",
    "{day} 之逐項登錄尚未完成：{total} 項中已填 {answered} 項{meeting}。",
)
OF_MEETING = Text(", meeting {meeting}", "（{meeting}）")
RESUME_OR_DROP = Text("r go on with it   x throw it away", "r 接續   x 捨棄")
ONLY_RESUME_OR_DROP = Text(
    "Only r or x can be typed here; Ctrl-C leaves and keeps it.",
    "此處僅可按 r 或 x；按 Ctrl-C 離開，內容仍保留。",
)
REALLY_DROP = Text(
    "Throw away what was answered for {answered} items? y yes   any other key: no",
    "確定捨棄已填之 {answered} 項？（y 確定，其他鍵不捨棄）",
)
THROWN_AWAY = Text("Thrown away.", "已捨棄。")
GOES_ON = Text(
    "It goes on with the {total} items it was begun with.", "接續原選取之 {total} 項，不套用新選取條件。"
)
LEDGER_CHANGED = Text(
    "The ledger was changed since; the cards show it as it is now.", "列管檔其後已有更動；以下為現況。"
)
CHANGED_SINCE = Text(
    "Changed by somebody since you answered, your answers stay: {ids}.",
    "填報後事項已經他人更動，所填內容保留：{ids}。",
)
CARD_CHANGED = Text(
    "This item was changed since you answered; your answer stays.",
    "此事項於填報後已經他人更動；所填內容保留。",
)
NO_LONGER_THERE = Text("Not in the ledger any more: {ids}.", "列管檔中已無此編號：{ids}。")

# ---- meeting, day, person ----

MEETINGS = Text("Meetings, the last one held first", "會議（最近召開者在前）")
MEETING = Text("Meeting", "會議")
MEETING_HINT = Text(
    "A number or an id; a new id adds a meeting.",
    "填序號或會議編號；填新編號可新增會議。",
)
ENTER_IS_MEETING = Text("Enter: {id}; -: none.", "Enter：{id}；- 表示無。")
ENTER_IS_NO_MEETING = Text("Enter: none.", "Enter 表示無。")
NO_SUCH_NUMBER = Text("There is no number {typed} in this list.", "清單中無序號 {typed}。")
NEW_MEETING = Text("{id} is a new meeting; Esc takes it back.", "{id} 為新會議；按 Esc 取消。")
MEETING_DAY = Text("Day of the meeting", "會議日期")
MEETING_TITLE = Text("Title of the meeting", "會議名稱")
DAY = Text("Date of the records", "紀錄日期")
PERSON = Text("Recorded by", "填報人")
ENTER_IS = Text("Enter: {value}", "Enter：{value}")
ENTER_IS_NONE = Text("Enter: none", "Enter：無")
LATER_RECORDS = Text(
    "{count} of the items have later records, up to {last}; of those nothing can be written with {day}.",
    "其中 {count} 項已有較晚之紀錄（最晚 {last}），以 {day} 無法寫入該等事項。",
)
TODAY_INSTEAD = Text(
    "So today is offered; an earlier day can be typed.", "因此預設今日；如須採較早日期，請自行輸入。"
)
TYPE_AGAIN = Text("Type the same day again to take it all the same.", "仍要採用該日期，請再輸入一次。")
OTHER_DATE = Text("t gives all records of this sweep another date.", "按 t 可變更本次全部紀錄之日期。")
DATE_NOW = Text("All records of this sweep are dated {day}.", "本次全部紀錄之日期改為 {day}。")
PERSON_NOW = Text("All records of this sweep are by {by}.", "本次全部紀錄之填報人改為 {by}。")

# ---- the card ----

STATE = Text("State", "現況")
OWNER = Text("Owner", "主辦")
MOVE = Text("Move", "待辦方")
DUE = Text("Due", "期限")
LAST_WORD = Text("Last word", "前次")
NEXT_STEP = Text("Next step", "下一步")
WHY = Text("Raised", "提報")
GATHERED = Text("Now", "本次")
TO_CLOSE = Text("Completed; closure is still to be approved.", "辦理完成，尚待核定解除列管。")
RESTING = Text("Nothing to raise.", "無須提報。")
NO_WORD_YET = Text("none since it was listed", "列管後尚無紀錄")
NAMED = Text("{name} ({code})", "{name}（{code}）")
UNTIL = Text("{step} (by {due})", "{step}（{due} 前）")
REFUSED = Text("Cannot be written: {message}", "無法寫入：{message}")

# ---- the keys ----

KEYS = (
    ("Enter", Text("not raised", "未提及")),
    ("d", Text("discussed", "已討論")),
    ("n", Text("note", "辦理情形")),
    ("s", Text("status", "狀態")),
    ("p", Text("progress", "進度")),
    ("f", Text("due", "期限")),
    ("x", Text("next step", "下一步")),
    ("m", Text("move", "待辦方")),
    ("e", Text("evidence", "佐證")),
    ("t", Text("date", "日期")),
    ("w", Text("by", "填報人")),
    ("b", Text("back", "上一項")),
    ("j", Text("jump", "跳至")),
    ("u", Text("drop", "取消")),
    ("q", Text("finish", "結束")),
    ("?", Text("help", "按鍵")),
)
ON = Text("next", "下一項")
HELP = (
    ("Enter", Text("not raised, or on to the next item", "未提及，或到下一項")),
    ("d", Text("discussed without a change; n adds a word", "已討論而無變動；可再按 n 補充")),
    ("n", Text("what was said or done", "填寫辦理情形")),
    ("s", Text("another status, with what it needs", "變更狀態，並補必要資料")),
    ("p", Text("progress, 0 to 100", "進度，0 至 100")),
    ("f", Text("due date; a reason if it moves", "期限；變更須附理由")),
    ("x", Text("next step and when it is due", "下一步及其期限")),
    ("m", Text("whose move it is", "待何方辦理")),
    ("e", Text("a paper that proves it; repeats", "佐證；可重複")),
    ("t", Text("another date for all records of this sweep", "變更本次全部紀錄之日期")),
    ("w", Text("who records all of this sweep", "變更本次全部紀錄之填報人")),
    ("b", Text("back to the item before", "回到上一項")),
    ("j", Text("to an id, or to words of a title", "跳至編號或標題文字")),
    ("u", Text("drop this item's answers; again: bring them back", "取消本項所填；再按一次復原")),
    (
        "q",
        Text("finish: summary, then one question (also Ctrl-D)", "結束：列出彙整後再確認（亦可按 Ctrl-D）"),
    ),
    ("Esc", Text("leave a question; what you typed is kept", "離開問題；已輸入文字予以保留")),
    ("Ctrl-C", Text("stop; the answers are kept for later", "中斷；已填內容保留供接續")),
)
NO_SUCH_KEY = Text("“{typed}” is no key here; ? lists them.", "「{typed}」並非此處之按鍵；按 ? 可列出。")
FIRST_ITEM = Text("This is the first item.", "此為第一項。")
NOTHING_TO_DROP = Text("There is nothing to drop here.", "本項無可取消之內容。")
DROPPED = Text("Dropped; u brings it back.", "已取消；按 u 可復原。")
BROUGHT_BACK = Text("Brought back.", "已復原。")
DISCUSSED = Text("Discussed; no change.", "已討論，無變動。")
ALREADY_DISCUSSED = Text(
    "There are answers for this item already; n adds a word.", "本項已有填報內容；可按 n 補充。"
)

# ---- questions ----

NOTE = Text("Note", "辦理情形")
NOTE_NEEDED = Text("Note (needed)", "辦理情形（必填）")
REASON = Text("Reason (needed)", "理由（必填）")
NEW_STATUS = Text("New status", "新狀態")
PROGRESS = Text("Progress", "進度")
NEW_DUE = Text("Due", "期限")
NEW_STEP = Text("Next step", "下一步")
STEP_DUE = Text("Due of the step", "下一步期限")
NEXT_MOVE = Text("Whose move", "待辦方")
EVIDENCE = Text("Evidence", "佐證")
APPROVED_BY = Text("Approved by (who, where; needed)", "核定（何人、何場合；必填）")
CLOSURE = Text("Way of closing", "解列方式")
JUMP = Text("Id or words", "編號或文字")
NOW_HELD = Text(
    "Now {value}. Enter: leave it; -: clear it; Esc: back.", "現為 {value}。Enter 不改，- 清除，Esc 返回。"
)
NOW_EMPTY = Text("Not set. Enter: leave it; Esc: back.", "目前未填。Enter 不改，Esc 返回。")
NOW_FIXED = Text("Now {value}. Enter: leave it; Esc: back.", "現為 {value}。Enter 不改，Esc 返回。")
EVIDENCE_HINT = Text(
    "TYPE: TITLE | REFERENCE; a digit gives the type; -: take the last one back.",
    "「類別: 名稱 | 文號」；按數字帶入類別；- 取消最後一筆。",
)
EDIT_IT = Text(
    "Change what you typed, or empty the line with Ctrl-U; Esc: back.",
    "請修改所填內容，或按 Ctrl-U 清空重填；Esc 返回。",
)
NEEDED_HERE = Text("An answer is needed here; Esc goes back.", "此項必填；按 Esc 返回。")
STANDS_SO = Text("It stands so already.", "與現況相同。")
SEVERAL_FIT = Text("Several fit; pick one.", "符合多項，請選擇。")
FAR_TOO_MANY = Text("{count} items fit; type more of it.", "符合 {count} 項，請再補充文字。")
PUT_IN = Text("{id} was not among the items; it is now.", "{id} 原不在清單中，已加入。")

# ---- the end ----

COUNTS = Text(
    "Items {total}: discussed {discussed}, not raised {passed}, not looked at {unseen}.",
    "共 {total} 項：已討論 {discussed} 項、未提及 {passed} 項、尚未檢視 {unseen} 項。",
)
OF_DISCUSSED = Text(
    "Of those discussed: changed {changed}, words alone {said}, not possible {refused}, nothing new {held}.",
    "已討論者：變動 {changed} 項、僅填辦理情形 {said} 項、無法寫入 {refused} 項、無須登錄 {held} 項。",
)
NOT_RAISED = Text("Not raised: {ids}.", "未提及：{ids}。")
NOT_SEEN = Text("Not looked at: {ids}.", "尚未檢視：{ids}。")
NOT_TAKEN = Text("Typed, but not taken: {texts}.", "已輸入而未採用：{texts}。")
TYPED = Text("{id} {field} “{text}”", "{id} {field}「{text}」")
TYPED_FOR = {"note": Text("note", "辦理情形"), "reason": Text("reason", "理由")}
"""Questions that are no field of a commitment, or that are called otherwise than the field is."""
KEPT = Text(
    "What you answered is kept; `eppd {command}` goes on with it.",
    "已填內容已保留；執行「eppd {command}」可接續。",
)
REFUSED_KEPT = Text(
    "What could not be written is kept: {ids}. `eppd update` goes on with it.",
    "無法寫入者已保留：{ids}；執行「eppd update」可接續。",
)
TYPED_KEPT = Text(
    "What was typed but not taken is kept: {ids}. `eppd update` goes on with it.",
    "已輸入而未採用者已保留：{ids}；執行「eppd update」可接續。",
)
DATE_TOO_EARLY = Text(
    "Their date is too early: t there, or `eppd update --date DATE`, gives another one.",
    "紀錄日期過早：接續後按 t，或執行「eppd update --date 日期」，即可改填。",
)
