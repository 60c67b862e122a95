"""The cards of `eppd intake`: the proposals of a document one after the other."""
