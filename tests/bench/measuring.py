"""Running things side by side: what each run cost, and what is drawn from many runs."""
import dataclasses
import os
import statistics
import subprocess
import sys


@dataclasses.dataclass
class Contender:
    """A command to measure. `shell`: a pipe, given as one string. It must end with `status`."""
    name: str
    command: object
    status: int = 0
    rounds: int = 0       # fewer than the group's; 0 = as many
    rehearsed: bool = True # run once without counting; what takes long by itself need not be


@dataclasses.dataclass
class Cost:
    """The runs of one contender: wall and processor seconds of each, peak memory in bytes of the worst."""
    wall: list = dataclasses.field(default_factory=list)
    cpu: list = dataclasses.field(default_factory=list)
    peak: int = 0

    def seconds(self):
        return statistics.median(self.wall)

    def cpu_seconds(self):
        return statistics.median(self.cpu)


class Stopwatch:
    def __init__(self, program, env):
        self.program = str(program)
        self.env = dict(os.environ, LC_ALL="C.UTF-8", **env)
        self.costs = {}
        self.failed = {}

    def run(self, c):
        command = ["sh", "-c", c.command] if isinstance(c.command, str) else list(map(str, c.command))
        done = subprocess.run([self.program, *command], env=self.env, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip() or "could not be started")
        wall, user, system, peak, status = map(int, done.stdout.split())
        if status != c.status:
            said = done.stderr.strip().splitlines()
            raise RuntimeError(f"exit status {status}" + (f": {said[-1]}" if said else ""))
        return wall / 1e9, (user + system) / 1e6, peak * 1024

    def side_by_side(self, contenders, rounds):
        """Each once without counting, which also brings the files into memory; then in turn, A B A B."""
        for turn in range(-1, rounds):
            for c in contenders:
                few = c.rounds or rounds
                if c.name in self.failed or turn >= few or (turn < 0 and not c.rehearsed):
                    continue
                try:
                    wall, cpu, peak = self.run(c)
                except RuntimeError as why:
                    self.failed[c.name] = str(why)
                    self.costs.pop(c.name, None)
                    print(f"  {c.name}: {why}", file=sys.stderr)
                    continue
                cost = self.costs.setdefault(c.name, Cost())
                cost.peak = max(cost.peak, peak)
                if turn >= 0:
                    cost.wall.append(wall)
                    cost.cpu.append(cpu)


def ratios(ours, theirs):
    """(median, least, greatest) of the ratios round by round, so that what slows a round slows both of it."""
    pairs = [a / b for a, b in zip(ours, theirs)]
    return statistics.median(pairs), min(pairs), max(pairs)
