"""Bytes to plan under a fuzzer guided by coverage: no exception, no row lost, bounded time and memory.

    python -m benchmarks.fuzz [INPUTS]        200,000 inputs unless told, in one process per core

Atheris is not needed by anything else, so it is installed into an environment of its own in a temporary folder. The inputs
start from the sample of every format and are changed both byte by byte and as people and programs change them: rows doubled,
columns exchanged, cells emptied, saved again in another encoding.
"""

import base64
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

FUZZER = "atheris==3.0.0"
ROOT = Path(__file__).parent.parent
INPUTS = 200_000
MOST_SECONDS, MOST_MB, LONGEST = 20, 1_200, 2_400
"""An input that takes longer, a process that grows beyond, and the longest input in bytes: no sample is cut, and short ones
are tried three times as fast as the 6,000 allowed before."""


def seeds(folder: Path) -> int:
    """Write the samples of all formats as the first inputs; how many."""
    from coalition.access.templates import cases_template, services_template
    from coalition.imports.formats.registry import every_format

    samples = [form.sample.data() for form in every_format() if form.sample]
    for number, data in enumerate([*samples, services_template(), cases_template()]):
        (folder / f"sample{number:02}").write_bytes(bytes([number]) + data)
    return len(samples) + 2


def environment(folder: Path) -> Path:
    """A Python that sees this one's packages and the fuzzer."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    target = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    (Path(target) / "dashboard.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", FUZZER], check=True)
    return python


def main(arguments: list[str]) -> int:
    inputs = int(arguments[0]) if arguments else INPUTS
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        print(f"{seeds(folder / 'corpus')} samples to start from")
        python = environment(folder / "environment")
        start = time.monotonic()
        running = [_start(python, folder, number, -(-inputs // cores)) for number in range(cores)]
        for process in running:
            process.wait()
        told = [_told(folder, number).read_text(encoding="utf-8", errors="replace") for number in range(cores)]
        failed = sum(process.returncode != 0 for process in running)
        done = sum(int(found[1]) for text in told for found in re.finditer(r"Done (\d+) runs", text))
        peak = max((int(found[1]) for text in told for found in re.finditer(r"rss: (\d+)Mb", text)), default=0)
        for text, process in zip(told, running, strict=True):
            if process.returncode:
                print(text[-6000:])
        for path in sorted(path for kind in ("crash-*", "timeout-*", "oom-*", "*.failed") for path in folder.glob(kind)):
            print(f"what failed, base64: {base64.b64encode(path.read_bytes()).decode()}")
        print(f"{done:,} inputs in {time.monotonic() - start:.0f} s, peak {peak} MB in a process, {failed} of {cores} failed")
    return 1 if failed else 0


def _told(folder: Path, number: int) -> Path:
    """What one process says: a file, since a full pipe would stop the second until the first has ended."""
    return folder / f"told{number}.txt"


def _start(python: Path, folder: Path, number: int, inputs: int) -> "subprocess.Popen[bytes]":
    options = [
        f"-runs={inputs}", f"-timeout={MOST_SECONDS}", f"-rss_limit_mb={MOST_MB}", f"-max_len={LONGEST}", f"-seed={number + 1}",
        f"-artifact_prefix={folder}/", str(folder / "corpus"),
    ]  # fmt: skip
    command = [str(python), "-m", "benchmarks.fuzz_target", str(folder / f"stored{number}.db"), *options]
    with _told(folder, number).open("wb") as told:
        return subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
