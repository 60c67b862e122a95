"""What is said while a ledger is carried into its next round, in English and Chinese."""

from eppd_track.words.text import Text

NOTE = Text("Carried over to {round}.", "續列至 {round}。")
CARRIED_COUNT = Text("Carried into {round}: {count}.", "續列至 {round}：{count} 項。")
AWAITING = Text(
    "Completed and awaiting closure, carried too: {count} ({ids}).",
    "辦理完成、尚未解列，一併續列：{count} 項（{ids}）。",
)
LEFT = Text("Closed or withdrawn, left where they are: {count}.", "已解列或撤銷，不續列：{count} 項。")
ALL_THERE = Text(
    "Nothing to carry: what is open is in {round} already.", "沒有需續列的事項：列管中者均已在 {round}。"
)
NOTHING_OPEN = Text("Nothing open to carry: {selection}.", "沒有可續列的列管中事項：{selection}。")

IS_ENDED = Text(
    "{id} is {status}: only what is open is carried over.", "{id} 為「{status}」，僅列管中事項可續列。"
)
REOPEN_FIRST = Text(
    "Leave it out, or reopen it first: `eppd update {id} --status in-progress --reason …`.",
    "請略去，或先執行「eppd update {id} --status in-progress --reason …」恢復列管。",
)
NOT_BACK = Text(
    "{id} is in {round} already, which is later than {target}.", "{id} 已在 {round}，晚於 {target}。"
)
ONLY_ONWARD = Text("Items are carried onward only.", "事項只能續列至較晚的屆次。")
NAMED_TWICE = Text("{id} is named more than once.", "{id} 重複指定。")
NAME_ONCE = Text("Name it once.", "請只指定一次。")
NO_SUCH_ROUND = Text("There is no meeting “{typed}” to carry into.", "沒有「{typed}」這個會議可供續列。")
ADD_WITH_DATE = Text(
    "Give --date to add it as the next dialogue. Known: {known}.",
    "請以 --date 新增為下一屆對話會議。現有：{known}。",
)
NOT_A_ROUND = Text("{id} is no dialogue.", "{id} 不是對話會議。")
ONLY_DIALOGUES = Text(
    'Items are carried into dialogues: `eppd edit` gives the meeting kind = "dialogue".',
    '事項只能續列至對話會議；可用「eppd edit」將會議設為 kind = "dialogue"。',
)
STANDS_OTHERWISE = Text("{id} is in the ledger with another {flags}.", "列管檔中 {id} 的 {flags} 不同。")
CHANGE_BY_HAND = Text(
    "Leave that out to carry into it as it is, or change the meeting with `eppd edit`.",
    "請略去該選項，或用「eppd edit」修改會議。",
)
