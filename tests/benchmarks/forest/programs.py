# SPDX-License-Identifier: Apache-2.0
#
# The programs that are measured: ours, once for each engine, and the peers that are installed.
import pathlib
import subprocess
from dataclasses import dataclass

here = pathlib.Path(__file__).resolve().parent


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple
    ours: bool = False
    engine: str = ""
    has_sigma: bool = False

    def measure(self, folder, rows, case, threads, seed):
        """One process: fits, predicts and says what it took."""
        numbers = [str(number) for number in (rows, case.mtry, case.trees, threads, seed)]
        words = [*self.command, folder, *numbers, "sigma" if case.sigma else "plain"]
        words += [self.engine] if self.engine else []
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, words))} failed:\n{done.stdout}{done.stderr}")
        return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}


def answers(*command):
    """Whether a command is there and ends well; what it says."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def own_programs(folder):
    program = folder / "bench_forest"
    engines = answers(program, "engines")
    if engines is None:
        raise SystemExit(f"no program {program}: `./dev bench forest` builds it")
    names = engines.split() or ["exact"]
    return [Program(name, (program,), True, name if engines else "", True) for name in names]


def peers(folder):
    dlib = folder / "bench_forest_dlib"
    python = ("/usr/bin/python3",)  # python3-sklearn is not seen by another one that is earlier in PATH
    versions = {
        "scikit-learn": answers(*python, "-c", "import sklearn; print(sklearn.__version__)"),
        "ranger": answers("Rscript", "-e", "cat(format(packageVersion('ranger')))"),
        "dlib": answers("dpkg-query", "-W", "-f", "${Version}", "libdlib-dev") or "" if dlib.is_file() else None,
    }
    packages = {"scikit-learn": "python3-sklearn", "ranger": "r-cran-ranger", "dlib": "libdlib-dev"}
    commands = {
        "scikit-learn": (*python, here / "peer_sklearn.py"),
        "ranger": ("Rscript", here / "peer_ranger.R"),
        "dlib": (dlib,),
    }
    found = []
    for name, version in versions.items():
        if version is None:
            print(f"skipped: no {name} ({packages[name]}; `./dev deps bench` installs it)")
        else:
            print(f"{name} {version}")
            found.append(Program(name, commands[name], has_sigma=name == "ranger"))
    return found
