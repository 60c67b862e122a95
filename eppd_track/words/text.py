"""A text in every language of the program, and the one place that decides which of them is shown."""

from msgspec import Struct

from eppd_track.model.vocabulary import Language


class Text(Struct, frozen=True):
    """The same words in English and Chinese; `{name}` marks what `fill` puts in."""

    en: str
    zh: str

    def fill(self, /, **values: object) -> "Text":
        """These words with each `{name}` replaced; a `Text` value speaks its own language."""
        return Text(
            self.en.format(**{name: _in(value, "en") for name, value in values.items()}),
            self.zh.format(**{name: _in(value, "zh") for name, value in values.items()}),
        )

    def say(self, language: Language) -> str:
        """The sentence in one language: messages in `both` are English."""
        return self.zh if language is Language.ZH else self.en

    def label(self, language: Language) -> str:
        """The words as a label: Chinese first where both are wanted, once where they are the same."""
        if language is Language.BOTH and self.en and self.zh and self.en != self.zh:
            return f"{self.zh} {self.en}"
        return (self.zh or self.en) if language is not Language.EN else (self.en or self.zh)


def _in(value: object, language: str) -> object:
    return getattr(value, language) if isinstance(value, Text) else value


def same(text: object) -> Text:
    """A text that reads alike in every language: an id, a code, a number."""
    return Text(str(text), str(text))


LIST_SEPARATOR = Text(", ", "、")


def join(parts: list[Text], separator: Text = LIST_SEPARATOR) -> Text:
    """Several texts as one, separated as each language does it."""
    return Text(separator.en.join(part.en for part in parts), separator.zh.join(part.zh for part in parts))
