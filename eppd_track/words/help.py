"""The sentences of `eppd help` and of refusals of a command line that does not fit, in both languages."""

import re
from functools import cache
from pathlib import Path

from eppd_track.model.vocabulary import Language
from eppd_track.words.text import BEFORE_ASKED, LIST_SEPARATOR, STOP, Text, languages

TOPICS = Text("Topics:", "主題：")
MORE = Text(
    "`eppd help TOPIC` shows one of them, `eppd help COMMAND` how a command is used.",
    "「eppd help 主題」顯示其中一項，「eppd help 指令」說明指令用法。",
)

IN_SCRIPTS = (
    *(
        Text(
            f"Completion of eppd in {shell}, printed by `eppd completion {shell.lower()}`.",
            f"eppd 於 {shell} 之自動完成指令稿，由「eppd completion {shell.lower()}」輸出。",
        )
        for shell in ("bash", "zsh", "fish", "PowerShell")
    ),
    Text(
        "Put it to use, once, and open a new shell; the folder must be in fpath before compinit runs:",
        "啟用方式，執行一次後開啟新視窗；該資料夾須在「compinit」之前列入「fpath」：",
    ),
    Text(
        "Put it to use, once, and open a new shell: add this line to the file that $PROFILE names",
        "啟用方式，將下列一行加入 $PROFILE 所指檔案後開啟新視窗：",
    ),
    Text("Put it to use, once, and open a new shell:", "啟用方式，執行一次後開啟新視窗："),
    Text("  in ~/.zshrc:", "  於 ~/.zshrc："),
    Text("or, for this shell alone:", "或僅用於目前視窗："),
    Text(
        "The same line typed at the prompt serves for this shell alone.",
        "直接在命令列輸入同一行，僅於目前視窗有效。",
    ),
)
"""The comments in the scripts of completion, as they stand there in English."""

# ---- a command line that does not fit ----

NO_COMMAND = Text("There is no command “{typed}”.", "查無指令「{typed}」。")
COMMAND_MISSING = Text("The name of a command is missing.", "缺少指令名稱。")
THE_COMMANDS = Text("There are: {names}.", "可用指令：{names}。")
NO_OPTION = Text("{command} has no option {option}.", "{command} 無 {option} 選項。")
BEHIND = Text(
    "{option} stands behind the name of the command: {example}.",
    "{option} 應置於指令名稱之後：{example}。",
)
VALUE_MISSING = Text("{option} needs a value.", "{option} 須填值。")
LIKE_THIS = Text("Write {example}; {rest}", "請寫 {example}；{rest}")
NO_VALUE_TAKEN = Text("{option} takes no value.", "{option} 不接受任何值。")
LEAVE_IT_OUT = Text("Write {option} alone.", "請僅寫 {option}。")
ARGUMENT_MISSING = Text("{command} needs {name}.", "{command} 須填「{name}」。")
WHAT_IT_IS = Text("{name}: {help} {rest}", "{name}：{help}{rest}")
ONE_TOO_MANY = Text("{command} has no place for “{extra}”.", "{command} 不接受「{extra}」。")
WORD_DASH = Text(
    "“{typed}” begins with a dash that a word processor put in place of hyphens.",
    "「{typed}」開頭為破折號，並非連字號，可能由文書軟體自動替換。",
)
TWO_HYPHENS = Text("Write it with two plain hyphens: {option}.", "請改用兩個半形連字號：{option}。")
QUOTE_IT = Text(
    "Put a text with blanks in quotation marks; {rest}",
    "含空格之文字請加引號；{rest}",
)
ONE_OF_THEM = Text(
    "For one commitment `eppd show {typed}`{also}; {rest}",
    "查看單一事項請用「eppd show {typed}」{also}；{rest}",
)
ALSO_BY_ID = Text(" or `{command} --id {typed}`", "或「{command} --id {typed}」")
SEARCH_FOR = Text(
    "To search for words: `{command} -q {typed}`; {rest}", "搜尋文字請用「{command} -q {typed}」；{rest}"
)
BAD_VALUE = Text("{option} has no use for “{typed}”.", "{option} 不得為「{typed}」。")
OTHERWISE = Text("This command line does not fit: {what}", "指令寫法有誤：{what}")

HELP_IN_ENGLISH = Text("{message} {remedy} This help is in English.", "{message}{remedy}本說明以英文顯示。")

# ---- what Typer says, in other languages than English ----

HELP_OPTION = "Show this message and exit."
"""What Typer says of `--help`."""
USAGE = Text("Usage: {command} {pieces}", "用法：{command} {pieces}")
PIECES = {
    "[OPTIONS]": Text("[OPTIONS]", "[選項]"),
    "COMMAND [ARGS]...": Text("COMMAND [ARGS]...", "指令 [參數]…"),
}
COMMANDS = Text("Commands:", "指令：")
ARGUMENTS = Text("Arguments:", "參數：")
OPTIONS = Text("Options:", "選項：")
EXTRA = Text(" [{told}]", " ［{told}］")
EXTRAS = {"default: ": Text("default: ", "預設："), "required": Text("required", "必填")}
"""What Typer adds behind the help of an option."""
_VALUES = re.compile(r"(?:[a-z][a-z-]*, )*[a-z][a-z-]*(?: or [a-z][a-z-]*)?\.")
_OR = Text(" or ", " 或 ")


def table_of(language: Language) -> Path:
    """Where the help of the commands stands in a language, a sentence a line, English in front."""
    return Path(__file__).with_name(f"help_{language}.tsv")


def translated(language: Language) -> bool:
    """Whether the help stands in a language, or one of several, beside English, in which it is written."""
    return any(one is not BEFORE_ASKED and table_of(one).is_file() for one in languages(language))


@cache
def table(language: Language) -> dict[str, str]:
    """Every sentence of the help in English, and the same in a language."""
    return dict(line.split("\t") for line in table_of(language).read_text("utf-8").splitlines())


def of(text: str | None, language: Language) -> str:
    """A paragraph of the help in a language; as it is where it has none in it."""
    one = " ".join((text or "").split())
    known = table(language) if translated(language) else {}
    if one not in known and _VALUES.fullmatch(one):
        listed = (
            one.rstrip(".").replace(", ", LIST_SEPARATOR.say(language)).replace(" or ", _OR.say(language))
        )
        return listed + STOP.say(language)
    return known.get(one, one)


def sentence(text: str) -> Text:
    """A paragraph of the help in every language."""
    return Text(*(of(text, Language(field)) for field in Text.__struct_fields__))
