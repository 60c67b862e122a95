"""The topics of `eppd help`: what the program takes for granted, on a short page each, in both languages.

What the program knows is handed in (TopicFacts), so that no page can say otherwise.
"""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import Audience, Light, Status
from eppd_track.words import guides, look
from eppd_track.words.errors import ExitCode
from eppd_track.words.guides import TopicBlock, TopicRow
from eppd_track.words.labels import LIGHT_MEANING, name_of
from eppd_track.words.refusals import NEEDS
from eppd_track.words.text import AND, Text, join, same, without_remark

_ARROW = same("  → {name}")
"""Leads from the status above."""
_LISTED = Text("{name},", "{name}、")


class TopicFacts(Struct, frozen=True):
    """What the pages ask of the program: its settings, transitions, options of a selection and files.

    `ways` names for each status those that may follow, and by their keys in NEEDS what each must bring.
    """

    settings: Settings
    ways: Mapping[Status, Mapping[Status, Sequence[str]]]
    options: list[TopicRow]
    ledger: str
    lock: str


class Topic(Struct, frozen=True):
    """A page: its title, its paragraphs and tables in order, and a Chinese word by which it is asked for."""

    title: Text
    blocks: Callable[[TopicFacts], list[TopicBlock]]
    word: Text


DATES: list[TopicRow] = [
    ("2026-11-23  2026/11/23  20261123", Text("ISO, or the year first", "西元，年在前")),
    ("115/11/23  115-11-23  1151123", Text("ROC: a year of three digits", "民國：年為三位數")),
    ("民國115年11月23日  115年11月23號", Text("ROC, written out", "民國，完整寫法")),
    ("民國一百十五年十一月廿三日", Text("in Chinese numerals", "國字數字")),
    ("115/11/23（一）  Mon, 23 Nov 2026", Text("with its weekday, which must fit", "附星期，須相符")),
    ("23 Nov 2026", Text("English, the year in four digits", "英文，年須四位數")),
    ("11/23  11月23日  23 Nov  23日", Text("without its year or month", "未寫年份或月份")),
    ("today  tomorrow  yesterday", Text("or 今天, 明天, 昨天", "或 今天、明天、昨天")),
    ("+10d  +2w  +1m  -3d", Text("days, weeks, months from today", "自今天起算之日、週、月")),
    ("兩週後  10天內  in two weeks", Text("the same in words", "同上，以文字表示")),
    ("friday  fri  週五", Text("a weekday", "星期")),
    (
        "本週五  下週五  next friday",
        Text("of this week, of the next (Monday to Sunday)", "本週、下週（週一至週日）"),
    ),
    ("下個月15日  明年3月18日", Text("a month or year named from today", "自今天起算之月、年")),
    ("月底  三月底  第3季末  年底  eom  end of march", Text("the last day of a period", "一段期間之末日")),
]
"""Every form of a date, with examples that are accepted."""
DUES: list[TopicRow] = [
    ("2026-12  115年12月  12月  March 2027", Text("a month", "月份")),
    ("2026-Q4  115Q4  115年第4季  2027Q3", Text("a quarter", "季")),
    ("2026-H2  115年下半年", Text("half a year", "半年")),
    ("2026  115年底  明年底", Text("a year", "年")),
]
"""The periods that a due date may be, likewise; a period counts from its last day."""


def _dates(_: TopicFacts) -> list[TopicBlock]:
    return [
        Text("Wherever a DATE is asked for:", "凡要填日期處："),
        DATES,
        Text(
            "Due dates may be a period too; it counts from its last day:",
            "期限亦得為一段期間，以末日計算：",
        ),
        DUES,
        Text(
            "Without its year, and of a weekday, the coming one is meant, today included; for what has"
            " happened (--date of a record, --since, --until, --as-of) the one that has come. --due-before"
            " takes a period as its last day, --due-after as its first. What was not ISO is answered with the"
            " day it was taken for and its weekday.",
            "未寫年份及僅寫星期者，指最近將至之日，含今日；已發生之事（紀錄之 --date、--since、--until、"
            "--as-of）則指最近已過之日。--due-before 以期間之末日計，--due-after 以首日計。非 ISO 寫法者，"
            "一律告知所認定之日期及星期。",
        ),
        Text(
            "Refused, with why: 05/06 and 12/05/2026, which may be two days; 26/12/3 and any year of two"
            " digits without 民國 or 年; a weekday that does not fit its day. 115年6月30日前 is taken as that"
            " day; 3日前 and 3月前 say too little.",
            "下列不予接受，並說明原因：05/06 及 12/05/2026（可能為二日期）、26/12/3 等未加「民國」或「年」"
            "之兩位數年份、星期與日期不符者。115年6月30日前視為該日；3日前、3月前語意不明。",
        ),
    ]


