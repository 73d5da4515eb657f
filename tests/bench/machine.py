"""What the figures were measured on and with."""
import os
import re
import subprocess


def output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout or done.stderr


def first_line(*command):
    lines = output(*command).strip().splitlines()
    return lines[0] if lines else None


def field(path, name):
    try:
        with open(path, encoding="utf-8") as lines:
            found = re.search(rf'^{name}\s*[:=]\s*"?([^"\n]*)', lines.read(), re.M)
    except OSError:
        return "?"
    return found[1].strip() if found else "?"


def described(compiler):
    """A sentence."""
    memory = int(field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    return (f"{len(os.sched_getaffinity(0))} cores, {field('/proc/cpuinfo', 'model name')}, {memory:.0f} GB; "
            f"{field('/etc/os-release', 'PRETTY_NAME')}, Linux {os.uname().release.split('-')[0]}; "
            f"{first_line(*compiler.split(), '--version')}; load {os.getloadavg()[0]:.1f} at the start")


def package_version(package):
    return first_line("dpkg-query", "-W", "-f", "${Version}", package)
