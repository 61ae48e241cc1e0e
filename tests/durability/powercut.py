"""The power is cut under load: what was not on the disk is gone, as `kill -9` alone cannot show.

usage (as root, on Linux): python -m tests.durability.powercut [--cuts 25] [--seed 1] [--fault normal-sync]

The database lies on an ext4 image of its own. A cut is EXT4_IOC_SHUTDOWN without a flush of its log: every write that
was not synced is dropped. Then the server is killed, the image mounted again, and the database held against the ledger.
"""

import argparse
import fcntl
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.durability import kill9
from tests.durability.server import Server

SHUTDOWN = 0x8004587D
WITHOUT_FLUSH = 2
IMAGE_BYTES = 128 << 20


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class OnDisk(Server):
    """A server whose database lies on an image at `disk`; to kill it is to cut the power."""

    def __init__(self, disk: Path, *, fault: str = "") -> None:
        self.image, self.mount = disk / "image", disk / "mount"
        self.mount.mkdir()
        with self.image.open("wb") as file:
            file.truncate(IMAGE_BYTES)
        run("mkfs.ext4", "-q", "-F", str(self.image))
        run("mount", "-o", "loop", str(self.image), str(self.mount))
        super().__init__(self.mount / "data", fault=fault)

    def kill(self) -> None:
        if not self.is_running:
            return
        folder = os.open(self.mount, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_FLUSH))
        os.close(folder)
        super().kill()
        self.give_back()
        run("mount", "-o", "loop", str(self.image), str(self.mount))

    def give_back(self) -> None:
        """Unmount, as soon as the last process of the server is gone."""
        for _ in range(200):
            if subprocess.run(["umount", str(self.mount)], stderr=subprocess.DEVNULL).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"{self.mount} stays in use")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--cuts", type=int, default=25)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--fault", choices=["normal-sync"], default="", help="the run must fail")
    asked = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="foothold-power-") as folder:
        server = OnDisk(Path(folder), fault=asked.fault)
        try:
            verdict, ledger = kill9.run(server, kills=asked.cuts, seed=asked.seed)
        finally:
            server.give_back()
    sys.stdout.write(kill9.report(f"{asked.cuts} power cuts", started, verdict, ledger))
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
