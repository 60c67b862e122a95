"""What the pages of `eppd help` ask of the program, and a page as lines."""

from collections.abc import Iterator
from pathlib import Path

from eppd_track.cli.completion.answer import rows
from eppd_track.cli.help.page import pairs, paragraph
from eppd_track.ledger.lock import lock_path
from eppd_track.ledger.store import FILE_NAME
from eppd_track.model.settings import Settings
from eppd_track.model.vocabulary import Language, Status
from eppd_track.rules.transitions import needs, next_statuses
from eppd_track.words.guides import TopicRow
from eppd_track.words.offers import asked_for
from eppd_track.words.text import Text, join, same
from eppd_track.words.topics import TOPICS, TopicFacts


def page(name: str, language: Language, settings: Settings) -> Iterator[str]:
    """A topic as lines of at most 80 columns."""
    topic = TOPICS[name]
    yield topic.title.say(language)
    for block in topic.blocks(_facts(settings)):
        yield ""
        if isinstance(block, Text):
            yield from paragraph(block.say(language))
        else:
            yield from pairs([(_in(key, language), text.say(language)) for key, text in block])


def _in(key: Text | str, language: Language) -> str:
    return key if isinstance(key, str) else key.say(language)


def _facts(settings: Settings) -> TopicFacts:
    ways = {
        before: {
            after: [need.value for need in needs(before, after) or ()] for after in next_statuses(before)
        }
        for before in Status
    }
    return TopicFacts(settings, ways, _options(), FILE_NAME, lock_path(Path(FILE_NAME)).name)


def _options() -> list[TopicRow]:
    """The options of a selection."""
    everywhere = {row.names for row in rows() if row.kind == "option" and not row.path}
    chase = {row.names for row in rows() if row.kind == "option" and row.path == "chase"}
    return [
        (
            join([same(", ".join(sorted(row.names, key=len))), asked_for(row.metavar)], same(" ")).map(
                str.rstrip
            ),
            Text(row.en, row.zh),
        )
        for row in rows()
        if row.kind == "option" and row.path == "list" and row.names in chase - everywhere
        if not {"--output", "--overwrite", "--format"} & set(row.names)
    ]
