"""Files that are not what they should be: missing, not text, another format, another encoding."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import shutil
import struct
import zipfile
from pathlib import Path

from .base import TARGET, Case, Expected, at, bad, base, in_target, row_of, written
from .edits import add_fact, becomes, both, content, gone, insert, target

FACTS = written("facts", base()["facts"])
FIRST_CHINESE = row_of("facts", "acme.revenue.2024")


def _zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, mimetype if name == "mimetype" else "<xml/>")
    return out.getvalue()


def _png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 9, 9, 8, 2, 0, 0, 0)


XLSX = _zipped("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
ODS = _zipped("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
XLS = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
HTML = b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>x</body></html>\n"
LFS = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 1060577\n"
)


def _folder(folder: Path) -> None:
    (folder / "facts.csv").unlink()
    (folder / "facts.csv").mkdir()


def _fifo(folder: Path) -> None:
    (folder / "facts.csv").unlink()
    os.mkfifo(folder / "facts.csv")


def _link(to: str):
    def make(folder: Path) -> None:
        (folder / "facts.csv").unlink()
        (folder / "facts.csv").symlink_to(to)

    return make


def _link_outside(folder: Path) -> None:
    outside = folder.parent / "elsewhere.csv"
    shutil.move(folder / "facts.csv", outside)
    (folder / "facts.csv").symlink_to(outside)


def _huge(folder: Path) -> None:
    """Write a sparse file: ten gigabytes long, no room on the disk."""
    with (folder / "facts.csv").open("r+b") as file:
        file.truncate(10 * 2**30)


def _bomb(folder: Path) -> None:
    text = FACTS + b"".join(b"row %d,%s\n" % (k, b"x" * 90) for k in range(20_000))
    (folder / "facts.csv").write_bytes(gzip.compress(text, mtime=0))


def _empty_folder(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _encoded(name: str, lossy: str = "strict"):
    return content(lambda raw: raw.decode("utf-8").encode(name, lossy))


def _bad_byte(raw: bytes) -> bytes:
    place = raw.index("31,250.88万元".encode()) + len("31,250.88") + 1
    return raw[:place] + b"?" + raw[place + 1 :]


_BYTES = row_of("facts", TARGET)
# Pipes and devices; links need rights of their own on Windows.
POSIX: list[Case] = [
    bad("F2_fifo", _fifo, at("not-a-file")),
    bad("F2_device", _link("/dev/zero"), at("not-a-file"), also="device"),
    bad("F2_broken_link", _link("nowhere.csv"), at("file-missing")),
    bad("F15_symlink_outside", _link_outside, at("outside-folder")),
]  # fmt: skip
CASES: list[Case] = [
    *(POSIX if os.name == "posix" else ()),
    bad("F1_missing", gone(), Expected("file-missing", "data/facts.csv"), whole=True),
    bad("F1_missing_glossary", gone("glossary.csv"),
        Expected("file-missing", "data/glossary.csv"), whole=True),
    bad("F1_no_table_at_all", _empty_folder,
        *(at("file-missing", table) for table in ("entities", "facts", "sources"))),
    bad("F1_no_facts", gone(), at("file-missing"), also="entities.csv"),
    bad("F2_folder", _folder, at("not-a-file"), also="folder"),
    bad("F3_no_bytes", becomes(b""), at("empty")),
    bad("F3_only_a_byte_order_mark", becomes(b"\xef\xbb\xbf"), at("empty")),
    bad("F5_blank_lines", becomes(b"\n\n\n\n"), at("empty")),
    bad("F5_spaces", becomes(b"  \n \r\n\t\n"), at("empty")),
    bad("F4_header_only_shipped", content(lambda raw: raw[: raw.index(b"\n") + 1]),
        Expected("no-rows", "data/facts.csv"), whole=True),
    bad("F6_png", becomes(_png()), at("not-text"), also="PNG"),
    bad("F6_pdf", becomes(PDF), at("not-text"), also="PDF"),
    bad("F6_random_bytes", becomes(bytes(range(128, 256)) * 40), at("encoding", row=1)),
    bad("F7_gzip", becomes(gzip.compress(FACTS, mtime=0)), at("compressed"), also="gzip"),
    bad("F7_bzip2", becomes(bz2.compress(FACTS)), at("compressed")),
    bad("F7_xz", becomes(lzma.compress(FACTS)), at("compressed")),
    bad("F7_zstd", becomes(bytes.fromhex("28b52ffd") + FACTS), at("compressed")),
    bad("F7_zip_of_a_csv", becomes(_zipped("facts.csv")), at("compressed")),
    bad("F8_xlsx", becomes(XLSX), at("spreadsheet"), also="CSV UTF-8"),
    bad("F8_ods", becomes(ODS), at("spreadsheet"), also="CSV UTF-8"),
    bad("F8_xls", becomes(XLS), at("spreadsheet"), also="CSV UTF-8"),
    bad("F9_html", becomes(HTML), at("html"), also="HTML"),
    bad("F9_html_after_blanks", becomes(b"\xef\xbb\xbf\r\n  " + HTML.lower()), at("html")),
    bad("F9_html_without_doctype", becomes(b"<html>\n<body>Sign in</body>\n</html>\n"),
        at("html")),
    bad("F12_json_list", becomes(json.dumps(base()["facts"]).encode()), at("json"), also="JSON"),
    bad("F12_json_object", becomes(b'{\n "value": "743071600"\n}\n'), at("json")),
    bad("F10_lfs_pointer", becomes(LFS), at("lfs-pointer"), also="git lfs pull"),
    bad("F16_ten_gigabytes", _huge, at("too-large")),
    bad("F16_gzip_bomb", _bomb, at("compressed")),
    bad("F17_field_of_two_megabytes", target("note", "x" * 2_000_000),
        at("field-too-long", row=_BYTES), also="quote"),
    bad("F17_field_of_ten_thousand_and_one", target("note", "x" * 10_001),
        in_target("field-too-long", "note")),
    bad("F1_no_sources", gone("sources.csv"), at("file-missing", "sources")),
    # encodings
    bad("E1_gbk", _encoded("gbk"), at("encoding", row=FIRST_CHINESE), also="GBK"),
    bad("E1_gb18030_name", content(lambda raw: raw.decode().encode("gb18030"), "entities.csv"),
        at("encoding", "entities", row_of("entities", "acme")), also="GB"),
    bad("E5_big5", _encoded("big5", "replace"), at("encoding", row=FIRST_CHINESE), also="Big5"),
    bad("E6_cp1252", both(target("locator", "§ 4 – Übersicht"),
        content(lambda raw: raw.replace("万元".encode(), b"").decode("utf-8", "ignore")
                .encode("cp1252", "ignore"))), at("encoding", row=_BYTES)),
    bad("E3_utf16_le_mark", content(lambda raw: b"\xff\xfe" + raw.decode().encode("utf-16-le")),
        at("encoding", row=1), also="UTF-16"),
    bad("E3_utf16_be_mark", content(lambda raw: b"\xfe\xff" + raw.decode().encode("utf-16-be")),
        at("encoding", row=1), also="UTF-16"),
    bad("E4_utf16_be_no_mark", _encoded("utf-16-be"), at("encoding", row=1), also="UTF-16"),
    bad("E4_utf16_le_no_mark", _encoded("utf-16-le"), at("encoding", row=1), also="UTF-16"),
    bad("E4_utf32", _encoded("utf-32"), at("encoding", row=1), also="UTF-32"),
    bad("E10_one_bad_byte", content(_bad_byte), at("encoding", row=_BYTES)),
    bad("E10_overlong_slash", content(lambda raw: raw.replace(b"p. 12", b"p. \xc0\xaf", 1)),
        at("encoding", row=2)),
    bad("E10_surrogate", content(lambda raw: raw.replace(b"p. 12", b"p. \xed\xa0\x80", 1)),
        at("encoding", row=2)),
    bad("E9_nul_in_a_number", target("value", "3125\x0008800"),
        in_target("control-character", "value")),
    # names
    bad("F19_misspelt_name", lambda folder: (folder / "facts.csv").rename(folder / "fact.csv"),
        Expected("unknown-file", "mine/fact.csv"), at("file-missing"), also="facts.csv"),
    bad("F19_second_copy", both(add_fact(), becomes(FACTS, "facts (1).csv")),
        Expected("unknown-file", "mine/facts (1).csv")),
    bad("F19_workbook_beside", becomes(XLSX, "facts.xlsx"),
        Expected("spreadsheet", "mine/facts.xlsx"), also="CSV UTF-8"),
    bad("F19_text_for_csv", lambda folder: (folder / "facts.csv").rename(folder / "facts.txt"),
        at("file-missing"), also="facts.txt"),
    # line ends
    bad("E12_cr_only", content(lambda raw: raw.replace(b"\n", b"\r")), at("line-endings")),
    bad("E13_mixed_ends", content(lambda raw: raw.replace(b"\n", b"\r\n", 9)),
        at("line-endings")),
    bad("E13_one_row_with_cr", content(lambda raw: raw.replace(b"\n", b"\r", 1)),
        at("line-endings")),
    # cut
    bad("F13_cut_in_the_last_row", content(lambda raw: raw[: raw.rindex(b"31,250") - 2]),
        at("field-count", row=_BYTES), also="14"),
    bad("F14_cut_inside_quotes", content(lambda raw: raw[: raw.rindex("万元".encode())]),
        at("quote", row=_BYTES)),
    bad("F13_cut_in_a_character", content(lambda raw: raw[: raw.rindex("万元".encode()) + 1]),
        at("encoding", row=_BYTES)),
    bad("F11_end_of_a_merge", insert(4, "=======", ">>>>>>> theirs"),
        at("conflict-marker", row=4), at("conflict-marker", row=5)),
]  # fmt: skip
