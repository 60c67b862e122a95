"""What `eppd score` and `eppd report --scorecard` refuse and notice, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from collections.abc import Mapping

from eppd_track.words.text import Text

IDS_OR_DRAFTS = Text("No commitment is named.", "未指明事項。")
NAME_IDS = Text(
    "Name the ids to score (eppd score p2-4 …), or see what was scored with --drafts.",
    "請填評分事項之編號（eppd score p2-4 …），或以 --drafts 查看已評分者。",
)
LACKING = Text("A score wants {flags} too.", "評分尚缺 {flags}。")
SCORE_FORM = Text(
    'For instance: eppd score p2-4 --side TW --value +1 --reason "The line runs."',
    '例如：eppd score p2-4 --side TW --value +1 --reason "產線已運轉。"',
)
NOT_YET = Text("A score cannot be dated {day}, which has not come.", "評分日期不得為未來日期 {day}。")
LEAVE_OUT_DATE = Text("Leave --date out for today.", "不寫 --date 即為今日。")
NO_DRAFTS = Text("Nothing was scored for {meeting} among: {selection}.", "{meeting} 尚無評分：{selection}。")
NOT_FOR_THEM = Text(
    "Left out, as scores are internal and their owners belong to another side: {count} ({ids}).",
    "另有 {count} 項之主辦機關非屬列管方，評分為內部資料，未列入（{ids}）。",
)
ONE_MEETING = Text(
    "A scorecard is of one meeting: {given} is not one.", "評分表以單一會議為準：{given} 並非單一會議。"
)
NAME_ONE = Text(
    "Name one with --meeting; '' is for scores made for none.",
    "請以 --meeting 指定一場；'' 為未註明會議之評分。",
)
INSIDE_ONLY = Text(
    "A scorecard is internal: it is made for no other readers.", "評分表為內部資料，不對外製作。"
)
WITHOUT_AUDIENCE = Text("Leave --audience out.", "請勿加 --audience。")
NO_PERIOD = Text(
    "--scorecard does not go with {flags}: it is of a meeting, not of a period.",
    "--scorecard 不得與 {flags} 並用：評分表以會議為準，不分期間。",
)
PICK_MEETING = Text("Name the meeting with --meeting.", "請以 --meeting 指定會議。")
ALL_BUT_WITHDRAWN = Text("all but withdrawn ones", "撤銷列管以外之全部事項")
CLOSED_TOO = Text("{selection}; closed ones included", "{selection}；含已解列者")

VERDICT: Mapping[int, Text] = {
    1: Text("+1 full", "+1 完全履行"),
    0: Text("0 partial", "0 部分履行"),
    -1: Text("-1 none", "-1 未履行"),
}
"""How a value is printed."""
SCORED = Text("{side} {verdict}, by {reader}: {reason}", "{side} {verdict}，{reader}：{reason}")
SCORED_FOR = Text(
    "{side} {verdict} for {meeting}, by {reader}: {reason}",
    "{side} {verdict}（{meeting}），{reader}：{reason}",
)
NOT_PROMISED = Text(
    "{id}: {side} has not promised this, so there is nothing to score.", "{id}：{side}未作此承諾，無從評分。"
)
WHO_PROMISED = Text(
    "Promised by: {sides}. Where the document says otherwise, correct it:"
    " `eppd update {id} --set sides=… --reason …`.",
    "承諾方：{sides}。如與文件不符，請更正：「eppd update {id} --set sides=… --reason …」。",
)
NO_PROMISE = Text(
    "{id}: of kind “{kind}”, this promises nothing, so there is nothing to score.",
    "{id}：性質為「{kind}」，並非承諾，無從評分。",
)
SCORE_INSTEAD = Text("Score what was promised: {ids}.", "請就相關承諾評分：{ids}。")
NO_OTHER = Text("Only promises are scored.", "僅就承諾評分。")
