"""django-q2's cluster as a child process that can be listened to, and that leaves no orphans.

django-q2 survives the death of few of its own processes: a killed idle worker can hang all others, a killed sentinel
or main process leaves workers behind that nobody guards. So the cluster runs in a process group of its own, every
process in it dies with its parent (where the system can do that), and each tells through a pipe when a job begins and
ends. Nothing here knows what the jobs are.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.core.management import call_command

from .. import tasks

PR_SET_PDEATHSIG = 1


class Cluster:
    """A cluster in a child process. Times are those of ``time.monotonic``."""

    def __init__(self, options: list[str]):
        self.options = options
        self.process = None
        self.started = self.moved = 0.0
        self.busy: dict[int, float] = {}

    def start(self) -> None:
        self._reader, writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(writer, False)
        command = [*manage(), "credentials_worker", "--cluster", str(writer), *self.options]
        # A session of its own: Ctrl-C must reach the cluster's main process only, else it hangs.
        self.process = subprocess.Popen(command, pass_fds=[writer], start_new_session=True, preexec_fn=_die_with_parent)
        os.close(writer)
        self.started = self.moved = time.monotonic()
        self.busy = {}

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def ready(self) -> bool:
        """Whether any of its workers has said that it is there."""
        return self.alive and self.moved > self.started

    def listen(self) -> None:
        """Take in what the workers told since the last time."""
        with contextlib.suppress(BlockingIOError):
            for word in os.read(self._reader, 65536).decode().split():
                self.moved, pid = time.monotonic(), int(word[1:])
                if word[0] == "+":
                    self.busy[pid] = self.moved
                else:
                    self.busy.pop(pid, None)
        self.busy = {pid: since for pid, since in self.busy.items() if _exists(pid)}

    def kill(self) -> None:
        """End every process of it, now."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._reader)
        self.process = None

    def terminate(self) -> None:
        """Ask it to finish its jobs and stop. Only its main process: the others hang when they get the signal too."""
        if self.alive:
            self.process.terminate()


def manage() -> list[str]:
    """The command that runs a management command of this project as the present process was run."""
    script = Path(sys.argv[0])
    by_module = script.name == "__main__.py" or not script.is_file()
    return [sys.executable, *(["-m", "django"] if by_module else [str(script)])]


def run_cluster(writer: int) -> None:
    """Be the cluster: returns when it was told to stop."""
    os.register_at_fork(after_in_child=_die_with_parent)
    tasks.listen_to_jobs(lambda: _tell(writer, "+"), lambda: _tell(writer, "-"))
    call_command("qcluster")


def _tell(writer: int, sign: str) -> None:
    with contextlib.suppress(OSError):
        os.write(writer, f"{sign}{os.getpid()} ".encode())


def _die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies (Linux; elsewhere orphans are harmless, if wasteful)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
