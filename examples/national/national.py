"""Five hundred offices rolled up twice, and compared with duebook's own totals.

    python national.py FOLDER [--offices 500] [--records 150] [--master 'local-cluster[2,1,1024]']

Needs `cargo build --release --bin duebook --example generate`, Python 3.11 with the
packages duckdb and pyspark, and Java 17. FOLDER/packages/ holds the offices' tables
afterwards; sites and books are thrown away. Ends with 1 where a total differs by a
satang. What it took on one machine: README.md.
"""
import argparse, collections, concurrent.futures, csv, json, os, shutil, subprocess, sys, tempfile, time
from decimal import Decimal
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
RELEASE = HERE.parent.parent / "target/release"
DAY = "2026-11-10"  # some advances are not due yet, some are overdue
SUMS = ("records", "amount", "outstanding", "held", "overdue")


def satang(amount):
    """A decimal of two digits as a whole number: nothing is ever rounded."""
    whole = Decimal(amount) * 100
    assert whole == int(whole), amount
    return int(whole)


def duebook(book, *words):
    command = [RELEASE / "duebook", "--root", book, "--today", DAY, "--quiet", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def own_totals(book):
    """What duebook itself says of a book, by agency and fiscal year, in satang."""
    totals = collections.defaultdict(lambda: dict.fromkeys(SUMS, 0))
    records = json.loads(duebook(book, "status", "--all", "--json"))["records"]
    for record in records:
        year = record["path"].split("/")[1]
        totals[record["agency"], year]["amount"] += satang(record["amount"])
    for agency in {record["agency"] for record in records}:
        answer = duebook(book, "status", "--all", "--agency", agency, "--by", "fiscal-year", "--json")
        for group in json.loads(answer)["groups"]:
            own = totals[agency, group["name"]]
            own["records"] = group["records"]
            own |= {name: satang(group[name]) for name in SUMS[2:]}
    return totals


def office(number, records, packages):
    """Makes an office's book and site, keeps its tables; returns its totals, bytes and seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        book, site = Path(scratch, "book"), Path(scratch, "site")
        subprocess.run([RELEASE / "examples/generate", str(records), book, "0", str(number)], check=True)
        start = time.monotonic()
        duebook(book, "build", "--audience", "public", "--out", site)
        seconds = time.monotonic() - start
        shutil.move(site / "downloads/records", packages / f"office={number:05}")
        whole = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        return own_totals(book), whole, seconds


def with_duckdb(folder):
    os.chdir(folder)
    answer = duckdb.sql((HERE / "rollup.sql").read_text("utf-8"))
    return [dict(zip(answer.columns, row)) for row in answer.fetchall()]


def with_spark(folder, master):
    totals = folder / "spark.csv"
    command = ["spark-submit", "--master", master, "--conf", "spark.log.level=WARN", HERE / "rollup_spark.py", totals]
    # Driver and executors speak with each other on this machine alone.
    local = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    subprocess.run(command, cwd=folder, env=local, check=True)
    with totals.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare(name, rows, own):
    theirs = {
        (row["agency"], row["fiscal_year"]): {key: int(row[key]) if key == "records" else satang(row[key]) for key in SUMS}
        for row in rows
    }
    differ = [key for key in sorted(own.keys() | theirs.keys()) if own.get(key) != theirs.get(key)]
    for key in differ[:9]:
        print(f"{name}: {key}: duebook {own.get(key)}, {name} {theirs.get(key)}", file=sys.stderr)
    print(f"{name}: {len(theirs)} totals by agency and fiscal year, {len(differ)} differ from duebook's")
    return not differ


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--offices", type=int, default=500)
    words.add_argument("--records", type=int, default=150)
    words.add_argument("--master", default="local-cluster[2,1,1024]")
    asked = words.parse_args()
    folder = asked.folder.resolve()
    packages = folder / "packages"
    packages.mkdir(parents=True)  # never beside an earlier run's
    own = collections.defaultdict(lambda: dict.fromkeys(SUMS, 0))
    sites, building = 0, 0.0
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(office, number, asked.records, packages) for number in range(1, asked.offices + 1)]
        for one in concurrent.futures.as_completed(work):
            totals, whole, seconds = one.result()
            sites, building = sites + whole, building + seconds
            for key, sums in totals.items():
                for name in SUMS:
                    own[key][name] += sums[name]
    tables = [path.stat().st_size for path in packages.rglob("*.csv")]
    print(f"{asked.offices} offices of {asked.records} records: {time.monotonic() - start:.0f} s with books and totals")
    print(f"  a site: {building / asked.offices:.2f} s, {sites / asked.offices / 1e6:.1f} MB beside its tables")
    print(f"  tables: {len(tables)} files, {sum(tables) / 1e6:.1f} MB")
    all_equal = True
    for name, rolled in [("duckdb", lambda: with_duckdb(folder)), ("spark", lambda: with_spark(folder, asked.master))]:
        start = time.monotonic()
        rows = rolled()
        print(f"{name}: {time.monotonic() - start:.1f} s")
        all_equal &= compare(name, rows, own)
    print("all: " + ", ".join(f"{name} {sum(sums[name] for sums in own.values())}" for name in SUMS) + " (money in satang)")
    return 0 if all_equal else 1


if __name__ == "__main__":
    sys.exit(main())