def _selection(facts: TopicFacts) -> list[TopicBlock]:
    return [
        Text(
            "Which commitments a command is about. Several values: repeat the option or put commas between"
            " them; any of them may fit. Several options: all must fit. A leading ! excludes:"
            " --owner '!MOEA'.",
            "指令所涉事項。同一選項可填多值，重複選項或以逗號分隔，符合其一即可；多個選項須全部符合。"
            "值前加 ! 表示排除，例如 --owner '!MOEA'。",
        ),
        facts.options,
        Text(
            "Values work in the file's spelling and in Chinese: --status 受阻. Closed and withdrawn ones are"
            " hidden unless --all or --status asks for them; the footer says how many.",
            "值可用檔案中之寫法或中文，例如 --status 受阻。已解列及撤銷者，除以 --all 或 --status"
            " 指定外，不予顯示，並於頁尾註明項數。",
        ),
    ]


def _ids(_: TopicFacts) -> list[TopicBlock]:
    return [
        Text(
            "An id names the round, the pillar and the number: E6-P2-04. Case, leading zeros and the round"
            " may be left out, in every command:",
            "編號由屆次、支柱、序號組成，例如 E6-P2-04。大小寫、前導零及屆次均可省略，各指令皆同：",
        ),
        [
            ("E6-P2-04", Text("as it stands in the ledger", "列管檔中之寫法")),
            ("P2-04  p2-4", Text("the same, where only one fits", "同上，僅一項符合時適用")),
        ],
        Text(
            "One that fits several is refused with the candidates, an unknown one with the nearest. An id is"
            " never used again. `eppd list --all --format ids` prints them all.",
            "符合多項時會列出候選，查無時會列出最接近者。編號不重複使用。「eppd list --all --format ids」"
            "可列出全部編號。",
        ),
    ]


def _status(facts: TopicFacts) -> list[TopicBlock]:
    found: list[TopicBlock] = [
        Text(
            "What `eppd update ID --status …` may change a status to, and what it must bring along:",
            "「eppd update 編號 --status …」可變更之狀態，及須一併提供之內容：",
        )
    ]
    for before in Status:
        by_need: dict[Text, list[Status]] = {}
        for after, wanted in facts.ways[before].items():
            brings = [NEEDS[need] for need in wanted]
            trimmed = [text.map(str.strip) for text in brings]
            by_need.setdefault(join(trimmed, AND), []).append(after)
        found.append([(_named(before), Text("", "")), *_ways(by_need)])
    return [
        *found,
        Text(
            "Evidence and a way of closing that the commitment already has count. Every other change is"
            " refused; --force goes past this table and says so on record.",
            "事項既有之佐證及解列方式亦計入。其他變更一律不予接受；--force 可不受本表限制，並會記錄在案。",
        ),
    ]


def _named(status: Status) -> Text:
    """A status as it is typed; in Chinese its name, and beside it what stands in the file."""
    name = without_remark(name_of(status)).zh
    return Text(status.value, f"{name}（{status.value}）")


def _ways(by_need: Mapping[Text, Sequence[Status]]) -> list[TopicRow]:
    """Each target on its own line but the last carries the need, so that the left column stays narrow."""
    found: list[TopicRow] = []
    for need, targets in by_need.items():
        *others, last = map(_named, targets)
        found += [(_ARROW.fill(name=_LISTED.fill(name=name)), Text("", "")) for name in others]
        found.append((_ARROW.fill(name=last), need))
    return found


def _lights(facts: TopicFacts) -> list[TopicBlock]:
    settings = facts.settings
    filled = {
        light: text.fill(letter=look.LETTER[light], red=settings.red_after_days, soon=settings.due_soon_days)
        for light, text in LIGHT_MEANING.items()
    }
    return [
        Text(
            "A light is computed each time and never stored. The letter says the same without colour.",
            "燈號每次重新計算，不存檔。無彩色時以字母表示。",
        ),
        [
            (look.LETTER[light], Text(_behind(filled[light].en, ": "), _behind_zh(light, filled[light].zh)))
            for light in Light
        ],
        Text(
            "Days count from the next date: the earliest of the due date and the due dates of open"
            " milestones. A period counts from its last day; due today is not overdue. The numbers of days"
            " are due_soon_days and red_after_days of the ledger's settings.",
            "日數自下一個日期起算，即期限與未完成里程碑期限之最早者。期間以末日計；當日到期不計為逾期。"
            "日數由列管檔設定之 due_soon_days、red_after_days 決定。",
        ),
    ]


