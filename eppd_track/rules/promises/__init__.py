"""The rule book of promises: which clauses of a document promise something (docs/words.md, "Promises").

Deterministic and pure: the same words give the same clauses. `clause` says what a clause is, `parties` who
is meant; `sentences` cuts texts; `chinese` and `english` hold the rules with their reasons; `figures` reads
dates and numbers; `book` goes through a document.
"""
