"""The topics of `eppd help` that say what to type on a day: for a computer that has no other pages."""

from eppd_track.words.text import Text

TopicRow = tuple[Text | str, Text]
TopicBlock = Text | list[TopicRow]

START: list[TopicBlock] = [
    [
        (
            "eppd init --template eppd6",
            Text("a ledger of the 6th EPPD in this folder", "在本資料夾建立第6屆EPPD列管檔"),
        ),
        ("eppd init", Text("a new one: it asks what it is about", "建立新列管檔，逐一詢問")),
        ("eppd", Text("how things stand", "目前辦理情形")),
        (
            "eppd list",
            Text("one row each; `eppd help selection` picks", "每項一列；選取方式見「eppd help 選取」"),
        ),
        ("eppd show p2-4", Text("everything on one", "單一事項之全部內容")),
        ('eppd update p2-4 --note "…"', Text("records what happened", "登錄辦理情形")),
        ("eppd undo", Text("takes the last command back", "復原上一個指令")),
        ("eppd report -o week.html", Text("the report of the week", "當週週報")),
    ],
    Text(
        "EPPD_LANG=en (Windows: set EPPD_LANG=en) asks for English, zh for Chinese; without it the ledger"
        " decides. EPPD_USER names who records; `eppd where` shows both, and which ledger is used.",
        "EPPD_LANG=zh（Windows 為 set EPPD_LANG=zh）僅顯示中文，en 為英文；未設定時依列管檔。EPPD_USER"
        " 為填報人姓名；「eppd where」顯示二者及所用之列管檔。",
    ),
]
MEETING_DAY: list[TopicBlock] = [
    Text("Before it:", "會前："),
    [
        (
            Text("eppd meeting add WG-4 --date 2026-12-03", "eppd meeting add WG-4 --date 12月3日"),
            Text("so that records can name it", "登錄時即可指明會議"),
        ),
        ("eppd agenda -o agenda.pdf", Text("what to raise, and why", "應提出之事項及理由")),
        ("eppd chase -o letters", Text("letters to agencies that owe an update", "發給應填報機關之催辦函")),
    ],
    Text("After it:", "會後："),
    [
        (
            "eppd update --meeting WG-4",
            Text(
                "on a terminal: the open items one by one, a key each; ? lists the keys",
                "於終端機逐項登錄，一項按一鍵；? 列出按鍵",
            ),
        ),
        (
            "eppd update --from minutes.docx --dry-run",
            Text("minutes that somebody wrote: what would be recorded", "已寫妥之會議紀錄：預覽將登錄之內容"),
        ),
    ],
    Text(
        "Nothing is written before the last question, and one `eppd undo` takes all of it back. What was"
        " answered is kept when the walk is interrupted; the same command goes on.",
        "最後確認前不寫入任何內容，一個「eppd undo」即可全部復原。中斷時已填內容均予保留，再執行同一指令"
        "即可續辦。",
    ),
]
FRIDAY: list[TopicBlock] = [
    [
        ("eppd check", Text("faults of the file; no answer is good news", "檔案之問題；無輸出即無問題")),
        ("eppd report -o week.pdf", Text("the page to sign, and its annexes", "陳核之首頁及附件")),
        ("eppd report -o week.odt", Text("the same, to be edited and filed", "同上，可編修歸檔")),
        (
            "eppd report --week W47 -o w47.pdf",
            Text("a past week, as it stood then", "過去任一週，依當時狀況"),
        ),
        (
            "eppd report --audience counterpart --lang en -o for-them.pdf",
            Text("for the other side, without what is internal", "供對方參閱，不含內部事項"),
        ),
    ],
    Text(
        "PDF, ODT and sheets need their libraries; a message names the line that installs one that is"
        " missing. Keep a copy of the ledger where your office keeps its files.",
        "PDF、ODT 及列管表須另裝套件，缺少時會列出安裝指令。請另將列管檔複製一份，依機關檔案管理規定留存。",
    ),
]
SHEETS: list[TopicBlock] = [
    [
        (
            Text(
                "eppd export --per-owner sheets --return-by 2026-12-03",
                "eppd export --per-owner sheets --return-by 12月3日",
            ),
            Text("a sheet for each agency in the folder sheets", "每機關一檔，置於資料夾 sheets"),
        ),
        (
            "eppd import back --dry-run",
            Text("what the sheets in the folder back say", "資料夾「back」內各表之內容"),
        ),
        ("eppd import back", Text("shows it, asks once, and records it", "列出、詢問一次後登錄")),
    ],
    Text(
        "Agencies fill in the yellow columns and leave heads and ids as they are. What cannot be taken is"
        " named with its file, row and column; mend it and import again: nothing is recorded twice.",
        "機關填寫黃色欄位，欄名及編號請勿更動。無法採用者指明檔名、列、欄；更正後再匯入一次，已登錄者不會重複登錄。",
    ),
]
WORDS: list[TopicBlock] = [
    [
        (
            "eppd init --from results.docx",
            Text("a new ledger from what a document promises", "由文件所載承諾建立新列管檔"),
        ),
        (
            "eppd intake results.docx",
            Text("the same into a ledger that is there, card by card", "就現有列管檔擬具列管事項，逐則確認"),
        ),
        (
            "eppd trace results.docx",
            Text("each promising clause, and which entry answers for it", "每段承諾文字及其所屬列管事項"),
        ),
        ("eppd trace", Text("the same for the documents of the ledger", "同上，就列管檔所載文件")),
        ("eppd report --words -o week.pdf", Text("with the agreed words", "附約定文字")),
    ],
    Text(
        "A ledger keeps fingerprints of the clauses, so that it is seen when a document or an entry says"
        " something else. Word, OpenDocument, slides, PDF, HTML and text are read.",
        "列管檔存有各段文字之指紋，文件或事項之文字如有不同即可察覺。可讀取 Word、OpenDocument、簡報、PDF、"
        "HTML 及文字檔。",
    ),
]
TEAM: list[TopicBlock] = [
    Text(
        "On a disk, on SMB and on NFS with locks several people may record in one ledger: both keep their"
        " work, or one is told. OneDrive and its like are no place for two writers.",
        "一般磁碟、SMB 及有鎖定之 NFS 上，數人可登錄同一列管檔：兩人所登錄者均會保留；無法保留時，"
        "必告知其中一人。OneDrive 等同步資料夾不適合兩人寫入。",
    ),
    Text("With git:", "以 git 共用："),
    [
        ("eppd merge --install", Text("once in a repository: git merges ledgers so", "儲存庫設定一次即可")),
        ("eppd sync", Text("sends your records, takes in the others'", "送出本機紀錄，取回他人紀錄")),
        ("eppd sync --dry-run", Text("what would go out and come in", "將送出及取回之內容")),
        ("eppd check --since HEAD~1", Text("whether a record is missing", "有無紀錄遺失")),
    ],
]
NEXT_ROUND: list[TopicBlock] = [
    Text(
        "Before the next dialogue, what each side made of its promises:",
        "下次對話會議前，各方履行承諾之情形：",
    ),
    [
        (
            'eppd score p2-4 --side TW --value +1 --reason "…"',
            Text(
                "+1 in full, 0 in part, -1 not; two readers at least",
                "+1 完全、0 部分、-1 未履行；至少兩位評分人",
            ),
        ),
        ("eppd score --drafts -o drafts.odt", Text("for the owners to comment on", "供主辦機關表示意見")),
        ("eppd report --scorecard -o score.pdf", Text("the outcome", "評分結果")),
    ],
    Text("When it begins:", "新一屆開始時："),
    [
        (
            "eppd carry EPPD-7 --date 2027-01-26 --dry-run",
            Text("which open items go on into it", "將續列之列管中事項"),
        ),
        (
            "eppd carry EPPD-7 --date 2027-01-26",
            Text("takes them along, each under its id", "續列，編號不變"),
        ),
    ],
]
