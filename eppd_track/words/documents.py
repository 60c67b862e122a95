"""What is said when a document cannot be read, in English and Chinese."""

from eppd_track.words.text import Text

NOT_READ = Text("{file} was not read: {why}.", "未讀取 {file}：{why}。")
UNKNOWN_KIND = Text("{file} is of a kind that is not read.", "不支援 {file} 的檔案類型。")
KNOWN_KINDS = Text("Documents that are read: {suffixes}.", "可讀取的文件：{suffixes}。")
WHY_EMPTY = Text("it is empty", "檔案是空的")
WHY_LARGE = Text("it is larger than {most} MB", "檔案超過 {most} MB")
WHY_BOMB = Text("it expands to more than any document holds", "解壓縮後之內容遠大於一般文件")
WHY_ENTITIES = Text("it holds XML that no office program writes", "內含文書軟體不會產生的 XML 宣告")
WHY_BROKEN = Text("it is damaged ({what})", "檔案已損壞（{what}）")
WHY_PASSWORD = Text("it is locked with a password", "檔案以密碼加密")
WHY_OLD = Text("it is in an old Office format (.doc, .ppt)", "檔案是舊版 Office 格式（.doc、.ppt）")
WHY_OTHER = Text("its content is {kind}, not {suffix}", "內容是 {kind}，不是 {suffix}")
WHY_UNKNOWN = Text("its content is not {suffix}", "內容不是 {suffix}")
WHY_NO_TEXT = Text("its encoding is not known", "無法判斷文字編碼")
WHY_PICTURES = Text("it is a scanned picture, there are no words in it", "內容是掃描影像，沒有可讀取的文字")
WHY_NO_WORDS = Text("there are no words in it", "沒有可讀取的文字")
CHECK_FILE = Text("Check that it is the right file.", "請確認檔案是否正確。")
SAVE_AGAIN = Text(
    "Open it in Word, PowerPoint or LibreOffice, save it as .docx, .pptx, .odt or .odp, and try that one.",
    "請以 Word、PowerPoint 或 LibreOffice 開啟，另存為 .docx、.pptx、.odt 或 .odp 後再試。",
)
SAVE_TEXT = Text("Save it as text in UTF-8.", "請另存為 UTF-8 純文字檔。")
RENAME = Text("Give the file the suffix of its content.", "請將副檔名改成符合內容者。")
UNLOCK = Text(
    "Open it with its password, take the password off, and save it.", "請以密碼開啟，移除密碼後存檔。"
)
ASK_FOR_WORDS = Text(
    "Ask for the file it was printed from, or have its words recognised (OCR) first.",
    "請索取原始電子檔，或先進行文字辨識（OCR）。",
)
NEEDS_EXTRA = Text(
    "Reading {form} needs a library that is not installed.", "讀取 {form} 所需的套件尚未安裝。"
)
