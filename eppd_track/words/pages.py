"""What reports say: the headings, sentences and small words of a page, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from collections.abc import Mapping

from eppd_track.model.vocabulary import (
    DECLARATION,
    DELIVERED,
    EXPECTED_EFFECT,
    JOINT_ACTION,
    JOINT_INTENTION,
    PLEDGE,
    REQUEST,
)
from eppd_track.words.text import Text, same

# ---- what reports say ----

PILLAR = Text("Pillar {number}: {title}", "支柱{number} {title}")
UNNAMED_PILLAR = Text("Pillar {number}", "支柱{number}")
NOBODY = Text("unsigned", "未署名")
WHO = Text("{day} {by}", "{day} {by}")
WHO_AT = Text("{day} {by} at {meeting}", "{day} {by}（{meeting}）")
REACHED = Text("milestone “{name}” reached", "達成里程碑「{name}」")
EVIDENCE_ADDED = Text("evidence “{title}” added", "新增佐證「{title}」")
NOTE_SAID = Text("{words}", "{words}")
REASON_SAID = Text("Reason: {words}", "理由：{words}")
APPROVED_SAID = Text("Approved by {words}", "核定：{words}")
CORRECTED = {
    "note": Text("Words put right on {day}, see there", "原辦理情形已於 {day} 更正，見該日紀錄"),
    "reason": Text("Reason put right on {day}, see there", "原理由已於 {day} 更正，見該日紀錄"),
}
FILLED_IN_BY = Text("Filled in by: {contact}.", "填報人及聯絡電話：{contact}。")
CORRECTION_SAID = Text("This corrects an earlier record", "本筆更正先前紀錄")
CORRECTION_OF = Text("This corrects what was said on {days}", "本筆更正 {days} 之紀錄")
FORCED_SAID = Text("Forced past the rules", "未依狀態規則，強制變更")
SAID_NOTHING = Text("no change", "無變動")
NO_PROGRESS = (
    r"\W*(?:.{0,6}無(?:進展|變動)|.{0,20}\bno (?:progress|changes?))"
    r"\s*(?:$|[。.!;:]|,?\s*(?:因|as\b|since\b))"
)
"""How a record begins that tells of no progress, as letters ask an agency to say it; in a folded text."""
OWNER_CONFIRMED = Text("owner confirmed", "主辦機關已確認")
FIELD_SET = Text("{field} set to {new}", "{field}設為「{new}」")
FIELD_CLEARED = Text("{field} cleared (was {old})", "{field}清空（原為「{old}」）")
FIELD_CHANGED = Text("{field} from {old} to {new}", "{field}由「{old}」改為「{new}」")
YES = Text("yes", "是")
NO = Text("no", "否")
NOTHING_MATCHES = Text("Nothing matches: {selection}.", "無符合之事項：{selection}。")
SHOWN = Text("{shown} of {total} shown", "顯示 {shown}／{total} 項")
LIGHT_COUNT = Text("{count} {light}", "{light} {count}")
GUESS_MARK = Text("? inferred, not given by the source", "? 為推定，來源文件未載明")
HIDDEN = Text("{count} closed or withdrawn not shown (--all)", "另有 {count} 項已解列或撤銷未顯示（--all）")
KIND_COUNT: Mapping[str | None, Text] = {
    JOINT_ACTION: Text("joint actions {count}", "共同行動 {count}"),
    JOINT_INTENTION: Text("intentions {count}", "意向 {count}"),
    PLEDGE: Text("pledges {count}", "承諾 {count}"),
    REQUEST: Text("requests {count}", "要求 {count}"),
    EXPECTED_EFFECT: Text("expected effects {count}", "預期效益 {count}"),
    DECLARATION: Text("declarations {count}", "宣示 {count}"),
    DELIVERED: Text("delivered {count}", "已完成 {count}"),
    None: Text("not given {count}", "未載明 {count}"),
}
"""How many entries are of a kind; pledges and requests of all sides together."""
NOT_IN_HERE = Text("{count} closed or withdrawn are not in here.", "已解列或撤銷 {count} 項未列入。")
OVERDUE_OUTSIDE = Text(
    "Overdue outside this selection: {count} ({ids})", "選取範圍外另有 {count} 項逾期（{ids}）"
)
GUESS_BRIEF = Text("? inferred", "? 為推定")
SHOWN_BRIEF = Text("{shown} of {total} shown", "{shown}／{total} 項")
HIDDEN_BRIEF = Text("closed or withdrawn: {count} not shown (--all)", "已解列或撤銷 {count} 項未列（--all）")
OVERDUE_ELSEWHERE = Text("Overdue outside this selection: {count} ({ids})", "範圍外逾期 {count}：{ids}")
DAYS_LATE_BRIEF = Text("{days}d late", "逾 {days} 日")
AGE_DAYS, AGE_WEEKS, AGE_YEARS = (
    Text("{count}d", "{count}日"),
    Text("{count}w", "{count}週"),
    Text("{count}y", "{count}年"),
)
DAYS_LATE = Text("{days} days late", "逾 {days} 日")
FIRST_WAS = Text("was {due}", "原 {due}")
PROPOSED = Text("proposed: {what}", "擬{what}")

# ---- cards, logs, small pages ----

NO_HISTORY = Text("No update since it was listed.", "列管後尚無填報紀錄。")
SLIP = Text("Slip", "期限變更")
NEXT_DATE = Text("Next date", "下一個期限")
SILENT_SINCE = Text("no word since {day}", "{day} 以來未填報")
UNNAMED = Text("Commitments", "承諾事項")
INFERRED = Text("{value} ? inferred, not given by the source", "{value} ? 為推定，來源文件未載明")
PROMISED_BY = Text("Promised by", "承諾方")
ASKED_BY = Text("Asked by", "提出方")
NO_DUE = Text("none", "未訂")
MOVED_ONCE = Text("once", "1 次")
MOVED = Text("{times} times", "{times} 次")
DUE_MOVED = Text("{now} (was {first}, moved {times})", "{now}（原訂 {first}，已變更 {times}）")
NO_REASON = Text("no reason given", "未附理由")
SLIPPED = Text("on {day} from {before} to {after}", "{day} 由 {before} 改為 {after}")
WITH_REASON = Text("{told}: {reason}", "{told}：{reason}")
STEP = Text("Milestone", "里程碑")
DONE = Text("Reached", "達成日")
DATE = Text("Date", "日期")
PROOF = Text("File", "檔案")
WHOLE_ON = Text("whole on {day}", "於 {day} 檢視完整")
WHOLE_THEN = Text("whole when recorded on {day}", "於 {day} 登錄時完整")
CHANGED_SINCE = Text("changed since it was recorded", "登錄後已變更")
NOT_FOUND = Text("not found", "找不到檔案")
REF = Text("Reference", "文號或位置")
BY = Text("By", "填報人")
MEETING = Text("Meeting", "會議")
CHANGE = Text("What happened", "辦理情形")
END = Text("End", "結束")
RECORDS = Text("Records", "紀錄數")
RECORDED = Text("Recorded", "本次紀錄")
BEFORE_AFTER = same("{old} → {new}")
EMPTY = Text("(none)", "（無）")
NOW_REACHED = Text("“{name}” reached", "達成「{name}」")
NOW_ADDED = Text("added: {title}", "新增：{title}")
GONE_AGAIN = Text("no longer listed", "不再列管")
THERE_AGAIN = Text("listed again", "恢復列管")
RECORD_GONE = Text("its last record is taken back", "已復原最近一筆紀錄")
TAKE_BACK = Text("`eppd undo` takes it back.", "「eppd undo」可復原。")
PILLAR_NOW = Text("{pillar}: {counts}.", "{pillar}：{counts}。")
PILLAR_OPEN = Text("{count} open ({lights})", "列管中 {count} 項（{lights}）")
PILLAR_ENDED = Text("{count} closed or withdrawn", "已解列或撤銷 {count} 項")
RECORDS_SHOWN = Text("{shown} of {total} records shown", "顯示 {shown}／{total} 筆紀錄")
NO_RECORDS = Text("No record matches: {selection}.", "無符合之紀錄：{selection}。")
MEETINGS_SHOWN = Text("{shown} of {total} meetings shown", "顯示 {shown}／{total} 場會議")
PROBLEM = Text("{place}{message} [{rule}]. {remedy}", "{place}{message} [{rule}]。{remedy}")
FINDING = Text("{severity}: {line}", "{severity}：{line}")
SEVERITY_NAME = {
    "error": Text("error", "錯誤"),
    "warning": Text("warning", "警告"),
    "remark": Text("remark", "提醒"),
}
SEVERITY = {
    "error": Text("errors {count}", "錯誤 {count} 項"),
    "warning": Text("warnings {count}", "警告 {count} 項"),
    "remark": Text("remarks {count}", "提醒 {count} 項"),
}
FOUND = Text("Found: {counts}.", "檢查結果：{counts}。")
LEDGER = Text("Ledger", "列管檔")
AS_OF = Text("As of", "截至")
OPEN_ITEMS = Text("In hand", "辦理中及待辦")
ENDED = Text("Closed or withdrawn", "已解列或撤銷")
OF = Text("{count} of {total}", "{count}／{total} 項")
OVERDUE = Text("Overdue", "逾期")
PRESSING = Text("Red or overdue", "紅燈及逾期")
FIRST_OF = Text("{count}, the first {shown} here", "{count} 項，以下列 {shown} 項")
OWING = Text("Updates owed", "應填報")
COUNTED_IDS = Text("{count}: {ids}", "{count} 項：{ids}")
OWED_BY = Text("{count}, by {owners}", "{count} 項：{owners}")
NO_LIGHT = Text("no light", "無燈")
OF_ALL = Text("{name} {count}/{total}", "{name} {count}／{total}")
NAMED_COUNT = Text("{name} {count}", "{name} {count}")
TO_DECIDE = Text("Ruling asked for, or blocked", "請裁示、受阻")
NOTHING_PRESSING = Text("No ruling asked for, nothing blocked or overdue.", "無請裁示、受阻或逾期事項。")
OTHERS = Text("{count} more", "另 {count}")
THE_REST = Text("{count} more: {ids}", "其餘 {count} 項：{ids}")
OWED_TO_CHASE = Text("Updates owed {count}: {owners} (eppd chase)", "應填報 {count}：{owners}（eppd chase）")
NONE_OWED = Text("Updates owed 0", "應填報 0")
PROPOSED_HERE = Text("Proposed for delisting {count}: {ids}", "擬解除列管 {count}：{ids}")
DUE_SOON = Text("due within {soon} days {count}", "{soon} 日內到期 {count}")
NEXT_MEETING = Text("next meeting {meeting}", "下次會議 {meeting}")
NEXT_COMMANDS = [
    same("eppd list"),
    Text("eppd show ID", "eppd show 編號"),
    Text("eppd update ID --note …", "eppd update 編號 -n …"),
    same("eppd report"),
    same("eppd --help"),
]
AS_COMMAND = Text("`{typed}`", "「{typed}」")
NEXT_HERE = Text("Next: {commands}", "指令：{commands}")
NEXT = Text("Next: {commands}", "指令：{commands}")

# ---- the status report ----

WEEKLY_REPORT = Text("weekly status report", "列管事項週報")
PERIOD_REPORT = Text("status report", "列管事項辦理情形報告")
REPORT_TITLE = Text("{dialogue}: {kind}", "{dialogue} {kind}")
PERIOD = Text("Period", "期間")
FROM_TO = Text("{since} to {until}", "{since}至{until}")
WEEK_DAYS = Text("week {week}, {days}", "{week}，{days}")
SELECTION = Text("Selection", "範圍")
PREPARED_BY = Text("Prepared by", "製表")
SUMMARY = Text("Summary", "摘要")
SUMMARY_STATE = Text("In all {count}: {lights}.", "共 {count} 項：{lights}。")
SUMMARY_KINDS = Text("By kind: {kinds}.", "性質：{kinds}。")
SUMMARY_MOVED = Text(
    "In this period: records {records}, changes of status {changes}, due dates moved {slips}, milestones"
    " reached {reached}, newly listed {new}.",
    "本期：紀錄 {records} 筆、狀態變更 {changes} 項、期限變更 {slips} 次、達成里程碑 {reached} 項、"
    "新增列管 {new} 項。",
)
SUMMARY_MOVED_OUTSIDE = Text(
    "In this period: entries that moved {moved}, changes of status {changes}, due dates moved {slips},"
    " milestones reached {reached}, newly listed {new}.",
    "本期：變動 {moved} 項、狀態變更 {changes} 項、期限變更 {slips} 次、達成里程碑 {reached} 項、"
    "新增列管 {new} 項。",
)
SUMMARY_CARRIED = Text("Carried into another round: records {count}.", "續列次屆：紀錄 {count} 筆。")
SUMMARY_STILL = Text("In this period nothing changed.", "本期無任何變動。")
SUMMARY_AHEAD = Text(
    "Overdue {overdue}, blocked {blocked}, due within {soon} days {due}.",
    "逾期 {overdue} 項、受阻 {blocked} 項、{soon} 日內到期 {due} 項。",
)
SUMMARY_OWED = Text("Updates owed {owed}.", "應填報 {owed} 項。")
SUMMARY_MOVES = Text("Of {count} in hand the move is {moves}.", "辦理中及待辦 {count} 項：{moves}。")
MOVE_WITH = Text("with {side} for {count}", "待{side} {count} 項")
A_THIRD_PARTY = Text("a third party", "第三方")
MOVE_NOT_GIVEN = Text("not given for {count}", "未載明 {count} 項")
MOVE_WITH_NOBODY = Text("with nobody for {count}", "無待辦方 {count} 項")
OVERVIEW = Text("By pillar and light", "各支柱燈號")
TOTAL = Text("Total", "合計")
NTH = tuple(
    Text(f"{place}. {{head}}", f"{numeral}、{{head}}") for place, numeral in enumerate("一二三四五", 1)
)
"""A heading with its number on the page that is signed."""
RULINGS = Text("For decision or coordination", "請裁示／待協調")
RULINGS_OUTSIDE = Text("Blocked", "受阻")
DELISTING = Text("Proposed for delisting", "擬解除列管")
PROPOSAL = Text("Why it is proposed", "建議理由")
PAPERS = Text("Evidence", "佐證（件）")
BEHIND = Text("Red or overdue", "紅燈及逾期")
BEHIND_SILENT = Text("Red, overdue or no answer on record", "紅燈、逾期及尚無回應紀錄")
BETTER = Text("Completed or better in this period", "本期完成與好轉")
BETTER_WEEK = Text("Completed or better this week", "本週完成與好轉")
AHEAD = Text("What else comes next", "其他後續工作及期限")
AHEAD_WEEK = Text("What else comes next week", "下週其他工作及期限")
REST_IN_ANNEX = Text("{count} more in the annexes.", "其餘 {count} 項見附件。")
ANNEX = Text("Annex {number}: {head}", "附件{number}　{head}")
REMARKS = Text("Remarks", "說明")
REASON_AND_REMEDY = Text("Cause and remedy", "落後原因及因應對策")
CAUSE_ON = Text("Cause ({day})", "落後原因（{day}）")
BLOCKED_ON = Text("Blocked ({day})", "受阻原因（{day}）")
REMEDY = Text("Remedy", "因應對策")
REMEDY_BY = Text("Remedy (by {day})", "因應對策（預定 {day}）")
REMEDY_PASSED = Text("Remedy (was due {day}, passed)", "因應對策（原訂 {day}，已逾期）")
FIRST_DUE = Text("First due {due}.", "原訂期限 {due}。")
MILESTONE_DUE = Text("Milestone due {due}.", "里程碑期限 {due}。")
NO_CAUSE = Text("No reason on record.", "未填原因。")
NO_REMEDY = Text("No next step on record.", "未填因應對策。")
WHY = Text("Why", "原因")
UNANSWERED = Text("no answer on record", "尚無回應紀錄")
MOVED_HEAD = Text("What moved", "本期變動")
NOTHING_MOVED = Text("Nothing changed in this period.", "本期無任何變動。")
DUE_CHANGED = Text("Due date from {old} to {new}.", "期限由「{old}」改為「{new}」。")
NOW_LATE = Text("{days} days late.", "逾 {days} 日。")
TIME_PASSED = Text("The light follows from the passing of time.", "燈號隨時間變動。")
AS_SHOWN = Text("As shown in this row.", "變動情形見本列。")
NEWLY_LISTED = Text("Newly listed.", "新增列管。")
UPCOMING = Text("Dates of the next {soon} days", "未來 {soon} 日之期限及里程碑")
WHAT_IS_DUE = Text("What", "項目")
DAYS_LEFT = Text("Days left", "尚餘（日）")
SILENCE = Text("Weeks since the last word, by owner", "各主辦機關填報情形")
OWED_COUNT = Text("updates owed {count}", "應填報 {count} 項")
WEEKS_AGO = Text("Weeks", "距今（週）")
LONGEST_SILENT = Text("Longest", "最久（週）")
OWED_IDS = Text("Update owed on", "應填報編號")
TREND_WEEKS = Text("Status by week, closed and withdrawn ones too", "各週狀態變化，含已解列及撤銷")
TREND_MONTHS = Text("Status by month, closed and withdrawn ones too", "各月狀態變化，含已解列及撤銷")
WEEK = Text("Week", "週次")
MONTH = Text("Month", "月份")
SLIPS = Text("Commitments whose due date ever moved", "曾變更期限之事項")
DUE_NOW = Text("Due now", "現訂期限")
TIMES = Text("Times", "次數")
LEGEND = Text("Legend", "圖例")
CONTINUED = Text("What is to be signed goes on overleaf.", "本件續次頁。")
PAGE_OF = Text("page {page} of {pages}", "第 {page} 頁，共 {pages} 頁")
MARKS = Text(
    "In brackets: the change in the period; a tick on a bar: where it stood before; “!” behind a date:"
    " overdue.",
    "括號內為較期初之增減；進度條上之直線為期初進度；期限後「!」為逾期。",
)
MARKS_INSIDE = Text(
    "In brackets: the change in the period; a tick on a bar: where it stood before; “!” behind a date:"
    " overdue; “?” behind a value: inferred, not given by the source.",
    "括號內為較期初之增減；進度條上之直線為期初進度；期限後「!」為逾期；「?」為推定，來源文件未載明。",
)
APPROVAL = Text("Approval", "核章")
APPROVAL_CHAIN = (
    Text("Prepared by", "承辦人"),
    Text("Section chief", "科長"),
    Text("Division director", "組長"),
    Text("Approved", "核定"),
)
NEXT_WEEK = Text("Next steps to the end of next week", "至下週底之下一步工作")
NEXT_PERIOD = Text("Next steps", "下一步工作")
CLOSING = Text("Completed, awaiting closure", "辦理完成待解列")
EVERYTHING = Text("All entries ({count})", "全部事項（{count}）")
COUNTED = Text("{head} ({count})", "{head}（{count}）")
NONE = Text("None.", "無。")
NOTES = Text("Notes", "附註")
DERIVED = Text("{id}: due {due}, {basis}.", "{id}：期限 {due}，{basis}。")
GUESSED = Text(
    "{field} inferred, not given by the source ({count}, marked ?): {ids}.",
    "{field}為推定，來源文件未載明（{count} 項，以 ? 標示）：{ids}。",
)
SOURCES = Text(
    "Titles are headings, not the words agreed on.",
    "承諾事項欄所載為標題，非約定文字。",
)

# ---- the agenda ----

AGENDA = Text("agenda", "議程")
NO_MEETING = Text("not fixed", "未定")
TO_RAISE = Text("To raise", "提報事項")
RESTING = Text("Nothing to raise", "無須提報")
LAST_SAID = Text("Last word", "前次辦理情形")
PROPOSES = Text("{who} proposes: {what}.", "{who}：建議{what}。")
QUESTION = Text("Question to put", "擬提問題")
QUESTIONS = {
    "OVERDUE": Text(
        "{days} days late (due {due}): what holds it up, and which date will hold?",
        "原訂 {due}，已逾 {days} 日：窒礙原因為何？預定何時完成？",
    ),
    "BLOCKED": Text(
        "Blocked: which decision frees it, whose is it, and by when?",
        "目前受阻：窒礙原因為何？須由何方作成何項決定？預定何時解決？",
    ),
    "THEIRS_SILENT": Text(
        "The move is with: {side}. Nothing on record since {since}: what is planned, and what comes next?",
        "待{side}辦理，{since} 以來尚無紀錄：後續規劃為何？預定何時回復？",
    ),
    "OURS_OWED": Text(
        "{owner}: no update since {since}; what can be reported today?",
        "{owner}：{since} 以來未填報，辦理情形為何？",
    ),
    "DUE_BEFORE": Text("Due {due}: will it be met?", "{due} 到期：可否如期完成？"),
    "PROPOSED": Text("{proposal} Agreed, or tracked on?", "{proposal}是否同意，抑或繼續列管？"),
    "UNANSWERED": Text(
        "No answer on record since it was listed on {listed}: was one given, and what does it say?",
        "{listed} 列管以來尚無回應紀錄：對方是否已回復？內容為何？",
    ),
}
"""The question to put for each reason to raise an item."""

# ---- many updates at once ----

BATCH_CHANGES = Text("Changes", "更動")
BATCH_ADDED = Text("Added", "新增")
BATCH_REFUSED = Text("Not possible", "無法寫入")
BATCH_LEFT = Text("Not taken", "未採用")
BATCH_UNCHANGED = Text("Stands so already", "現況相同")

# ---- where ----

LINK_TO = Text("Link to", "連結至")
BECAUSE = Text("Because", "原因")
DIGEST = Text("Hash", "雜湊值")
TODAY = Text("Today", "今日")
TIMEZONE = Text("Time zone", "時區")
LANGUAGE = Text("Language", "語言")
CALENDAR = Text("Calendar", "曆法")
DUE_SOON_DAYS = Text("Due soon, days", "即將到期日數")
RED_AFTER_DAYS = Text("Red after, days", "轉紅燈日數")
PERSON = Text("You are", "使用者")
FROM_KEPT = Text("as answered, kept in {path}", "先前所填，存於 {path}")
FROM_GIT = Text("user.name of git", "git 之 user.name")
FROM_LOGIN = Text("login name; set EPPD_USER to sign otherwise", "登入名稱；可設定 EPPD_USER 改用他名")
LOCK = Text("Lock file", "鎖定檔")
VERSION = Text("Version", "版本")
UNDO_FOLDER = Text("Copies for undo", "復原用備份")
CACHE_FOLDER = Text("What was read", "讀取快取")
CACHE_OFF = Text("off: large ledgers are read anew each time", "已停用，大型列管檔每次重新讀取")

# ---- log ----

LOG_ALL = Text("all records", "全部紀錄")
LOG_IDS = Text("of {ids}", "{ids}")
LOG_SINCE = Text("since {day}", "{day} 起")
LOG_UNTIL = Text("until {day}", "{day} 止")
LOG_BY = Text("by {by}", "填報人 {by}")
OF_ITEM = Text("{id}: {what}", "{id}：{what}")
STEP_DUE = Text("step {due}", "里程碑 {due}")
NO_ITEMS = Text("none", "無")

CARRIED = Text("carried into {rounds}", "續列至 {rounds}")
NOT_CARRIED = Text("taken out of {rounds}", "自 {rounds} 移出")
MADE_AT = Text("made at {round} ({day})", "提出於 {round}（{day}）")
CARRIED_ON = Text("carried into {round} ({day})", "續列至 {round}（{day}）")
ROUND_OF = Text("{id} ({day})", "{id}（{day}）")
ROUNDS = Text("Round by round", "各屆比較")
ROUND = Text("Round", "屆次")
ROUND_MADE = Text("Made in it", "本屆提出")
FROM_BEFORE = Text("Carried into it", "前屆續列")
ROUND_DONE = Text("Completed or closed", "完成或解列")
ROUND_WITHDRAWN = Text("Withdrawn", "撤銷列管")
ONWARD = Text("Carried on", "續列次屆")
ROUND_OPEN = Text("Still open", "仍未完成")
ROUND_SLIPPED = Text("Slipped", "變更期限項數")

GAPS = Text("Cannot be read", "無法讀取之資料")
GAPS_MISSING = Text(
    "{count} of the ledger’s entries cannot be read and are not in here: {names}.",
    "列管檔中有 {count} 項無法讀取，未列入本頁：{names}。",
)
GAPS_NAMELESS = Text("without an id that can be read: {count}", "編號無法讀取者 {count} 項")
GAPS_IN_PART = Text(
    "Read in part only, at least one field is missing here: {ids}.",
    "部分欄位無法讀取，本頁所示不全：{ids}。",
)
GAPS_LINES = Text(
    "What stands in these lines of the ledger cannot be read: {lines}.",
    "列管檔下列行次之內容無法讀取：{lines}。",
)

ON_SCREEN: Mapping[str, Text] = {
    "group": Text("Group", "分組"),
    "to_content": Text("Skip to the content", "跳至內容"),
    "to_table": Text("Skip to the whole table", "跳至全部事項"),
    "contents": Text("On this page", "本頁內容"),
    "filter": Text("Filter", "篩選"),
    "search": Text("Search", "搜尋"),
    "all": Text("all", "全部"),
    "reset": Text("Reset", "重設"),
    "shown": Text("Shown", "顯示"),
    "nothing": Text("No row matches.", "無符合之事項。"),
    "numbers": Text("The numbers", "數字"),
}
"""What a page in a browser says by itself."""
