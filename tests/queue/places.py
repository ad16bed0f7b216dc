"""A database and a broker of a test's own, and the processes that work on them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import redis

ROOT = Path(__file__).parents[2]
SERVER = "postgresql://postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379/13"
NAME = f"credentials_queue_{os.getpid()}"


def postgresql_answers() -> bool:
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def redis_answers() -> bool:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=2) as client:
            return client.ping()
    except redis.RedisError:
        return False


class Place:
    """``database``: an address, or None for SQLite in ``folder``."""

    def __init__(self, folder: Path, database: str | None = None, broker: str | None = None):
        self.database, self.file = database, folder / "db.sqlite3"
        self.log, self.workers = folder / "worker.log", []
        given = {"DATABASE_URL": database, "REDIS_URL": broker, "TEST_CONN_MAX_AGE": "600" if database else None}
        own = {
            "TEST_VAR": str(folder),
            "TEST_QUEUE_NAME": f"{NAME}_{folder.name}",
            "DJANGO_SETTINGS_MODULE": "tests.queue.settings",
            "PYTHONPATH": str(ROOT),
            **{key: value for key, value in given.items() if value},
        }
        self.environment = {**{k: v for k, v in os.environ.items() if k not in given}, **own}

    def manage(self, *arguments) -> str:
        return self._run("django", *arguments)

    def act(self, step, *arguments):
        return json.loads(self._run("tests.queue.acting", step, *map(str, arguments)))

    def _run(self, module, *arguments) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, sql: str) -> list:
        """What the database says now, asked without Django, which the suite uses for its own."""
        if self.database:
            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def count(self, batch_id, status) -> int:
        table = "wagtail_credentials_credential"
        return self.query(f"SELECT COUNT(*) FROM {table} WHERE batch_id = {batch_id} AND status = '{status}'")[0][0]

    def checking(self, batch_id) -> dict | None:
        """How far the check of the batch's sheet is; None once it is over."""
        ((report,),) = self.query(f"SELECT report FROM wagtail_credentials_batch WHERE id = {batch_id}")
        return (json.loads(report) if isinstance(report, str) else report).get("checking")

    def busy_pid(self) -> int:
        """The worker that gave the latest sign of life."""
        names = self.query("SELECT name FROM wagtail_credentials_workerheartbeat ORDER BY seen_at DESC")
        return next(int(name.rsplit(":", 1)[1]) for (name,) in names if alive(int(name.rsplit(":", 1)[1])))

    def start_worker(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "django", "credentials_worker", "--grace", "20"]
        with self.log.open("a") as log:
            worker = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


def wait_for(condition, seconds=120):
    """What the condition says once it says something true; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found


def children(pid: int) -> list[int]:
    """Ids of the process's children, the oldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def cluster_of(worker) -> tuple[int, int, list[int]]:
    """(main process, sentinel, [workers, monitor, pusher]) under a watchdog, once all have started."""

    def whole():
        for main in children(worker.pid):
            for sentinel in children(main):
                if len(children(sentinel)) == 4:
                    return main, sentinel, children(sentinel)
        return None

    return wait_for(whole)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
