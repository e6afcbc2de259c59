# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ruban export` of a letter, beside writing the same files with their bytes at hand."""
import pathlib
import shutil
import subprocess
import time

from .bench import SLUG, Failed
from .figures import Row, beside, median

SIGNATURES, MOST_SECONDS = 10_000, 20


def read(folder):
    return {file.relative_to(folder): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def bare(files, folder):
    """Seconds that it takes to write these files, and to have them durable."""
    began = time.monotonic()
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    subprocess.run(["sync", "--file-system", folder], check=True)
    return time.monotonic() - began


def export(bench, filled, target):
    began = time.monotonic()
    done = subprocess.run([bench.bin / "ruban", "export", SLUG, "--to", target, "--data", filled.folder],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Failed(f"the export ended with {done.returncode}: {done.stdout}")
    return time.monotonic() - began


def measure(bench):
    filled = bench.filled(1000 if bench.quick else SIGNATURES, "filler")
    target, copy = bench.work / "exported", bench.work / "written"
    took, floor, first = [], [], None
    try:
        for number in range(bench.rounds):
            bench.say(f"export, round {number + 1} of {bench.rounds}")
            for folder in (target, copy):
                shutil.rmtree(folder, ignore_errors=True)
            took.append(export(bench, filled, target))
            files = read(pathlib.Path(target))
            if first not in (None, files):
                raise Failed("two exports of the same record differ")
            first = files
            floor.append(bare(files, copy))
    finally:
        for folder in (target, copy):
            shutil.rmtree(folder, ignore_errors=True)
    size = sum(map(len, first.values())) / 1e6
    return [Row(f"export of {filled.signatures} signatures: {len(first)} files, {size:.0f} MB", median(took), "s", most=MOST_SECONDS),
            beside("the same", median(took), "s", "writing the same files", median(floor))]
