#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Keeps the columns of `export audits` that `import audits` takes, up to and with `summary`.

    cut.py FROM TO
"""
import csv
import sys

with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    rows = csv.reader(source)
    writer = csv.writer(target)
    header = next(rows)
    count = header.index("summary") + 1
    writer.writerow(header[:count])
    writer.writerows(row[:count] for row in rows)
