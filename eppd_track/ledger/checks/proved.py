"""Checks of the files that prove something: fingerprints that can be, and files that stand as recorded."""

import re
from collections.abc import Iterator

from eppd_track.ledger.checks.base import Check, Finding
from eppd_track.rules.proofs import Seen
from eppd_track.words import faults

_RULES = {Seen.CHANGED: faults.PROOF_CHANGED, Seen.GONE: faults.PROOF_GONE}


def proofs(check: Check) -> Iterator[Finding]:
    """What is no fingerprint, and files gone or changed; one recorded anew as it stands is neither."""
    for place in check.places:
        papers, name = place.commitment.evidence, place.commitment.id
        seen = {paper: sight.seen for paper in papers if (sight := check.at_hand.proofs.get(paper))}
        whole = {paper.ref for paper, how in seen.items() if how is Seen.WHOLE}
        for at, paper in zip(check.reading.places(len(papers), *place.at, "evidence"), papers, strict=True):
            if paper.sha256 is not None and not re.fullmatch("[0-9A-Fa-f]{64}", paper.sha256):
                form = faults.PRINT_OF_CLAUSE
                yield check.found(faults.BAD_PRINT, at, "sha256", name, value=paper.sha256, form=form)
            elif paper.ref not in whole and (rule := _RULES.get(seen.get(paper, Seen.WHOLE))):
                yield check.found(rule, at, "ref" if paper.ref else None, name, value=paper.ref or "-")