def _behind(text: str, sign: str) -> str:
    """A sentence that names its light first, as a row of a table."""
    head, _, rest = text.partition(sign)
    return f"{head.partition(' (')[0]}: {rest}"


def _behind_zh(light: Light, text: str) -> str:
    return f"{name_of(light).zh}：{text.partition('：')[2]}"


EXIT_CODES: Mapping[ExitCode, Text] = {
    ExitCode.DONE: Text(
        "done; also when a selection finds nothing or there is nothing to change",
        "完成；選取無結果或無須更動時亦同",
    ),
    ExitCode.FOUND: Text(
        "`eppd check` found something, or `eppd merge` left a conflict",
        "「eppd check」發現問題，或「eppd merge」留有衝突",
    ),
    ExitCode.USAGE: Text("no such command, option or value", "指令、選項或值有誤"),
    ExitCode.LEDGER: Text(
        "the ledger is missing, unreadable, or has parts that cannot be read",
        "列管檔不存在、無法讀取，或有部分內容無法讀取",
    ),
    ExitCode.NO_SUCH: Text("no such commitment, or an id that fits several", "查無事項，或編號符合不只一項"),
    ExitCode.REFUSED: Text(
        "refused: by the rules, the file, another writer, or because nobody was there to answer",
        "不予執行：規則不允許、檔案無法寫入、他人正在寫入，或無人可回答問題",
    ),
    ExitCode.INTERNAL: Text(
        "a fault of eppd itself; EPPD_DEBUG=1 shows details", "eppd 本身之錯誤；EPPD_DEBUG=1 可顯示細節"
    ),
    ExitCode.INTERRUPTED: Text("interrupted; the ledger is whole", "已中斷；列管檔完整無損"),
}
"""What each exit code means."""
VARIABLES: list[TopicRow] = [
    ("EPPD_LEDGER", Text("the ledger, or its folder; as --file", "列管檔或其資料夾；同 --file")),
    ("EPPD_TODAY", Text("the day to take as today; as --today", "視為今日之日期；同 --today")),
    ("EPPD_LANG", Text("en, zh or both; as --lang", "en、zh 或 both；同 --lang")),
    ("EPPD_USER", Text("who records; as --by", "填報人；同 --by")),
    (
        "EPPD_STATE",
        Text("the folder of undo copies and of your name", "存放復原備份及填報人姓名之資料夾"),
    ),
    (
        "EPPD_CACHE",
        Text(
            "the folder of what was read of large ledgers; off keeps nothing",
            "存放大型列管檔讀取結果之資料夾；off 表示不保存",
        ),
    ),
    ("EPPD_DEBUG", Text("1 shows the details of a fault of eppd", "設為 1 可顯示 eppd 錯誤細節")),
    ("NO_COLOR", Text("no colour", "不使用彩色")),
    ("FORCE_COLOR", Text("colour in a pipe too", "輸出至管線時亦使用彩色")),
    ("VISUAL, EDITOR", Text("the editor of `eppd edit`", "「eppd edit」使用之編輯器")),
]
"""Every variable that is looked at."""


def _exit_codes(_: TopicFacts) -> list[TopicBlock]:
    return [[(str(code.value), EXIT_CODES[code]) for code in ExitCode]]


def _environment(_: TopicFacts) -> list[TopicBlock]:
    return [Text("An option wins over its variable.", "選項優先於環境變數。"), VARIABLES]


def _files(facts: TopicFacts) -> list[TopicBlock]:
    return [
        [
            (
                facts.ledger,
                Text(
                    "the ledger: the one in this folder, else the nearest above",
                    "列管檔：本資料夾內者，否則最近之上層資料夾內者",
                ),
            ),
            (
                facts.lock,
                Text("empty, beside it: one writer at a time", "空檔，置於其旁：一次僅一人寫入"),
            ),
        ],
        Text(
            "--file or EPPD_LEDGER names another; a folder stands for the ledger in it. `eppd where` says"
            " which one is used, why, and where the copies for undo are kept.",
            "--file 或 EPPD_LEDGER 可指定他處；指定資料夾即指其中之列管檔。「eppd where」說明目前使用何者、"
            "何以使用，及復原備份存放處。",
        ),
        Text(
            "The file is yours: edit it by hand if you like. Comments, order and blank lines stay as they"
            " are;"
            " a command changes only the lines it must, whole or not at all. The file is UTF-8.",
            "檔案得自行編輯。註解、順序、空行均保持原狀；指令僅更動必要之行，且全部寫入或全不寫入。"
            "檔案為 UTF-8 編碼。",
        ),
    ]


