"""What is said when a file cannot be replaced, or its lock cannot be taken."""

import errno

from eppd_track.words.text import Text

# ---- rights ----

GROUP_LOST = Text(
    "{path} belongs to the group {group}, to which you do not: what you write could not stay in its hands.",
    "{path} 屬於群組 {group}，目前使用者不在該群組；如予寫入，將無法保留原有群組權限。",
)
ASK_FOR_GROUP = Text(
    "Nothing was changed. Ask for a place in the group {group}, or ask {owner} to give the file to a group of"
    " yours.",
    "未作任何更動。請申請加入群組 {group}，或請 {owner} 將檔案改歸目前使用者所屬群組。",
)
OWNER_LOST = Text(
    "{path} belongs to {owner}, who could not read and write it any more once you had written it.",
    "{path} 之擁有者為 {owner}；如由目前使用者寫入，{owner} 將無法再讀寫此檔。",
)
ASK_FOR_SHARED_GROUP = Text(
    "Nothing was changed. Ask {owner} to make the change, or to give the file to a group that both of you are"
    " in, which may read and write it.",
    "未作任何更動。請由 {owner} 更動，或請其將檔案改歸雙方共同所屬且可讀寫之群組。",
)
RIGHTS_LOST = Text(
    "{path} has rights or attributes that cannot be kept ({what}): {why}.",
    "{path} 之權限或屬性（{what}）無法保留：{why}。",
)
ASK_THE_OWNER = Text(
    "Nothing was changed. Ask {owner} to make the change, or to take {what} off the file.",
    "未作任何更動。請由 {owner} 更動，或請其移除檔案之 {what}。",
)
MODE = Text("the mode", "權限模式")

# ---- what stands in the way of a write ----

FREE_SPACE = Text("Nothing was changed. Free space there.", "未作任何更動。請清出空間。")
ASK_FOR_RIGHT = Text(
    "Nothing was changed. Ask for the right to write there.", "未作任何更動。請取得該處之寫入權限。"
)
ASK_WHO_KEEPS_IT = Text(
    "Nothing was changed. Try again; if it stays so, ask whoever looks after that drive.",
    "未作任何更動。請再試一次；如仍無法執行，請洽該磁碟之管理人員。",
)
OPEN_ELSEWHERE = Text("{path} is open in another program.", "{path} 已由其他程式開啟。")
CLOSE_IT = Text(
    "Nothing was changed. Close it there, then run the command again.",
    "未作任何更動。請先於該程式關閉檔案，再執行一次。",
)
CLOSE_IT_OR_ASK = Text(
    "Nothing was changed. Close the file in other programs, or ask for the right to write there.",
    "未作任何更動。請先於其他程式關閉該檔，或取得該處之寫入權限。",
)

WRITTEN_ABOVE = Text("Written: {path}, in a folder above this one.", "已寫入上層資料夾之列管檔：{path}。")
NOT_THIS_ONE = Text(
    "{name} in this folder is as it was; `-f {name}` names it.",
    "本資料夾之 {name} 未更動；如要寫入，請加「-f {name}」。",
)

# ---- locks ----

BUSY = Text("Another eppd is writing {name}.", "另一個 eppd 正在寫入 {name}。")
WAIT = Text(
    "Nothing was written. Try again in a moment. If nobody is writing, a computer that died may hold the"
    " lock: delete {lock}.",
    "尚未寫入任何內容，請稍後再試。如確無他人寫入，可能係已當機之電腦仍占用鎖定檔，請刪除 {lock}。",
)
LOCK_UNUSABLE = Text(
    "The lock file {lock}, which belongs to {owner}, cannot be used: {why}.",
    "無法使用鎖定檔 {lock}（擁有者 {owner}）：{why}。",
)
LOCK_OF_SOMEBODY = Text("The lock file {lock} cannot be used: {why}.", "無法使用鎖定檔 {lock}：{why}。")
DELETE_IT = Text(
    "Nothing was changed. It is empty and may be deleted when nobody is writing.",
    "未作任何更動。該檔為空檔，確定無人寫入時得予刪除。",
)
DELETE_LOCK = Text(
    "Nothing was changed. It is empty and may be deleted: ask {owner} to, or to let you write to it.",
    "未作任何更動。該檔為空檔，得予刪除：請 {owner} 刪除，或開放寫入權限。",
)
NO_LOCKS = Text(
    "The drive of {name} has no locks ({lock}): the file was compared once more before it was replaced."
    " Take care that nobody else writes in the same moment.",
    "{name} 所在磁碟不支援鎖定（{lock}）：取代檔案前已再次比對內容。請勿與他人同時寫入。",
)

# ---- why the system does not let something be done ----

_WHY = {
    errno.ENOENT: "找不到檔案或資料夾",
    errno.EACCES: "無權限",
    errno.EPERM: "系統不允許",
    errno.EISDIR: "此為資料夾",
    errno.ENOTDIR: "路徑中有一段並非資料夾",
    errno.EEXIST: "已存在",
    errno.EBUSY: "正由其他程式使用",
    errno.ENOSPC: "磁碟空間不足",
    errno.EROFS: "所在磁碟唯讀",
    errno.ENAMETOOLONG: "名稱過長",
    errno.ELOOP: "連結形成迴圈",
    errno.EFBIG: "檔案過大",
    errno.EIO: "讀寫錯誤",
    errno.ENOTEMPTY: "資料夾內仍有檔案",
}


def cause(error: Exception) -> Text:
    """Why the system refused something: in English in its words, in Chinese in ours where there are any."""
    told = str(getattr(error, "strerror", None) or error)
    return Text(told, _WHY.get(getattr(error, "errno", None) or 0, told))
