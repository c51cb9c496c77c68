"""Judge a zip archive by its directory before anything in it is unpacked."""

import io
import zipfile

from .table import Limits, ReadError

# Small members may be packed very well without meaning harm.
RATIO_FROM_BYTES = 1024 * 1024


def check_archive(data: bytes, limits: Limits, *, may_be_locked: bool = False) -> None:
    """Refuse what is no sound archive or would unpack beyond the limits.

    The one check of the suite: of workbooks that are read and of files that clients
    send. Python's zipfile never hands out more bytes of a member than its directory
    entry declares (it stops there or fails the checksum), so the declared sizes bind.

    :param may_be_locked: take a password: the file is passed on, not read
    :raise ReadError: damaged, locked by a password, or too large unpacked
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        raise ReadError("damaged") from None
    if not members:
        raise ReadError("damaged")
    if len(members) > limits.entries:
        raise ReadError("unpacks_too_large")
    if not may_be_locked and any(member.flag_bits & 0x1 for member in members):
        raise ReadError("locked")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise ReadError("unpacks_too_large")
    for member in members:
        _check_ratio(member, limits)


def _check_ratio(member: zipfile.ZipInfo, limits: Limits) -> None:
    packed = max(member.compress_size, 1)
    if member.file_size > RATIO_FROM_BYTES and member.file_size / packed > limits.ratio:
        raise ReadError("unpacks_too_large")
