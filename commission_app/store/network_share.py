"""Network shares are refused: the write-ahead log needs memory shared on one machine (SEALING.md §4.2)."""

import ctypes
import sys
from pathlib import Path, PurePath

from commission_app.errors import AppError

_REMOTE_KINDS = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs"}
    | {"glusterfs", "fuse.glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)


def refuse_network_share(path: Path) -> None:
    """Raise DSK-20 when the file would stand on a network share. macOS offers no cheap way to tell."""
    if _is_remote(path.resolve()):
        raise AppError("DSK-20", file=path.name)


def is_on_remote_mount(path: PurePath, mounts: str) -> bool:
    """Tell whether the nearest mount above an absolute path is remote, from Linux's `mountinfo` (proc(5))."""
    nearest, kind = -1, ""
    for line in mounts.splitlines():
        fields, _, source = line.partition(" - ")
        point = PurePath(_unescaped(fields.split(" ")[4]))
        # A later mount on the same point covers the earlier one, hence >=.
        if path.is_relative_to(point) and len(point.parts) >= nearest:
            nearest, kind = len(point.parts), source.split(" ")[0]
    return kind in _REMOTE_KINDS


def _unescaped(point: str) -> str:
    return point.replace(r"\040", " ").replace(r"\011", "\t").replace(r"\012", "\n").replace(r"\134", "\\")


if sys.platform == "win32":
    _DRIVE_REMOTE = 4  # winbase.h

    def _is_remote(path: Path) -> bool:
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)

elif sys.platform == "linux":

    def _is_remote(path: Path) -> bool:
        return is_on_remote_mount(path, Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))

else:

    def _is_remote(path: Path) -> bool:  # noqa: ARG001 - the same signature as its two siblings
        return False
