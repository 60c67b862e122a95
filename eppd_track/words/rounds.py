"""What reports say of the rounds of a dialogue, in English and Chinese."""

from eppd_track.words.text import Text

CARRIED = Text("carried into {rounds}", "續列至 {rounds}")
NOT_CARRIED = Text("taken out of {rounds}", "自 {rounds} 移出")
MADE_AT = Text("made at {round} ({day})", "提出於 {round}（{day}）")
CARRIED_ON = Text("carried into {round} ({day})", "續列至 {round}（{day}）")
ROUND_OF = Text("{id} ({day})", "{id}（{day}）")
HEAD = Text("Round by round", "各屆比較")
ROUND = Text("Round", "屆次")
MADE = Text("Made in it", "本屆提出")
FROM_BEFORE = Text("Carried into it", "前屆續列")
DONE = Text("Completed or closed", "完成或解列")
WITHDRAWN = Text("Withdrawn", "撤銷列管")
ONWARD = Text("Carried on", "續列次屆")
OPEN = Text("Still open", "仍未完成")
SLIPPED = Text("Slipped", "變更期限項數")
