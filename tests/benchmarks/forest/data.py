# SPDX-License-Identifier: Apache-2.0
#
# The numbers that all programs read: a folder a data set with the files train_x, train_y, test_x, test_y (doubles, row
# by row) and features (their number, as a double).
import csv
import hashlib
import math
import random
import subprocess
from array import array

FEATURES = 132
TEST_ROWS = 10_000
MOST_TRAINING_ROWS = 25_000
HELD_OUT = 0.2

# data set -> file, column of formulas, column of labels
SOURCES = {
    "deltae": ("cross_property/deltae.csv", "formula", "target"),
    "mp_formation_energy": ("critexam_mp_formation_energy.csv", "formula", "formation_energy_PBE_eV_per_atom"),
}


def write(folder, name, numbers):
    with open(folder / name, "wb") as file:
        array("d", numbers).tofile(file)


def write_part(folder, part, rows, labels):
    write(folder, f"{part}_x", (value for row in rows for value in row))
    write(folder, f"{part}_y", labels)
    write(folder, "features", [FEATURES])


def make_friedman(folder, rows):
    """Friedman 1 (Friedman 1991) among 132 uniform features: 127 are noise."""
    draw = random.Random(1991)

    def label(x):
        return (10 * math.sin(math.pi * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4] + draw.gauss(0, 1))

    for part, count in (("test", TEST_ROWS), ("train", rows)):
        x = array("d", (draw.random() for _ in range(count * FEATURES)))
        y = [label(x[i * FEATURES : i * FEATURES + 5]) for i in range(count)]
        write(folder, f"{part}_x", x)
        write(folder, f"{part}_y", y)
    write(folder, "features", [FEATURES])
    return rows, TEST_ROWS


def featurize(program, formulas, folder):
    """The feature lines of `sinter featurize`, as text."""
    listed, made = folder / "formulas.csv", folder / "features.csv"
    listed.write_text("formula\n" + "".join(f"{formula}\n" for formula in formulas), encoding="utf-8")
    command = [program, "featurize", "--plugin", "magpie", listed, "-o", made]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lines = made.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == len(formulas), "sinter featurize left out rows"
    return [line.split(",", 1)[1] for line in lines]


def hash_share(text):
    """A number in [0, 1) that depends on the text only."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def make_magpie(folder, program, path, formula, label):
    """A composition is known by its features: all its rows are held out, or none."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [(row[formula], float(row[label])) for row in csv.DictReader(file)]
    lines = featurize(program, [row[0] for row in rows], folder)
    known = sorted((hash_share(line), line, y) for line, (_, y) in zip(lines, rows))
    test = [row for row in known if row[0] < HELD_OUT]
    train = [row for row in known if row[0] >= HELD_OUT]
    parts = (("test", test[:TEST_ROWS]), ("train", train[:MOST_TRAINING_ROWS]))
    for part, members in parts:
        write_part(folder, part, (map(float, line.split(",")) for _, line, _ in members), [y for _, _, y in members])
    counts = {part: len(members) for part, members in parts}
    print(f"{path.name}: {len(rows)} rows; {counts['train']} of the {len(train)} to train on, {counts['test']} of the "
          f"{len(test)} of held-out compositions")
    return counts["train"], counts["test"]


def make(name, folder, program, shared_data, most_rows):
    """Returns the numbers of training and test rows; nothing where the file is not there."""
    folder.mkdir()
    if name not in SOURCES:
        return make_friedman(folder, most_rows)
    file, formula, label = SOURCES[name]
    if not (shared_data / file).is_file():
        print(f"skipped: no {file} in {shared_data}")
        return None
    return make_magpie(folder, program, shared_data / file, formula, label)
