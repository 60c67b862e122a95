"""What values, fields and columns are called, in English and Chinese; sides as the ledger at hand names them.

Sentences and headings of pages stand in the other files of this room, but for what each light means.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from eppd_track.model.records import SideName
from eppd_track.model.vocabulary import (
    DECLARATION,
    DELIVERED,
    EXPECTED_EFFECT,
    JOINT_ACTION,
    JOINT_INTENTION,
    NOBODY,
    THIRD,
    USUAL_SIDES,
    Audience,
    Cadence,
    Calendar,
    Closure,
    Coded,
    EvidenceType,
    Kind,
    Language,
    Light,
    MeetingKind,
    Member,
    Move,
    Priority,
    Proposed,
    Side,
    Standing,
    Status,
    Strength,
    Tempo,
    Term,
    Visibility,
    complete,
    sides_of,
    terms,
)
from eppd_track.words.text import LIST_SEPARATOR, Text, join, same

STATUS: Mapping[StrEnum, Text] = {
    Status.REQUESTED: Text("requested", "已提出"),
    Status.NOT_STARTED: Text("not started", "尚未啟動"),
    Status.IN_PROGRESS: Text("in progress", "辦理中"),
    Status.BLOCKED: Text("blocked", "受阻"),
    Status.COMPLETED: Text("completed", "辦理完成（待解列）"),
    Status.CLOSED: Text("closed", "解除列管"),
    Status.WITHDRAWN: Text("withdrawn", "撤銷列管"),
}
STATUS_BRIEF: Mapping[StrEnum, Text] = complete(
    Status,
    {
        Status.REQUESTED: Text("asked", "已提出"),
        Status.NOT_STARTED: Text("new", "未啟動"),
        Status.IN_PROGRESS: Text("going", "辦理中"),
        Status.BLOCKED: Text("blocked", "受阻"),
        Status.COMPLETED: Text("done", "待解列"),
        Status.CLOSED: Text("closed", "已解列"),
        Status.WITHDRAWN: Text("withdrawn", "已撤銷"),
    },
)
"""The same where a list has one line an item."""
LIGHT: Mapping[StrEnum, Text] = {
    Light.RED: Text("red", "紅"),
    Light.YELLOW: Text("yellow", "黃"),
    Light.GREEN: Text("green", "綠"),
    Light.GREY: Text("grey", "灰"),
    Light.BLUE: Text("blue", "藍"),
    Light.NONE: Text("none", "無"),
}
LIGHT_MEANING: Mapping[Light, Text] = {
    Light.RED: Text("red: blocked, or more than {red} days overdue", "紅燈：受阻，或逾期超過 {red} 日"),
    Light.YELLOW: Text(
        "yellow: 1 to {red} days overdue, due within {soon} days and not started, without a"
        " word for two cadence periods, a request without an answer on record 90 days after listing, or not"
        " started 180 days after listing",
        "黃燈：逾期 1 至 {red} 日、{soon} 日內到期尚未啟動、逾兩個填報週期無辦理情形、提出事項列管逾 90 日"
        "尚無回應紀錄，或列管逾 180 日尚未啟動",
    ),
    Light.GREEN: Text(
        "green: on schedule, shown by a dated word on it since it was listed",
        "綠燈：列管後已有辦理情形，且按期程辦理",
    ),
    Light.GREY: Text(
        "grey ({letter}): not rated: not started, only requested, not verifiable, without a word since"
        " it was listed, or withdrawn",
        "灰燈（{letter}）：未評等，指尚未啟動、僅提出、無法查證、列管後尚無辦理情形或已撤銷列管",
    ),
    Light.BLUE: Text("blue: completed or closed", "藍燈：辦理完成或解除列管"),
    Light.NONE: Text(
        "none ({letter}): standing items carry no light", "無燈（{letter}）：經常性事項不列燈號"
    ),
}
LIGHT_MEANING_OUTSIDE: Mapping[Light, Text] = {
    **LIGHT_MEANING,
    Light.YELLOW: Text(
        "yellow: 1 to {red} days overdue, due within {soon} days and not started, or without recent news",
        "黃燈：逾期 1 至 {red} 日、{soon} 日內到期尚未啟動，或近期尚無進展資料",
    ),
}
"""The same on pages for others, who do not see how often an update is asked for."""
SIDE: Mapping[Side, Text] = {
    Side("TW"): Text("Taiwan", "我方"),
    Side("US"): Text("US", "美方"),
    THIRD: Text("third party", "第三方"),
}
"""The names of the usual sides in a ledger that gives them none (`name_sides`)."""
_IN_A_SENTENCE: Mapping[Side, Text] = {Side("US"): Text("the US", "美方")}
_ALL: Mapping[str, Text] = {"both": Text("both", "雙方"), "all": Text("all", "各方")}
_MOVE: Mapping[str, Text] = {**_ALL, NOBODY: Text("none", "無")}
_MOVE_BRIEF: Mapping[str, Text] = {
    "both": Text("both", "雙"),
    "all": Text("all", "各"),
    NOBODY: same("-"),
    THIRD: Text("3rd", "第"),
}
_SEVERAL = Text("{first} and {second}", "{first}及{second}")
_PLEDGES, _REQUESTS = Text("{side} pledge", "{side}承諾"), Text("{side} request", "{side}要求")
_KIND: Mapping[Kind, Text] = {
    JOINT_ACTION: Text("joint action", "共同行動"),
    JOINT_INTENTION: Text("joint intention", "共同意向"),
    DECLARATION: Text("declaration", "宣示"),
    DELIVERED: Text("delivered", "已完成事項"),
    EXPECTED_EFFECT: Text("expected effect", "預期效益"),
}
STRENGTH: Mapping[StrEnum, Text] = {
    Strength.FIRM: Text("firm", "明確承諾"),
    Strength.SUPPORTIVE: Text("supportive", "支持"),
    Strength.EXPLORATORY: Text("exploratory", "探索"),
    Strength.ASPIRATION: Text("aspiration", "期盼"),
}
TEMPO: Mapping[StrEnum, Text] = {
    Tempo.DATED: Text("dated", "訂有期限"),
    Tempo.OPEN_ENDED: Text("open-ended", "未訂期限"),
    Tempo.STANDING: Text("standing", "經常性"),
    Tempo.DELIVERED: Text("delivered", "已完成"),
}
CADENCE: Mapping[StrEnum, Text] = {
    Cadence.WEEKLY: Text("weekly", "每週"),
    Cadence.BIWEEKLY: Text("every two weeks", "每兩週"),
    Cadence.MONTHLY: Text("monthly", "每月"),
    Cadence.QUARTERLY: Text("quarterly", "每季"),
}
PRIORITY: Mapping[StrEnum, Text] = {
    Priority.HIGH: Text("high", "高"),
    Priority.NORMAL: Text("normal", "一般"),
    Priority.LOW: Text("low", "低"),
}
PROPOSED: Mapping[StrEnum, Text] = {Proposed.DELIST: Text("delist", "解除列管")}
CLOSURE: Mapping[StrEnum, Text] = {
    Closure.DELIVERED: Text("delivered", "已達成"),
    Closure.MODIFIED: Text("modified", "調整後達成"),
    Closure.ROUTINE: Text("routine", "轉為經常業務"),
}
VISIBILITY: Mapping[StrEnum, Text] = {
    Visibility.PUBLIC: Text("public", "公開"),
    Visibility.INTERNAL: Text("internal", "內部"),
}
AUDIENCE: Mapping[StrEnum, Text] = {
    Audience.INTERNAL: Text("internal", "內部參考"),
    Audience.COUNTERPART: Text("for the counterpart", "供對方參閱"),
    Audience.PUBLIC: Text("public", "公開"),
}
_OTHER_SIDES = Text("for the other sides", "供其他各方參閱")
"""The mark of a page for others, where these are more than one."""
STANDING: Mapping[StrEnum, Text] = {
    Standing.AGREED: Text("agreed", "一致"),
    Standing.DRAFT: Text("draft", "初評"),
    Standing.DISPUTED: Text("disputed", "分歧"),
    Standing.UNSCORED: Text("unscored", "未評"),
}
EVIDENCE_TYPE: Mapping[StrEnum, Text] = {
    EvidenceType.SIGNED_TEXT: Text("signed text", "簽署文本"),
    EvidenceType.MINUTES: Text("minutes", "會議紀錄"),
    EvidenceType.RELEASE: Text("release", "新聞稿"),
    EvidenceType.CERTIFICATE: Text("certificate", "證書"),
    EvidenceType.STATISTIC: Text("statistic", "統計資料"),
    EvidenceType.LETTER: Text("letter", "函文"),
    EvidenceType.OTHER: Text("other", "其他"),
}
MEETING_KIND: Mapping[StrEnum, Text] = {
    MeetingKind.DIALOGUE: Text("dialogue", "對話會議"),
    MeetingKind.WORKING_GROUP: Text("working group", "工作小組"),
    MeetingKind.EXPERT: Text("expert meeting", "專家會議"),
    MeetingKind.INTERNAL: Text("internal meeting", "內部會議"),
}

LANGUAGE: Mapping[StrEnum, Text] = {
    Language.EN: Text("English", "英文"),
    Language.ZH: Text("Chinese", "中文"),
    Language.BOTH: Text("both", "雙語"),
}
CALENDAR: Mapping[StrEnum, Text] = {
    Calendar.GREGORIAN: Text("Gregorian", "西元"),
    Calendar.ROC: Text("ROC", "民國"),
}

_BY_TYPE: dict[type[Coded], Mapping[Any, Text]] = {
    (kind := type(next(iter(table)))): complete(kind, table)
    for table in (
        *(STATUS, LIGHT, STRENGTH, TEMPO, CADENCE, PRIORITY),
        *(PROPOSED, CLOSURE, VISIBILITY, AUDIENCE, STANDING, EVIDENCE_TYPE, MEETING_KIND, LANGUAGE, CALENDAR),
    )
}
"""Of each list its values, in their order, with their names; those that sides make, of the ledger at hand."""
_NAMED: set[str] = set()
"""The sides to which the ledger gives a name."""


_DAY_BESIDE = {
    "date": Text("Record date", "紀錄日期"),
    "end": Text("End", "結束日期"),
    "done": Text("Reached", "達成日期"),
}
"""Days of what stands beside a commitment's own fields: of records, meetings, milestones."""
MEETING_DATE = Text("date", "會議日期")


