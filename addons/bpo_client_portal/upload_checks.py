"""What may be uploaded: decided on the bytes, not on the name alone.

Pure functions without a database. Sizes are bytes. Every function answers for empty
and broken input; nothing here unpacks more than it counts.
"""

import re
import unicodedata

from odoo.addons.bpo_timesheets.readers.archive import check_archive
from odoo.addons.bpo_timesheets.readers.table import Limits, ReadError

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_FILES = 20
MAX_NAME = 120
# More members than in a workbook that is read: clients send folders of scans.
ARCHIVE_LIMITS = Limits(
    file_bytes=MAX_FILE_BYTES,
    unpacked_bytes=200 * 1024 * 1024,
    entries=2000,
)

ZIP = (b"PK\x03\x04",)
OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
TEXT = None  # no magic bytes; must not hold NUL and must not be markup

# Extension -> accepted first bytes.
SIGNATURES = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "tif": (b"II*\x00", b"MM\x00*"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "xls": OLE,
    "doc": OLE,
    "xlsx": ZIP,
    "docx": ZIP,
    "ods": ZIP,
    "odt": ZIP,
    "zip": ZIP,
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "wav": (b"RIFF",),
    "ogg": (b"OggS",),
    "flac": (b"fLaC",),
    "dss": (b"\x02dss",),
    "ds2": (b"\x03ds2",),
    "txt": TEXT,
    "csv": TEXT,
    "json": TEXT,
}
ACCEPT = ",".join(f".{extension}" for extension in sorted(SIGNATURES))

# Refusals, as keys the shell turns into sentences.
EMPTY, TOO_BIG, BAD_TYPE, MISMATCH, PACKED = (
    "empty",
    "too_big",
    "bad_type",
    "mismatch",
    "packed",
)


def clean_name(name):
    """Return a file name without folders, control signs and excess length.

    >>> clean_name("../../etc/pass\\x00wd.txt")
    'passwd.txt'
    >>> clean_name("")
    'file'
    """
    base = re.split(r"[\\/]", name or "")[-1]
    base = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C")
    base = base.strip(" .")
    if len(base) > MAX_NAME:
        stem, _dot, extension = base.rpartition(".")
        base = f"{stem[: MAX_NAME - 10]}.{extension[:8]}" if stem else base[:MAX_NAME]
    return base or "file"


def extension_of(name):
    """Return the lower-case extension of a file name, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def check_upload(name, data):
    """Return why a file is refused, or None where it may come in.

    :param str name: file name as sent
    :param bytes data: the whole file
    :return: one of the refusal keys of this module, or None
    """
    if not data:
        return EMPTY
    if len(data) > MAX_FILE_BYTES:
        return TOO_BIG
    extension = extension_of(clean_name(name))
    if extension not in SIGNATURES:
        return BAD_TYPE
    signatures = SIGNATURES[extension]
    if signatures is TEXT:
        return None if _is_plain_text(data) else MISMATCH
    if not data.startswith(signatures):
        return MISMATCH
    if signatures is ZIP and not is_sane_archive(data):
        return PACKED
    return None


def _is_plain_text(data):
    """Tell whether bytes are text that no browser would run."""
    if b"\x00" in data:
        return False
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not head.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script"))


def is_sane_archive(data):
    """Tell whether an archive opens and unpacks to a bounded size.

    :param bytes data: a zip container (also .xlsx, .docx, .ods, .odt); one with a
        password is passed on as it is
    """
    try:
        check_archive(data, ARCHIVE_LIMITS, may_be_locked=True)
    except ReadError:
        return False
    return True
