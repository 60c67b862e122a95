"""A text in every language of the program, and the one place that decides which of them is shown.

A further language is a field of `Text` and a row of the tables here; nothing else asks which one it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from eppd_track.model.vocabulary import Language

_SHOWN = {Language.EN: ("en",), Language.ZH: ("zh",), Language.BOTH: ("zh", "en")}
"""The languages of a page, by their fields, the first of them first."""
BEFORE_ASKED = Language.EN
"""The language of messages until a ledger, an option or the environment says another."""
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name a person's language, the first that is set deciding."""
_TAG = {"en": "en", "zh": "zh-Hant-TW"}
"""How pages name a language."""
_LOCALE = {"en": "en", "zh": "zh-TW"}
"""How office documents name one."""


class Text(Struct, frozen=True):
    """The same words in English and Chinese; `{name}` marks what `fill` puts in.

    Where a page is in several languages, a sentence stands in each on lines of its own, a label in all on
    one line, the first language of the page in front; `brief` is for what has room for one alone.
    """

    en: str
    zh: str

    def fill(self, /, **values: object) -> "Text":
        """These words with each `{name}` replaced.

        A `Text` value speaks its own language, and several values are listed as each language does it.
        """
        return Text(
            *(
                getattr(self, field).format(**{name: _in(value, field) for name, value in values.items()})
                for field in self.__struct_fields__
            )
        )

    def map(self, change: Callable[[str], str]) -> "Text":
        """These words, changed alike in every language."""
        return Text(*map(change, _spoken(self)))

    def say(self, language: Language) -> str:
        """The sentence in each language of a page, one under the other, once where they are the same."""
        return "\n".join(told([self], language))

    def label(self, language: Language) -> str:
        """The words as a label: Chinese first where both are wanted, once where they are the same."""
        return " ".join(self.lines(language)) or next(filter(None, _spoken(self)), "")

    def brief(self, language: Language) -> str:
        """The words where there is room for one language: Chinese unless English is asked for."""
        return str(getattr(self, _SHOWN[language][0])) or self.label(language)

    def lines(self, language: Language) -> tuple[str, ...]:
        """The words in each language of a page, in order, each once."""
        return tuple(dict.fromkeys(words for field in _SHOWN[language] if (words := getattr(self, field))))

    @property
    def data(self) -> str:
        """The words for other programs, which are given English."""
        return self.en

    @property
    def others(self) -> tuple[str, ...]:
        """The words in every language but that of the file, which is English."""
        return _spoken(self)[1:]

    @property
    def spellings(self) -> tuple[str, ...]:
        """The words as they may be typed: each language by itself, then all of them as one label."""
        return (*_spoken(self), self.label(Language.BOTH))


def _spoken(text: Text) -> tuple[str, ...]:
    return tuple(getattr(text, field) for field in text.__struct_fields__)


def _in(value: object, field: str) -> object:
    if isinstance(value, Iterable) and not isinstance(value, str):
        between: str = getattr(LIST_SEPARATOR, field)
        return between.join(str(_in(part, field)) for part in value)
    return getattr(value, field) if isinstance(value, Text) else value


def told(texts: Sequence[Text], language: Language) -> tuple[str, ...]:
    """Sentences that belong together: all of them in one language of a page, then all in the next."""
    return tuple(
        dict.fromkeys("\n".join(getattr(text, field) for text in texts) for field in _SHOWN[language])
    )


class Titles(Struct, frozen=True):
    """Words of the ledger in both languages, printed one under the other; either may be missing."""

    en: str | None
    zh: str | None

    def say(self, language: Language) -> str | None:
        """What the ledger holds in one language."""
        held: str | None = getattr(self, _SHOWN[language][-1], None)
        return held

    def lines(self, language: Language) -> list[str]:
        """What a page shows, in the order of its languages; another language where one alone is missing."""
        held = [words for field in _SHOWN[language] if (words := getattr(self, field, None))]
        return held or [words for words in (self.en, self.zh) if words][:1]

    def text(self, name: str = "") -> Text:
        """The words as a Text: the other language where one is missing, `name` where both are."""
        return both(self.en, self.zh, name)


