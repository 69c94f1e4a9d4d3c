#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs commands in turn, so that what slows the machine slows all of them, and prints ratios to the first.

    alternate.py [-r ROUNDS] [-n TIMES] [--before COMMAND] LABEL=COMMAND...

Each COMMAND is a line of sh. -n runs it so often in each round and takes the mean (for what is over in a
moment). --before runs untimed before each. A ratio is the median over the rounds of the rival's time by
ours within the round: above 1 is faster. Trust one of wall time only where that of processor time agrees.
$BENCH_RUN names the program that measures.
"""
import argparse
import os
import statistics
import subprocess

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("-r", type=int, default=5)
parser.add_argument("-n", type=int, default=1)
parser.add_argument("--before")
parser.add_argument("what", nargs="+")
args = parser.parse_args()
names = [one.split("=", 1)[0] for one in args.what]
lines = [one.split("=", 1)[1] for one in args.what]


def once(line):
    if args.before:
        subprocess.run(args.before, shell=True, check=True)
    ran = subprocess.run([os.environ["BENCH_RUN"], "sh", "-c", line], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = ran.stderr.decode(errors="replace").strip().splitlines()
    if ran.returncode:
        raise SystemExit(f"{line}: exit {ran.returncode}: {told[-6:-1]}")
    return [float(number) for number in told[-1].split()]


def mean(line):
    runs = [once(line) for _ in range(args.n)]
    return [sum(column) / args.n for column in zip(*runs)]


rounds = {name: [] for name in names}
for _ in range(args.r):
    for name, line in zip(names, lines):
        rounds[name].append(mean(line))
base = rounds[names[0]]
for name in names:
    wall, cpu, memory = zip(*rounds[name])
    ratios = [statistics.median(b[i] / max(o[i], 1e-9) for b, o in zip(base, rounds[name])) for i in (0, 1)]
    spread = f"({min(wall):.3f}-{max(wall):.3f})"
    print(
        f"  {name:34} {statistics.median(wall):8.4f} s {spread:17} cpu {statistics.median(cpu):8.4f} s"
        f"  peak {max(memory) / 1024:7.1f} MiB   x{ratios[0]:.2f} wall, x{ratios[1]:.2f} cpu",
        flush=True,
    )
