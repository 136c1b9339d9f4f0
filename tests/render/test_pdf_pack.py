"""The packer: the same document, smaller, and never dependent on this machine's zlib."""

from __future__ import annotations

import hashlib
import io
import random
import zlib

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.errors import GateProblem
from tapeout.render import pdf
from tapeout.render.deflate import deflated
from tapeout.render.document import report_from
from tapeout.render.pdf_pack import packed


@given(st.binary(max_size=3000))
def test_what_is_compressed_can_be_read_back(data):
    assert zlib.decompress(deflated(data)) == data


@given(st.binary(min_size=1, max_size=40), st.integers(1, 3000))
def test_repetition_is_found(data, times):
    small = deflated(data * times)
    assert zlib.decompress(small) == data * times
    assert len(small) <= 2 * len(data) + len(data) * times / 60 + 60


def test_matches_reach_over_the_whole_window():
    source = random.Random(7)  # noqa: S311 - test data
    block = bytes(source.randrange(256) for _ in range(32_000))
    for gap in (0, 700, 768, 769, 3000):
        data = block + bytes(gap) + block
        assert zlib.decompress(deflated(data)) == data


def test_the_bytes_are_the_same_on_every_machine():
    data = b"".join(b"<</Type/StructElem/S/TD/P %d 0 R>>" % (k // 5) for k in range(2000))
    assert hashlib.sha256(deflated(data)).hexdigest() == KNOWN


KNOWN = "d30a4fdbfb74ab0dd90ac69505d97ec9d1fa8a225499386094211ade6ac5952c"


@pytest.fixture
def plain(notebooks, monkeypatch) -> bytes:
    monkeypatch.setattr(pdf, "packed", lambda data: data)
    return pdf.render(report_from(notebooks, "zh"))


def test_the_packed_document_is_the_same_document(plain):
    small = packed(plain)
    assert len(small) < 0.7 * len(plain)
    before, after = pypdfium2.PdfDocument(plain), pypdfium2.PdfDocument(small)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert one.get_textpage().get_text_bounded() == other.get_textpage().get_text_bounded()
    assert [b.get_title() for b in before.get_toc()] == [b.get_title() for b in after.get_toc()]


def test_every_object_survives(plain):
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf has no wheel for this machine")
    before, after = pikepdf.open(io.BytesIO(plain)), pikepdf.open(io.BytesIO(packed(plain)))
    assert after.check_pdf_syntax() == []
    assert set(before.trailer.keys()) - {"/Size"} <= set(after.trailer.keys())
    checked = 0
    for number in range(1, int(before.trailer["/Size"])):
        one, other = before.get_object(number, 0), after.get_object(number, 0)
        assert one.unparse(resolved=False) == other.unparse(resolved=False), number
        checked += 1
    assert checked > 300


def test_a_file_of_another_build_is_refused(plain):
    with pytest.raises(GateProblem, match="packed before"):
        packed(packed(plain))
