# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record as a reader saw it grow: remembers every checkpoint, and notices a fork.

RFC 6962's tree over C2SP's tlog-tiles, with none of Ruban's code. Signatures of checkpoints are left to `ruban audit`
and to tests/interop."""
import base64
import hashlib

from ruban_client import get

WIDTH = 256  # entries in a full bundle


class Forked(Exception):
    pass


def parent(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class SeenRecord:
    def __init__(self, port):
        self.port = port
        self.leaves = []
        self.edge = []  # (height, root) of the full subtrees that make up the tree, largest first
        self.roots = {0: hashlib.sha256(b"").digest()}
        self.checkpoints = {}  # size: root

    def look(self):
        """Reads the published checkpoint and the entries that are new. Its size."""
        answer = get(self.port, "/log/checkpoint")
        if answer.status != 200:
            raise Forked(f"/log/checkpoint: {answer.status}")
        size, root = answer.text().split("\n")[1:3]
        size, root = int(size), base64.b64decode(root)
        if self.checkpoints.setdefault(size, root) != root:
            raise Forked(f"two checkpoints of size {size}")
        if self.checkpoints and size < max(self.checkpoints):
            raise Forked(f"the published checkpoint shrank from {max(self.checkpoints)} to {size}")
        self._read(size, len(self.leaves) // WIDTH)
        if self.roots[size] != root:
            raise Forked(f"the entries don't have the root of the checkpoint of size {size}")
        return size

    def look_again_at_all(self):
        """Every entry anew: none may have changed under a checkpoint that was seen."""
        size = self.look()
        self._read(size, 0)
        return size

    def _read(self, size, bundle):
        for number in range(bundle, (size + WIDTH - 1) // WIDTH):
            width = min(WIDTH, size - number * WIDTH)
            for i, entry in enumerate(self._entries(number, width)):
                self._take(number * WIDTH + i, hashlib.sha256(b"\x00" + entry).digest())

    def _entries(self, number, width):
        groups = []
        rest = number
        while not groups or rest:
            groups.insert(0, f"{rest % 1000:03}")
            rest //= 1000
        path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
        partial = "" if width == WIDTH else f".p/{width}"
        answer = get(self.port, f"/log/tile/entries/{path}{partial}")
        if answer.status != 200:
            raise Forked(f"entries {number}{partial}: {answer.status}")
        data = answer.bytes
        for _ in range(width):
            length = int.from_bytes(data[:2], "big")
            yield data[2:2 + length]
            data = data[2 + length:]
        if data:
            raise Forked(f"entries {number}{partial} hold more than {width}")

    def _take(self, index, leaf):
        if index < len(self.leaves):
            if self.leaves[index] != leaf:
                raise Forked(f"entry {index} is another one than before")
            return
        self.leaves.append(leaf)
        self.edge.append((0, leaf))
        while len(self.edge) > 1 and self.edge[-1][0] == self.edge[-2][0]:
            (height, left), (_, right) = self.edge[-2:]
            self.edge[-2:] = [(height + 1, parent(left, right))]
        root = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            root = parent(left, root)
        self.roots[len(self.leaves)] = root