AUDIENCES: Mapping[Audience, Text] = {
    Audience.INTERNAL: Text("everything; what you get if you name none", "全部內容；未指定時即為此項"),
    Audience.COUNTERPART: Text(
        "what was agreed, how it stands, and whose move it is", "議定內容、辦理情形及待辦方"
    ),
    Audience.PUBLIC: Text("what was agreed and how it stands", "議定內容及辦理情形"),
}


def _privacy(_: TopicFacts) -> list[TopicBlock]:
    return [
        Text(
            "`eppd report --audience …` says who will read a report; the page carries it on every sheet:",
            "「eppd report --audience …」指定報告閱讀對象，每頁均會標示：",
        ),
        [(who.value, Text(text.en, f"{name_of(who).zh}：{text.zh}")) for who, text in AUDIENCES.items()],
        Text(
            'Never in the other two: commitments with visibility = "internal", records not marked public,'
            " notes, next steps, evidence, approval, tags, links. A new field is internal until it is named.",
            '後二者一律不含：visibility = "internal" 之事項、未標示公開之紀錄、說明、下一步、佐證、核定、'
            "標籤、連結。新欄位未列為可公開前，均屬內部。",
        ),
        Text("Nothing is sent anywhere: eppd uses no network.", "eppd 不連網路，不傳送任何資料。"),
    ]


def _undo(_: TopicFacts) -> list[TopicBlock]:
    return [
        [
            (
                "eppd undo",
                Text("takes the last command back whole, byte for byte", "完整復原上一個指令，逐位元組相同"),
            ),
            ("eppd undo --dry-run", Text("shows what that would change", "顯示將更動哪些行")),
            (
                "eppd undo --list",
                Text("what could be taken back, the latest first", "可復原之指令，由新到舊"),
            ),
        ],
        Text(
            "Again for the one before. Refused when the file was changed since by anything but eppd. Undoing"
            " cannot be undone. The copies are on your computer alone; `eppd where` names the folder.",
            "再執行一次可復原更早之指令。檔案若經 eppd 以外之程式更動，即不予復原。復原後無法取消。"
            "備份僅存於本機，資料夾見「eppd where」。",
        ),
    ]


TOPICS: Mapping[str, Topic] = {
    "start": Topic(Text("The first minutes", "開始使用"), lambda _: guides.START, Text("", "開始")),
    "meeting-day": Topic(
        Text("The day of a meeting", "會議前後"), lambda _: guides.MEETING_DAY, Text("", "會議日")
    ),
    "friday": Topic(
        Text("Check, print, keep", "檢查、列印、留存"), lambda _: guides.FRIDAY, Text("", "週五")
    ),
    "sheets": Topic(
        Text("Sheets out to the agencies and back", "發送與收回列管表"),
        lambda _: guides.SHEETS,
        Text("", "列管表"),
    ),
    "words": Topic(
        Text("From a document to the ledger, and back", "由文件建檔，核對文字"),
        lambda _: guides.WORDS,
        Text("", "約定文字"),
    ),
    "next-round": Topic(
        Text("Scores, and the next round", "評分，續列至下一屆"),
        lambda _: guides.NEXT_ROUND,
        Text("", "下一屆"),
    ),
    "team": Topic(
        Text("Several people, one ledger", "多人共用列管檔"), lambda _: guides.TEAM, Text("", "共用")
    ),
    "dates": Topic(Text("How dates are written", "日期寫法"), _dates, Text("", "日期")),
    "selection": Topic(Text("Which commitments are meant", "如何選取事項"), _selection, Text("", "選取")),
    "ids": Topic(Text("How a commitment is named", "如何指明事項"), _ids, Text("", "編號")),
    "status": Topic(Text("Which status may follow which", "狀態如何轉換"), _status, Text("", "狀態")),
    "lights": Topic(Text("What the lights mean", "燈號意義"), _lights, Text("", "燈號")),
    "exit-codes": Topic(Text("What a command ends with", "結束代碼"), _exit_codes, Text("", "結束代碼")),
    "environment": Topic(
        Text("The variables that are looked at", "環境變數"), _environment, Text("", "變數")
    ),
    "files": Topic(Text("Which files there are", "所用檔案"), _files, Text("", "檔案")),
    "privacy": Topic(Text("What others may see", "他人可見之內容"), _privacy, Text("", "隱私")),
    "undo": Topic(Text("How a change is taken back", "如何復原"), _undo, Text("", "復原")),
}
"""Every topic, in the order in which they are listed."""
