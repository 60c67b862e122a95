"""What is said where a sheet may look other than it reads, in English and Chinese."""

from collections.abc import Mapping
from enum import StrEnum

from eppd_track.words.text import Text


class Doubt(StrEnum):
    """Why a cell may look other than it reads."""

    STRUCK = "struck"
    FAINT = "faint"
    FORMAT = "format"
    SIGNS = "signs"
    SPILLED = "spilled"
    CONDITION = "condition"
    COVERED = "covered"
    HIDDEN = "hidden"


DOUBTS: Mapping[Doubt, Text] = {
    Doubt.STRUCK: Text(
        "words are struck out in “{text}”, and whether they count cannot be told. Delete them, or take the"
        " line off",
        "「{text}」中有文字加註刪除線，無法確認是否有效。請刪除該文字，或取消刪除線",
    ),
    Doubt.FAINT: Text(
        "words in “{text}” can hardly be seen, for their colour or size. Make them readable or delete them",
        "「{text}」中有文字因顏色或大小而難以看見。請改為可讀，或予以刪除",
    ),
    Doubt.FORMAT: Text(
        "the number format shows something else than the cell holds, which is “{text}”. Write what is meant"
        " as text",
        "儲存格數字格式所顯示者與實際內容「{text}」不同。請直接以文字填寫",
    ),
    Doubt.SIGNS: Text(
        "there are signs in “{text}” that cannot be read. Type it anew",
        "「{text}」含有無法閱讀之控制字元。請重新輸入",
    ),
    Doubt.SPILLED: Text(
        "a formula in another cell fills this in (“{text}”); it is not worked out. Write the value itself",
        "此格係由其他儲存格之公式帶出（「{text}」），不予計算。請直接填值",
    ),
    Doubt.CONDITION: Text(
        "a conditional format may hide or strike out “{text}”. Take the conditional format off",
        "「{text}」可能因條件格式而隱藏或加上刪除線。請移除該條件格式",
    ),
    Doubt.COVERED: Text(
        "a picture, text box or line lies over “{text}”. Move it away, and write its words into the cell",
        "「{text}」上蓋有圖片、文字方塊或線條。請移開，並將其文字填入儲存格",
    ),
    Doubt.HIDDEN: Text(
        "the column is hidden and holds “{text}”. Show the column, or empty the cell",
        "此欄已隱藏，內有「{text}」。請取消隱藏，或清空該格",
    ),
}
"""What is wrong with a cell, `{text}` being what it holds, and what to do."""
FORMULA = Text(
    "a formula stands there ({text}); it is not worked out. Write the value itself",
    "此格為公式（{text}），不予計算。請直接填值",
)
SHOWS_ERROR = Text("the cell shows an error ({text})", "此格顯示錯誤（{text}）")
IS = Text("{what}.", "{what}。")
HIDDEN_ROW = Text(
    "the row is hidden or filtered out, and says “{text}”; nothing was taken from it. Show it, or empty it",
    "此列已隱藏或經篩選排除，內有「{text}」；此列未採用。請取消隱藏，或清空該列",
)
STRUCK_ROW = Text(
    "{id}: the row is struck out; nothing was taken from it. Take the line off, or empty the row",
    "{id}：此列已加刪除線；未採用。請取消刪除線，或清空該列",
)
HIDDEN_SHEET = Text(
    "{where}: hidden, not read; cells filled in: {count}.", "{where}：已隱藏，未讀取，有 {count} 格有內容。"
)
ONLY_HIDDEN = Text(
    "{name}: the sheet {sheet} with the head row is hidden.", "{name}：標題列所在之工作表「{sheet}」已隱藏。"
)
SHOW_SHEET = Text("Show the sheet, save the file and try again.", "請取消隱藏該工作表，存檔後再試。")
HEADS_MERGED = Text(
    "heads are merged across columns ({cells}), so it cannot be told what stands in which; nothing was taken."
    " Give each column a head of its own in one row",
    "欄名跨欄合併（{cells}），無法判斷各欄內容；未採用任何內容。請在同一列為每欄寫上欄名",
)
DRAWN_WORDS = Text("{where}: a text box is not read: “{text}”.", "{where}：文字方塊未讀取：「{text}」。")
DRAWN = Text("{where}: a picture or line on it is not read.", "{where}：其上之圖片或線條未讀取。")
LOST = Text(
    "{file}: parts that are damaged were passed over, as nothing is taken from them: {parts}.",
    "{file}：下列部分已損壞，因不需讀取而略過：{parts}。",
)
UNREAD_COMMENT = Text(
    "{name}, cell {cell}: a comment is not read: “{text}”.", "{name} 儲存格 {cell}：註解未讀取：「{text}」。"
)
CELL_ALONE = Text("{what}; this cell was not taken", "{what}；此格未採用")
