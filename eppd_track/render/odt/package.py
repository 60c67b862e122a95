"""An OpenDocument package as bytes that do not depend on the day, for texts and for sheets."""

import io
import zipfile
from typing import Any

from odfdo import Document

VERSION = "1.3"
"""The OpenDocument version that office programs in use can read."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
"""All of the package but its media type and its list of parts; whatever else the template has stays out."""


def to_bytes(document: Document) -> bytes:
    """The package: its media type first and unpacked, the parts in a fixed order, no time of its own."""
    parts: dict[str, Any] = {name: getattr(document, name.removesuffix(".xml")) for name in _PARTS}
    for part in parts.values():
        part.root.set_attribute("office:version", VERSION)
    parts["META-INF/manifest.xml"] = _list_parts(document)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        _add(package, "mimetype", document.mimetype.encode(), zipfile.ZIP_STORED)
        for name, part in parts.items():
            _add(package, name, part.serialize(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _list_parts(document: Document) -> Any:
    """The list of what is in the package, which must agree with it."""
    manifest = document.manifest
    manifest.root.set_attribute("manifest:version", VERSION)
    for entry in manifest.get_elements("//manifest:file-entry"):
        path = entry.get_attribute("manifest:full-path")
        if path == "/":
            entry.set_attribute("manifest:version", VERSION)
        elif path not in _PARTS:
            entry.delete()
    return manifest


def _add(package: zipfile.ZipFile, name: str, content: bytes, packing: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = packing
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    package.writestr(entry, content)
