"""What `eppd sync` says, in English and Chinese."""

from eppd_track.words.text import Text

DETACHED = Text("No branch is checked out here (detached head).", "目前未在任何分支上（detached HEAD）。")
SWITCH = Text("Go to one with `git switch`, and sync again.", "請以「git switch」切換至分支後再同步。")
NO_REMOTE = Text("This repository has no remote to sync with.", "此儲存庫未設定遠端，無法同步。")
ADD_REMOTE = Text(
    "Name one with `git remote add origin ADDRESS`, or get the ledger with `git clone`.",
    "請以「git remote add origin 位址」設定，或以「git clone」取得列管檔。",
)
IN_THE_MIDDLE = Text("A {what} is in progress here.", "此處尚有未完成之 {what}。")
FINISH_FIRST = Text(
    "Finish it with `git {what} --continue`, or take it back with `git {what} --abort`; then sync again.",
    "請以「git {what} --continue」完成或「git {what} --abort」取消後再同步。",
)
NO_IDENTITY = Text("Git does not know who you are.", "git 未設定姓名及電子郵件。")
SET_IDENTITY = Text(
    'Tell it once: git config --global user.name "Wang", git config --global user.email wang@example.org.',
    '請先設定：git config --global user.name "姓名"，git config --global user.email 電子郵件。',
)
OTHER_MERGE = Text(
    "Git is told to merge {name} in another way here.", "git 於此處設定以其他方式合併 {name}。"
)
INSTALL = Text("`eppd merge --install` puts that right.", "請執行「eppd merge --install」。")
UNSEEN = Text("Git is told not to look at {name} here.", "git 於此處設定忽略 {name}。")
LET_SEE = Text(
    "Take it out of .gitignore (`git check-ignore -v {name}` names the line), or run `git update-index"
    " --no-skip-worktree --no-assume-unchanged {name}`; then sync again.",
    "請自 .gitignore 移除（「git check-ignore -v {name}」可查出該行），或執行「git update-index"
    " --no-skip-worktree --no-assume-unchanged {name}」後再同步。",
)
GONE = Text(
    "{remote} has {name} under another name, or deleted it: it is no longer here.",
    "{remote} 已將 {name} 改名或刪除，此處已無該檔。",
)
FIND_IT = Text(
    "`git status` and `git log -1 --stat` tell which; nothing was sent. Name the new one with --file and sync"
    " again, or bring it back with `git revert`.",
    "請以「git status」及「git log -1 --stat」查看，尚未送出。請以 --file 指定新檔名後再同步，"
    "或以「git revert」復原。",
)
NOT_TAKEN = Text("The work of {remote} cannot be taken in: {why}.", "無法取回 {remote} 之內容：{why}。")
KEPT_HERE = Text(
    "What you have is committed here, nothing is lost. Mend that, and sync again.",
    "所作更動已提交於本機，未遺失。請排除後再同步。",
)
NOT_SENT = Text("{remote} does not take it: {why}.", "{remote} 未接受：{why}。")
TOO_MANY = Text("Somebody else was faster {count} times.", "已有他人先送出 {count} 次。")
AGAIN = Text(
    "What you have is committed here, nothing is lost. Sync again in a while.",
    "所作更動已提交於本機，未遺失。請稍後再同步。",
)
CONFLICTS = Text(
    "You and {remote} changed the same; nothing was sent. Keep the value of the last record, delete the"
    " remark, and sync again; if it is wrong, record the right one afterwards.",
    "本機與 {remote} 均更動同一內容，尚未送出。請各保留最後一筆紀錄之值並刪除註記後再同步；"
    "該值如有誤，同步後再登錄更正。",
)
FILE_CONFLICT = Text(
    "{name}: both sides changed it; resolve it and `git add` it.",
    "{name}：兩個版本均有更動；請處理後執行「git add」。",
)
COMMIT = Text("Ledger: {what}", "列管檔：{what}")
COMMIT_OTHER = Text("Ledger: changed without a record", "列管檔：更動（無紀錄）")
COMMIT_NEW = Text("Ledger: first commit", "列管檔：首次提交")
MERGE = Text("Ledger: work of {remote} taken in", "列管檔：取回 {remote} 之更動")
ON = Text("{count} on {id}", "{id} {count} 筆")
AND_MORE = Text("{told} and {more} more", "{told}，另有 {more} 項")
SYNCED = Text(
    "Synced with {remote}: {sent} sent, {taken} taken in.", "已與 {remote} 同步：送出{sent}，取回{taken}。"
)
SAME = Text("The same as {remote} already.", "與 {remote} 相同，無須同步。")
WOULD = Text(
    "Would sync with {remote}: {sent} to send, {taken} to take in.",
    "將與 {remote} 同步：送出{sent}，取回{taken}。",
)
ENTRY, ENTRIES = Text("1 entry", " 1 筆"), Text("{count} entries", " {count} 筆")
OTHER_CHANGES = Text("other changes", "其他更動")
NOTHING = Text("nothing", "無")
