#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rival of writers.c: the same row, committed by processes that rely on SQLite's busy timeout.

    commits.py DATABASE WRITERS [SECONDS]
"""
import json
import os
import sqlite3
import sys
import time

path, writers = sys.argv[1], int(sys.argv[2])
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 5.0
SQL = """INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
VALUES (NULL, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?)"""
DIGEST = b"0123456789abcdef0123456789abcde\0"
ROW = ("2026-10-12T09:30:00Z", "sjones", 1000, "change", "x" * 209, "VOICE.rationale", DIGEST, DIGEST, DIGEST)


def write(start):
    db = sqlite3.connect(path, isolation_level=None, timeout=5)
    db.execute("PRAGMA synchronous = FULL")
    waits, failures, clock = [], 0, time.monotonic
    while clock() < start:
        time.sleep(0.0005)
    while clock() < start + seconds:
        began = clock()
        try:
            db.execute(SQL, ROW)
            waits.append(clock() - began)
        except sqlite3.OperationalError:
            failures += 1
    return {"waits": waits, "failures": failures, "ended": clock()}


def main():
    start = time.monotonic() + 0.5 + writers * 0.01
    pipes = []
    for _ in range(writers):
        out, into = os.pipe()
        if os.fork() == 0:
            os.close(out)
            with os.fdopen(into, "w") as pipe:
                json.dump(write(start), pipe)
            os._exit(0)
        os.close(into)
        pipes.append(out)
    told = [json.load(os.fdopen(pipe)) for pipe in pipes]
    while pipes and os.wait():
        pipes.pop()
    waits = sorted(wait for one in told for wait in one["waits"])
    counts = [len(one["waits"]) for one in told]
    elapsed = max(one["ended"] for one in told) - start
    print(
        f"writers={writers} rate={len(waits) / elapsed:.0f} failures={sum(one['failures'] for one in told)} "
        f"least={min(counts)} most={max(counts)} p95_ms={waits[int(0.95 * (len(waits) - 1))] * 1e3:.2f} "
        f"worst_ms={waits[-1] * 1e3:.1f}"
    )


main()
