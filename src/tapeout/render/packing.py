"""A PDF with its many small objects (tags, links) packed into compressed streams.

Typst writes each of them as text of its own: two thirds of the file. The document stays the
same, object for object (ISO 32000-1, 7.5.7, object streams).
"""

from __future__ import annotations

import io
import sys


def packed(pdf: bytes) -> bytes:
    """Return the same document in fewer bytes; the same bytes in give the same bytes out.

    On macOS, where not every machine has a wheel of pikepdf, the document is left as it is.
    """
    if sys.platform == "darwin":
        return pdf
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # what Typst says of the document stays
        )
    return out.getvalue()