def field_name(name: str) -> Text:
    """A field as a refusal names it: in English by its key in the file, in Chinese by its name."""
    known = FIELD.get(name) or _DAY_BESIDE.get(name)
    return Text(name, known.zh) if known else same(name)


def name_of(value: Coded) -> Text:
    """The printed name of a value of any list."""
    return _BY_TYPE[type(value)][value]


def members(kind: type[Member]) -> tuple[Member, ...]:
    """The values of a list, in the order in which they are told."""
    table: Mapping[Any, Text] = _BY_TYPE[kind]  # type: ignore[index]
    return tuple(table)


def brief_name(value: Status | Move) -> Text:
    """The name of a status or of a next move where a list has one line an item.

    A side goes by the first character of its Chinese name, in English by its code, or where a usual one has
    another name, by that; sides that begin alike keep their names.
    """
    if isinstance(value, Status):
        return STATUS_BRIEF[value]
    name, brief = name_of(value), _MOVE_BRIEF.get(value)
    if brief is not None and value not in _NAMED:
        return brief
    first = Counter(named.zh[:1] for named in _BY_TYPE[Side].values())
    zh = name.zh[:1] if first[name.zh[:1]] == 1 and "+" not in value else name.zh
    return Text(name.en if value in _NAMED and Side(value) in SIDE else str(value), zh)