def both(en: str | None, zh: str | None, name: str) -> Text:
    """Titles as a Text: the other language where one is missing, the name where both are."""
    held = {"en": en, "zh": zh}
    return Text(*(held.get(field) or en or zh or name for field in Text.__struct_fields__))


def paired(text: Text, twin: Text) -> Text:
    """The words of a field of the ledger, in Chinese those of its twin `…_zh`."""
    return both(text.en, twin.zh, "")


def same(text: object) -> Text:
    """A text that reads alike in every language: an id, a code, a number."""
    return Text(*[str(text)] * len(Text.__struct_fields__))


def names(found: Iterable[object]) -> Text:
    """Ids, codes or names that read alike in every language, as each language lists them."""
    return join([same(name) for name in found])


NOTHING = same("")
LIST_SEPARATOR = Text(", ", "、")
COMMA = Text(", ", "，")
SEMICOLON = Text("; ", "；")
COLON = Text(": ", "：")
SLASH = Text(" / ", "／")
OR = Text(" or ", "或")
AND = Text(", and ", "，以及 ")
BETWEEN_SENTENCES = Text(" ", "")
WIDE_GAP = Text("   ", "　")
IN_BRACKETS = Text("{text} ({inside})", "{text}（{inside}）")
LATIN = Text("{name}", "{name} ")
"""A name in Latin letters before a word; Chinese sets it off by a blank."""
STOP = Text(".", "。")
_ENDS = (".", "!", "?", "…", "。", "！", "？")


def join(parts: list[Text], separator: Text = LIST_SEPARATOR) -> Text:
    """Several texts as one, separated as each language does it."""
    return Text(
        *(between.join(spoken) for between, *spoken in zip(*map(_spoken, (separator, *parts)), strict=True))
    )


def run_on(sentences: Iterable[Text]) -> Text:
    """Sentences one behind the other; in Chinese with a blank behind one that ends in a Latin sign."""
    told = list(sentences)
    return Text(*(_set(field, [getattr(text, field) for text in told]) for field in Text.__struct_fields__))


def _set(field: str, sentences: list[str]) -> str:
    """Sentences of one language one behind the other."""
    between: str = getattr(BETWEEN_SENTENCES, field)
    if between:
        return between.join(sentences)
    whole = ""
    for said in sentences:
        whole += f" {said}" if whole and whole[-1].isascii() else said
    return whole


def ended(text: Text) -> Text:
    """A sentence with a full stop, unless it ends in a sign of its own."""
    return Text(
        *(
            said if said.endswith(_ENDS) else said + stop
            for said, stop in zip(_spoken(text), _spoken(STOP), strict=True)
        )
    )


def languages(language: Language) -> tuple[Language, ...]:
    """The languages of a page one by one, in order."""
    return tuple(map(Language, _SHOWN[language]))


def of_code(code: str) -> Language:
    """The language that a code names; that of BEFORE_ASKED where it names none."""
    return next((one for one in Language if one == code), BEFORE_ASKED)


def of_locale(environ: Mapping[str, str]) -> Language:
    """The language of a person of whom only the system's settings are known: both where they are Chinese."""
    named = next((environ[name] for name in _LOCALES if environ.get(name)), "")
    return Language.BOTH if named.lower().startswith("zh") else BEFORE_ASKED


def first(language: Language) -> Language:
    """The language of what is said once: of a page in several the first."""
    return languages(language)[0]


def in_turn(en: str, zh: str, language: Language) -> tuple[str, str]:
    """What is for English and what for Chinese, in the order in which a language shows them."""
    return (en, zh) if first(language) is Language.EN else (zh, en)


def spoken_by(*, outside: bool) -> Language:
    """The language of a reader who has not said which: Chinese in our own house, English outside."""
    return Language.EN if outside else Language.ZH


def without_remark(text: Text) -> Text:
    """A name without the Chinese remark in brackets behind it."""
    return text.map(lambda words: words.partition("（")[0])


def in_schema(text: Text) -> str:
    """The words as the schema of the ledger has them, in every language."""
    return " · ".join(_spoken(text))


def tag(language: Language) -> str:
    """The tag of a page's language, as HTML and PDF want it: that of its first."""
    return _TAG[_SHOWN[language][0]]


def locale(language: Language) -> str:
    """The same as office documents want it."""
    return _LOCALE[_SHOWN[language][0]]
