"""Which encoding a text file is in: by its mark, or as the first that all of its bytes fit."""

UTF8 = "utf-8-sig"
UTF16 = "utf-16"
BIG5 = "cp950"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def encoding_of(raw: bytes) -> str | None:
    """UTF8 (with or without its mark), UTF16 (with it), BIG5 as Windows has it, or None for none of them."""
    if raw.startswith(_UTF16_MARKS):
        return UTF16
    for encoding in (UTF8, BIG5):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None
