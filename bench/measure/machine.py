# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the figures were taken on: processor, memory, and the mood of the disk. No name of the machine."""
import os
import pathlib
import re
import subprocess
import time

from .figures import median

PROBES = 100


def describe():
    about = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*: (.*)$", about, re.M)
    flags = re.search(r"^flags\s*: (.*)$", about, re.M)
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return {
        "cpu": model.group(1).strip() if model else "unknown",
        "cores": len(os.sched_getaffinity(0)),
        "avx512_ifma": bool(flags) and "avx512ifma" in flags.group(1).split(),
        "memory_gb": round(int(memory.group(1)) / 2**20),
        "kernel": os.uname().release.split("-")[0],
    }


def commit():
    """Of the tree that was measured."""
    git = ["git", "-C", pathlib.Path(__file__).parent, "describe", "--always", "--dirty", "--abbrev=12"]
    done = subprocess.run(git, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() or "an unknown commit"


def load():
    """Processes that wanted a core in the last minute."""
    return os.getloadavg()[0]


def fsync_ms(folder):
    """The median time of one durable write of 4 kB. Some disks have fast and slow minutes."""
    file = pathlib.Path(folder) / "fsync.probe"
    times = []
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for i in range(PROBES):
            began = time.perf_counter()
            os.pwrite(handle, b"x" * 4096, i * 4096)
            os.fdatasync(handle)
            times.append(time.perf_counter() - began)
    finally:
        os.close(handle)
        file.unlink()
    return 1000 * median(times)