def side_in_sentence(value: Term) -> Text:
    """The name of a side inside a sentence: English says "the US" there."""
    name = name_of(value)
    usual = _IN_A_SENTENCE.get(Side(value))
    return usual if usual is not None and name == SIDE[Side(value)] else name


def offer(value: str) -> Text:
    """A value as it is offered to be typed: as the file has it, with the name the ledger gives a side."""
    if not (isinstance(value, Term) and value in _NAMED):
        return same(value)
    name = name_of(value)
    return Text(f"{value} ({name.en})", f"{value}（{name.zh}）")


def name_sides(given: Sequence[SideName]) -> None:
    """Takes over the sides of a ledger, and what it calls them, for all that is printed from now on.

    A side without a name has its usual one, else its code. A process prints one ledger: a Session takes the
    names over together with the settings.
    """
    codes = sides_of(side.code for side in given)
    usual: dict[str, Text] = {code: SIDE.get(code, same(code)) for code in (*codes, THIRD)}
    own: dict[str, Text] = {side.code: _own(side, usual[side.code]) for side in given if side.code in usual}
    names = usual | own
    _NAMED.clear()
    _NAMED.update(side.code for side in given if side.name or side.name_zh)
    kinds = {code.pledge: _PLEDGES.fill(side=names[code]) for code in codes}
    kinds |= {code.request: _REQUESTS.fill(side=names[code]) for code in codes}
    known: dict[str, Text] = {
        **_MOVE,
        **{str(kind): text for kind, text in {**_KIND, **kinds}.items()},
        **names,
    }
    others = {Audience.COUNTERPART: _OTHER_SIDES} if len(codes) > len(USUAL_SIDES) else {}
    _BY_TYPE[Audience] = {**AUDIENCE, **others}
    for kind, values in terms(codes).items():
        _BY_TYPE[kind] = {
            value: known[value] if value in known else _several(value, names) for value in values
        }


def _own(side: SideName, usual: Text) -> Text:
    return Text(side.name or side.name_zh or usual.en, side.name_zh or side.name or usual.zh)


