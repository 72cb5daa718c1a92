"""The same totals with Apache Spark, into a CSV:

    spark-submit --master 'local-cluster[2,1,1024]' rollup_spark.py totals.csv

Start it in the folder in which packages/ lies. Schema and options are said, so that
Spark guesses nothing; DECIMAL adds satang exactly.
"""
import csv
import sys

from pyspark.sql import SparkSession, functions as f

COLUMNS = "record fund contract contractor project amount cleared open due state timing days_overdue flags".split()
PARTITIONS = ["office", "agency", "fiscal_year"]
MONEY = {"amount", "cleared", "open"}
SCHEMA = ", ".join(f"{name} {'DECIMAL(18, 2)' if name in MONEY else 'STRING'}" for name in COLUMNS + PARTITIONS)

spark = SparkSession.builder.appName("national").getOrCreate()
records = spark.read.csv("packages", schema=SCHEMA, header=True, escape='"', mode="FAILFAST")
is_guarantee = f.col("fund") == "guarantee"


def money(name, which):
    """What is open of the records that are meant, 0 where there are none."""
    return f.coalesce(f.sum(f.when(which, f.col("open"))), f.lit(0)).alias(name)


totals = (
    records.groupBy("agency", "fiscal_year")
    .agg(
        f.count("*").alias("records"),
        f.sum("amount").alias("amount"),
        money("outstanding", ~is_guarantee),
        money("held", is_guarantee),
        money("overdue", ~is_guarantee & (f.col("state") == "overdue")),
    )
    .orderBy("agency", "fiscal_year")
)
with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    out.writerow(totals.columns)
    out.writerows(totals.collect())
spark.stop()
