"""What is said when a document cannot be read, in English and Chinese."""

from eppd_track.words.text import Text

NOT_READ = Text("{file} was not read: {why}.", "未讀取 {file}：{why}。")
UNKNOWN_KIND = Text("{file} is of a kind that is not read.", "不支援 {file} 之檔案類型。")
KNOWN_KINDS = Text("Documents that are read: {suffixes}.", "可讀取之文件：{suffixes}。")
WHY_EMPTY = Text("it is empty", "檔案為空檔")
WHY_LARGE = Text("it is larger than {most} MB", "檔案超過 {most} MB")
WHY_BOMB = Text("it expands to more than any document holds", "解壓縮後之內容遠大於一般文件")
WHY_ENTITIES = Text("it holds XML that no office program writes", "內含非文書軟體所產生之 XML 宣告")
WHY_BROKEN = Text("it is damaged ({what})", "檔案已損壞（{what}）")
WHY_PASSWORD = Text("it is locked with a password", "檔案以密碼加密")
WHY_OLD = Text("it is in an old Office format (.doc, .ppt)", "檔案為舊版 Office 格式（.doc、.ppt）")
WHY_OTHER = Text("its content is {kind}, not {suffix}", "內容為 {kind}，並非 {suffix}")
WHY_UNKNOWN = Text("its content is not {suffix}", "內容並非 {suffix}")
WHY_NO_TEXT = Text("its encoding is not known", "無法判斷文字編碼")
WHY_PICTURES = Text("it is a scanned picture, there are no words in it", "內容為掃描影像，無可讀取之文字")
WHY_NO_WORDS = Text("there are no words in it", "無可讀取之文字")
CHECK_FILE = Text("Check that it is the right file.", "請確認檔案是否正確。")
SAVE_AGAIN = Text(
    "Open it in Word, PowerPoint or LibreOffice, save it as .docx, .pptx, .odt or .odp, and try that one.",
    "請以 Word、PowerPoint 或 LibreOffice 開啟，另存為 .docx、.pptx、.odt 或 .odp 後再試。",
)
SAVE_TEXT = Text("Save it as text in UTF-8.", "請另存為 UTF-8 純文字檔。")
RENAME = Text("Give the file the suffix of its content.", "請將副檔名改為與內容相符者。")
UNLOCK = Text(
    "Open it with its password, take the password off, and save it.", "請以密碼開啟，移除密碼後存檔。"
)
ASK_FOR_WORDS = Text(
    "Ask for the file it was printed from, or have its words recognised (OCR) first.",
    "請索取原始電子檔，或先以文字辨識（OCR）處理。",
)
NEEDS_EXTRA = Text(
    "Reading {form} needs a library that is not installed.", "讀取 {form} 所需之套件尚未安裝。"
)
