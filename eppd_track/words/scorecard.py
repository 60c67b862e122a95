"""What a scorecard and the drafts of scores say: headings, sentences and small words of their pages.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

SCORECARD = Text("scorecard", "履行評分表")
DRAFTS = Text("draft scores", "評分初稿")
MADE_FOR = Text("Made for", "評分所屬會議")
NO_MEETING = Text("no meeting named", "未註明會議")
SCORED_FROM_TO = Text("Scored", "評分期間")
NEVER = Text("not yet", "尚未評分")
COUNTS = Text(
    "Entries with a promise {items}, promises {promises} (one for each side that promised it):"
    " agreed {agreed}, draft {draft}, disputed {disputed}, unscored {unscored}.",
    "有承諾之事項 {items} 項，承諾 {promises} 件（每一承諾方各計一件）："
    "一致 {agreed}、初評 {draft}、分歧 {disputed}、未評 {unscored}。",
)
HOW = Text(
    "Agreed: at least two readers, and all say the same. Shares are of the agreed ones.",
    "一致：至少兩位評分人，且評分全部相同。以下比例僅計一致者。",
)
NO_PROMISE = Text(
    "No promise, so neither scored nor in the shares: {kinds} ({ids}).",
    "非承諾，不評分，亦不計入比例：{kinds}（{ids}）。",
)
OTHER_ROUNDS = Text(
    "Scores made for other meetings are not in it: {meetings}.",
    "為其他會議所作之評分未列入：{meetings}。",
)
BY_PILLAR = Text("By pillar", "各支柱履行比例")
BY_SIDE = Text("By side", "各方履行比例")
BY_STRENGTH = Text("By strength of promise", "各承諾強度履行比例")
NOT_GIVEN = Text("not given", "未載明")
PROMISES = Text("Promises", "承諾數")
AGREED = Text("Agreed", "一致")
SHARE = Text("{count} ({percent}%)", "{count} ({percent}%)")
SCORED = Text("Scored promises", "已評分承諾")
SIDE = Text("Side", "承諾方")
RESULT = Text("Result", "結果")
VALUE = Text("Value", "評分")
READERS = Text("What the readers gave, and why", "各評分人之評分與理由")
READER = Text("Reader", "評分人")
REASON = Text("Reason", "理由")
WHO = Text("{day} {reader}, {verdict}", "{day} {reader} {verdict}")
DISPUTED = Text("Disputed: readers differ", "分歧：評分人意見不一")
DISPUTE = Text("{id}, {side}: {values}", "{id}（{side}）：{values}")
GAVE = Text("{reader} {verdict}", "{reader} {verdict}")
UNSCORED = Text("Unscored", "未評")
UNSCORED_OF = Text("{side}: {ids}", "{side}：{ids}")
NOT_COUNTED = Text(
    "Not counted, as the side has not promised it: {which}.", "該方未作此承諾，不予計入：{which}。"
)
ID_AND_SIDE = Text("{id} ({side})", "{id}（{side}）")
WITHDRAWN = Text("Withdrawn ones are left out: {ids}.", "已撤銷者未列入：{ids}。")
WITH_CODE = Text("{name} ({code})", "{name}（{code}）")
NOW = Text("{id}, {side}: {result} ({values}).", "{id}（{side}）：{result}（{values}）。")
