"""What the commands say of git and its repositories, in English and Chinese."""

from eppd_track.words.text import Text

NO_GIT = Text("Git is not installed, or not on the PATH.", "未安裝 git，或不在 PATH 中。")
INSTALL_GIT = Text("Install it from https://git-scm.com.", "請由 https://git-scm.com 安裝。")
NO_REPOSITORY = Text("{folder} is in no git repository.", "{folder} 不在 git 儲存庫中。")
GIT_INIT = Text(
    "Go to the folder of one, or make one with `git init`.", "請切換至儲存庫資料夾，或以「git init」建立。"
)
GIT_FAILED = Text("`git {what}` failed: {why}.", "「git {what}」失敗：{why}。")
TRY_GIT = Text("Mend that, and run the command again.", "請排除後再次執行。")
FOR_THIS = Text("in this repository", "此儲存庫")
FOR_ALL = Text("in all repositories of yours", "使用者之所有儲存庫")
DRIVER_SET = Text(
    "Git merges the ledger with {program}, {where}.", "已設定：{where}以 {program} 合併列管檔。"
)
IS_DRIVER = Text(
    "Git merges the ledger with {program} already, {where}.", "{where}已以 {program} 合併列管檔，無須更動。"
)
LINE_ADDED = Text("Added to {file}: {line}", "已加入 {file}：{line}")
IS_LINE = Text("In force already ({file}): {line}", "{file} 已有此設定：{line}")
OVERRULED = Text(
    "Added to .gitattributes: {line}. Another line, in a folder below or in .git/info/attributes, still says"
    " otherwise: take it out.",
    "已加入 .gitattributes：{line}。但下層資料夾或 .git/info/attributes 另有不同設定，請移除。",
)
HOOK_SET = Text("The ledger is checked before each commit ({file}).", "每次提交前會先檢查列管檔（{file}）。")
IS_HOOK = Text(
    "The ledger is checked before each commit already ({file}).", "提交前檢查已設定（{file}），無須更動。"
)
HOOK_ASLEEP = Text(
    "The check is in {file}, which git passes over because it is not executable: chmod +x wakes it.",
    "檢查已寫入 {file}，但該檔未設為可執行，git 不予執行；請以 chmod +x 啟用。",
)
OTHER_HOOK = Text(
    "{file} is no shell script and was left alone. Have it run: {line}",
    "{file} 並非 shell 指令稿，未予更動。請自行加入：{line}",
)
NO_HOOK = Text(
    "No check before commits: {file} cannot be written ({why}).",
    "無法設定提交前檢查：{file} 無法寫入（{why}）。",
)
IN_EACH = Text(
    "The rest belongs to each repository: run `eppd merge --install` in it.",
    "其餘設定屬於各儲存庫：請在各儲存庫執行「eppd merge --install」。",
)
COMMIT_THESE = Text(
    "Commit .gitattributes and .gitignore, so that everybody has them.",
    "請提交 .gitattributes 與 .gitignore，供所有人使用。",
)
NO_REVISION = Text("There is no revision “{revision}” here.", "此處查無版本「{revision}」。")
NOT_IN_REVISION = Text(
    "{name} is not in {revision}, at least not by this name: nothing to compare with.",
    "{revision} 中查無 {name}（可能另有檔名），無從比對。",
)
REVISION_FORM = Text(
    "Name a commit, a tag or a branch: HEAD~1, v1, origin/main.",
    "請填提交、標籤或分支，如 HEAD~1、v1、origin/main。",
)
