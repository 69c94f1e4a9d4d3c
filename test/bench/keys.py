#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures programs in a pseudo-terminal, in turn: first full paint, and from a key to its last byte.

    keys.py [-r ROUNDS] [-n KEYS] [--size 80x24] [--key K] LABEL=COMMAND...

paint   from before the fork to the last byte before 30 ms of silence
key     from the write of a key to the last byte before 30 ms of silence; a key that nothing answers
        within half a second is counted as silent
cpu     processor time of the program up to its first paint, and for each key (/proc/PID/schedstat); medians
bytes   painted for a key: the median, and the mean, in which keys that scroll weigh more
--key K,K presses keys in turn; LABEL:K,K=COMMAND presses some, untimed, before them, and LABEL:K,K;K=COMMAND some
after them too (where a screen remembers what was pressed).
Keys: a letter, or PgDn, PgUp, Down, Enter, Tab, Esc. Medians over the rounds; p95 of the best round.
"""
import argparse
import fcntl
import glob
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time

NAMED = {"PgDn": "\x1b[6~", "PgUp": "\x1b[5~", "Down": "\x1bOB", "Enter": "\r", "Tab": "\t", "Esc": "\x1b"}
ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[>c": b"\x1b[>41;370;0c", b"\x1b[6n": b"\x1b[1;1R"}
QUIET = 30

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("-r", type=int, default=5)
parser.add_argument("-n", type=int, default=150)
parser.add_argument("--size", default="80x24")
parser.add_argument("--key")
parser.add_argument("what", nargs="+")
args = parser.parse_args()


class Program:
    def __init__(self, line):
        columns, rows = map(int, args.size.split("x"))
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ["TERM"] = "xterm-256color"
            os.execvp("sh", ["sh", "-c", "exec " + line])
        self.poll = select.poll()
        self.poll.register(self.fd, select.POLLIN)

    def until_quiet(self, began, patience, quiet=QUIET):
        """Milliseconds from began to the last byte, and how many bytes; None where nothing came."""
        last, count = None, 0
        while self.poll.poll(patience if last is None else quiet):
            try:
                read = os.read(self.fd, 65536)
            except OSError:
                break
            last = time.perf_counter()
            count += len(read)
            for question, answer in ANSWERS.items():
                if question in read:
                    os.write(self.fd, answer)
        return None if last is None else ((last - began) * 1e3, count)

    def press(self, key, patience=500):
        began = time.perf_counter()
        os.write(self.fd, NAMED.get(key, key).encode())
        return self.until_quiet(began, patience)

    def cpu(self):
        spent = 0
        for path in glob.glob(f"/proc/{self.pid}/task/*/schedstat"):
            with open(path) as file:
                spent += int(file.read().split()[0])
        return spent / 1e6

    def memory(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

    def end(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            os.kill(self.pid, number)
            self.until_quiet(0, 60)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def at(share, values):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def measure(line, first, last):
    program = Program(line)
    painted = program.until_quiet(program.started, 20000)
    if painted is None:
        raise SystemExit(f"{line}: it painted nothing")
    figures = {"paint": painted[0], "start": program.cpu()}
    # What is painted later (a list that goes on loading) is not of the first key.
    program.until_quiet(0, 300, 300)
    for key in first:
        program.press(key)
        program.until_quiet(0, 200, 200)
    if args.key:
        spent = program.cpu()
        keys = args.key.split(",")
        told = [program.press(keys[i % len(keys)]) for i in range(args.n)]
        answered = [one for one in told if one]
        figures["cpu"] = (program.cpu() - spent) / args.n
        figures["silent"] = len(told) - len(answered)
        if answered:
            figures["p50"] = at(0.5, [one[0] for one in answered])
            figures["p95"] = at(0.95, [one[0] for one in answered])
            figures["bytes"] = at(0.5, [one[1] for one in answered])
            figures["mean"] = statistics.mean(one[1] for one in answered)
    figures["memory"] = program.memory()
    for key in last:
        program.press(key)
    program.end()
    return figures


def main():
    programs = []
    for one in args.what:
        label, line = one.split("=", 1)
        label, _, keys = label.partition(":")
        first, _, last = keys.partition(";")
        programs.append((label, line, [part.split(",") if part else [] for part in (first, last)]))
    rounds = {label: [] for label, _, _ in programs}
    for _ in range(args.r):
        for label, line, keys in programs:
            rounds[label].append(measure(line, *keys))
    for label, told in rounds.items():
        middle = {name: statistics.median(one.get(name, 0) for one in told) for name in told[0]}
        text = f"  {label:26} {args.size:>7}  paint {middle['paint']:6.1f} ms  cpu {middle['start']:5.1f} ms"
        if args.key:
            best = min(one.get("p95", 0) for one in told)
            text += (
                f"  key {args.key}: p50 {middle.get('p50', 0):.2f} p95 {best:.2f} ms  cpu {middle['cpu']:.2f} ms"
                f"  bytes {middle.get('bytes', 0):.0f} mean {middle.get('mean', 0):.0f}  silent {middle['silent']:.0f}"
            )
        print(text + f"  peak {max(one['memory'] for one in told):.1f} MiB", flush=True)


main()
