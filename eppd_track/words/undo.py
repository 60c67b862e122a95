"""What `eppd undo` asks and tells, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

AND_MORE = Text("{told} / and {more} more", "{told} 等 {count} 項")
ONE_MORE = Text(
    "The last command was an undo. Take back one more, of {day}: {what}? An undo cannot be undone.",
    "上一個指令已是復原。是否再復原 {day} 的更動：{what}？復原後無法再取消。",
)
ANOTHER_DAY = Text(
    "This takes back what was done on {day}: {what}. An undo cannot be undone. Go on?",
    "將復原 {day} 的更動：{what}。復原後無法再取消。是否繼續？",
)
