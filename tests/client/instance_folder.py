# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies in the folder of an instance, for whoever has its disk with every key on it."""
import contextlib
import ctypes
import ctypes.util
import sqlite3


def all_bytes(data):
    out = []
    for path in sorted(data.rglob("*")):
        # A file that is written under another name and renamed, or the database's log, may have gone.
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                out.append(path.read_bytes())
    return b"\n".join(out)


def rows(data, query, *values):
    with contextlib.closing(sqlite3.connect(f"file:{data}/ruban.db?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()


def dump(data):
    """All bytes, and each value of the database by itself: a long one lies in pieces in the file."""
    out = [all_bytes(data)]
    for (table,) in rows(data, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in rows(data, f'SELECT * FROM "{table}"'):
            out += [value.encode() if isinstance(value, str) else value for value in row if isinstance(value, (str, bytes))]
    return b"\n".join(out)


def open_keys(data):
    """{name: key} of those that are left (docs/formats/store.md, Keys)."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    instance_key = (data / "instance.key").read_bytes()
    out = {}
    for file in (data / "keys").glob("*.key"):
        box, purpose = file.read_bytes(), f"ruban vault {file.stem}".encode()
        nonce, sealed = box[:24], box[24:]
        plain = ctypes.create_string_buffer(len(sealed) - 16)
        opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, None, None, sealed, ctypes.c_ulonglong(len(sealed)), purpose, ctypes.c_ulonglong(len(purpose)), nonce,
            instance_key)
        assert opened == 0, f"{file.name} doesn't open with the instance's key"
        out[file.stem] = plain.raw
    return out