def _several(value: Term, names: Mapping[str, Text]) -> Text:
    """Some of the sides together: A, B and C."""
    *others, last = (names[part] for part in value.split("+"))
    return _SEVERAL.fill(first=join(others, LIST_SEPARATOR), second=last)


name_sides(())


FIELD: Mapping[str, Text] = {
    "id": Text("Id", "編號"),
    "pillar": Text("Pillar", "支柱"),
    "topic": Text("Topic", "議題"),
    "topic_zh": Text("Topic (Chinese)", "議題（中文）"),
    "title": Text("Commitment", "承諾事項"),
    "title_zh": Text("Title (Chinese)", "承諾事項（中文）"),
    "kind": Text("Kind", "性質"),
    "strength": Text("Strength", "承諾強度"),
    "operative_words": Text("Operative words", "關鍵用語"),
    "sides": Text("Promised or asked by", "承諾或提出方"),
    "answered_by": Text("Answered by", "回應事項"),
    "owner": Text("Owner", "主辦機關"),
    "owner_confirmed": Text("Owner confirmed", "主辦已確認"),
    "supporting": Text("Supporting", "協辦機關"),
    "counterpart": Text("Counterpart", "對方窗口"),
    "inferred": Text("Inferred", "推定欄位"),
    "next_move": Text("Next move", "待辦方"),
    "status": Text("Status", "狀態"),
    "status_basis": Text("Basis of first status", "初始狀態依據"),
    "status_basis_zh": Text("Basis of first status (Chinese)", "初始狀態依據（中文）"),
    "progress": Text("Progress", "進度"),
    "priority": Text("Priority", "優先順序"),
    "listed": Text("Listed", "列管日期"),
    "carried": Text("Carried into", "續列屆次"),
    "due": Text("Due", "期限"),
    "original_due": Text("First due", "原訂期限"),
    "due_basis": Text("Basis of due date", "期限依據"),
    "due_basis_zh": Text("Basis of due date (Chinese)", "期限依據（中文）"),
    "tempo": Text("Tempo", "時程性質"),
    "cadence": Text("Cadence", "填報週期"),
    "verifiable": Text("Verifiable", "可查證"),
    "done_when": Text("Done when", "完成標準"),
    "next_step": Text("Next step", "下一步"),
    "next_step_due": Text("Next step due", "下一步期限"),
    "target": Text("Target", "目標"),
    "proposed": Text("Proposed", "列管建議"),
    "closure": Text("Closure", "解列方式"),
    "approved_by": Text("Approved by", "核定"),
    "visibility": Text("Visibility", "公開程度"),
    "related": Text("Related", "相關事項"),
    "tags": Text("Tags", "標籤"),
    "source": Text("Source", "出處"),
    "source_zh": Text("Source (Chinese)", "出處（中文）"),
    "links": Text("Links", "連結"),
    "note": Text("Note", "說明"),
    "note_zh": Text("Note (Chinese)", "說明（中文）"),
    "text": Text("Agreed words", "約定文字"),
    "milestone": Text("Milestones", "里程碑"),
    "evidence": Text("Evidence", "佐證"),
    "update": Text("History", "歷程"),
    "score": Text("Scores", "評分"),
    "light": Text("Light", "燈號"),
    "last_update": Text("Last update", "最近填報"),
    "overdue_days": Text("Days overdue", "逾期日數"),
    "stale": Text("Update owed", "應填報"),
    "records": Text("Records", "紀錄數"),
}
"""The printed name of every field, stored or computed."""

COLUMN: Mapping[str, Text] = {
    **FIELD,
    "title": Text("Commitment", "承諾事項"),
    "owner": Text("Owner", "主辦"),
    "supporting": Text("Support", "協辦"),
    "next_move": Text("Move", "待辦方"),
    "progress": Text("Done", "進度"),
    "last_update": Text("Updated", "填報"),
    "overdue_days": Text("Late", "逾期"),
    "stale": Text("Owed", "應填報"),
}
"""The heads of columns: the names of fields, shorter where a column is narrow."""

BRIEF_COLUMN: Mapping[str, Text] = {
    **{name: COLUMN[name] for name in ("owner", "status", "due")},
    "next_move": Text("Move", "待辦"),
    "last_update": Text("Word", "填報"),
}
"""The heads of columns whose values a list with one line an item shows in short."""

WEEKDAY = (
    Text("Mon", "週一"),
    Text("Tue", "週二"),
    Text("Wed", "週三"),
    Text("Thu", "週四"),
    Text("Fri", "週五"),
    Text("Sat", "週六"),
    Text("Sun", "週日"),
)


def weekday(day: dt.date) -> Text:
    """The short name of a day's weekday."""
    return WEEKDAY[day.weekday()]
