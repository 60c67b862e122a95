"""What is said of scores wherever one is told: their values, and what is refused, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from collections.abc import Mapping

from eppd_track.words.text import Text

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
