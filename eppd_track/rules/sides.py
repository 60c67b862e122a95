"""Several sides in one text, as people name them: `Taiwan and US`, `臺、美`.

Pure.
"""

import re
from collections.abc import Mapping, Sequence

from eppd_track.model.vocabulary import Side, Sides, put_together

_BETWEEN = r"\s*[+,&、]\s*(?:and\s+)?|\s+and\s+|\s*[及與和]\s*"
"""What stands between several sides that are meant together, in whatever order, in a folded text."""


def may_be_several(text: str) -> bool:
    """Whether a folded text can name several sides."""
    return re.search(_BETWEEN, text) is not None


def sides_named(text: str, spellings: Mapping[str, str], codes: Sequence[Side]) -> Sides | None:
    """The value of the sides that a folded text names one by one, a name being the longest that fits.

    None where it names anything else. `spellings` gives the code of each side by its folded names.
    """
    names = sorted((name for name, value in spellings.items() if value in codes), key=len, reverse=True)
    read: dict[int, list[str]] = {0: []}
    for start in range(len(text)):
        for name in names if start in read else ():
            end, so_far = start + len(name), [*read[start], spellings[name]]
            if text[start:end] != name:
                continue
            if end == len(text):
                return put_together(so_far, codes)
            between = re.compile(_BETWEEN).match(text, end)
            if between:
                read.setdefault(between.end(), so_far)
    return None
