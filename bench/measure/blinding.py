# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signing page's own code in Chromium: blinding and unblinding with a key of 2,048 bits."""
import json
import os
import pathlib
import subprocess

from .bench import Failed
from .figures import Row, median

SCRIPT = pathlib.Path(__file__).with_name("blinding.mjs")


def measure(bench):
    bench.say("blinding in Chromium")
    bundle = bench.bin.parent / "client/all.mjs"
    done = subprocess.run(["node", SCRIPT, bundle, str(3 if bench.quick else 50)], text=True, stdout=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, env=os.environ)
    if done.returncode != 0:
        raise Failed(f"{SCRIPT.name} ended with {done.returncode}")
    times = json.loads(done.stdout)
    return [Row("blinding in Chromium", median(times["blind_ms"]), "ms", most=200),
            Row("unblinding and verifying there", median(times["finalize_ms"]), "ms")]
