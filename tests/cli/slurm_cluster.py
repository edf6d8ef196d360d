"""A cluster of Slurm on this machine: a controller, two nodes and munge, in a folder, on the loopback interface."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue")
NODES = ("n1", "n2")
CONFIGURATION = """\
ClusterName=steppe
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ports[0]}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/controller.log
SlurmdLogFile={folder}/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
MpiDefault=none
ReturnToService=2
SlurmdTimeout=6
KillWait=2
JobRequeue=1
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
"""


def is_installed() -> bool:
    """Whether a cluster can be made here: its programs are there, and this is root, which they ask for."""
    paths = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
    return os.geteuid() == 0 and all(shutil.which(program, path=paths) for program in PROGRAMS)


def free_ports(count: int) -> list[int]:
    """Ports of the loopback interface that nobody has now."""
    open_ones = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in open_ones]
    for one in open_ones:
        one.close()
    return ports


class Cluster:
    """Runs while the ``with`` lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PATH": f"{os.environ['PATH']}{os.pathsep}/usr/sbin",
            "SLURM_CONF": str(folder / "slurm.conf"),
        }

    def __enter__(self) -> Cluster:
        folder = self.folder
        for name in ("state", *NODES):
            (folder / name).mkdir()
        key = folder / "munge.key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(1024))
        text = CONFIGURATION.format(host=socket.gethostname().split(".")[0], ports=free_ports(3), folder=folder)
        (folder / "slurm.conf").write_text(text, encoding="utf-8")
        names = {"socket": "munge.socket", "key-file": "munge.key", "pid-file": "munge.pid"}
        names |= {"seed-file": "munge.seed", "log-file": "munge.log"}
        self.run("munged", "--force", *(f"--{name}={folder / file}" for name, file in names.items()))
        self.run("slurmctld")
        for node in NODES:
            self.start(node)
        self.wait_for(lambda: self.run("sinfo", "-h", "-o", "%t").split() == ["idle"], "both nodes are idle")
        return self

    def __exit__(self, *_: object) -> None:
        self.run("scancel", "--user", "root", check=False)
        for name in (*NODES, "controller", "munge"):
            self.end(name, signal.SIGTERM)

    def run(self, *words: object, check: bool = True, cwd: Path | None = None) -> str:
        """What a command says."""
        done = subprocess.run(
            [str(word) for word in words], env=self.environment, cwd=cwd, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, f"{words}: {done.stderr}\n{self.logs()}"
        return done.stdout

    def start(self, node: str) -> None:
        """Start the daemon of a node."""
        self.run("slurmd", "-N", node)

    def end(self, name: str, by: signal.Signals) -> None:
        """Send a daemon a signal."""
        file = self.folder / f"{name}.pid"
        try:
            os.kill(int(file.read_text()), by)
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return

    def lose(self, node: str, words: str) -> None:
        """End a node as a loss of power does: its daemon, the job with ``words`` in its command, and its keeper."""
        self.end(node, signal.SIGKILL)
        jobs = [process for process in Path("/proc").glob("[0-9]*") if words in command_line(process)]
        keepers = {parent_of(process) for process in jobs}
        for process in [*(int(job.name) for job in jobs), *keepers]:
            if process > 1:
                os.kill(process, signal.SIGKILL)

    def queue(self) -> dict[str, list[str]]:
        """By job and task, such as ``2_1``: its state and its nodes."""
        rows = [line.split("|") for line in self.run("squeue", "-h", "-r", "-o", "%F_%K|%T|%N").splitlines()]
        return {row[0]: row[1:] for row in rows}

    def wait_for(self, holds: object, what: str, seconds: float = 240) -> None:
        """Wait until ``holds()``."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"not within {seconds} s: {what}\n{self.queue()}\n{self.logs()}"
            time.sleep(0.2)

    def logs(self) -> str:
        """The last lines that the daemons wrote."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"{log.name}:\n" + "\n".join(log.read_text().splitlines()[-15:]) for log in logs)


def command_line(process: Path) -> str:
    """The words of a process; empty where it has ended."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def parent_of(process: Path) -> int:
    """The number of its parent; 0 where it has ended."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
