-- The totals of a ministry by agency and fiscal year, from the offices' packages
-- as they lie below this folder:  duckdb -csv < rollup.sql
--
-- Everything is read as text and cast where it is counted, so that no program
-- guesses what a column holds; DECIMAL adds satang exactly.
WITH records AS (
    SELECT agency, fiscal_year, fund = 'guarantee' AS is_guarantee, state,
           amount::DECIMAL(18, 2) AS amount, open::DECIMAL(18, 2) AS open
    FROM read_csv('packages/office=*/agency=*/fiscal_year=*/records.csv',
                  hive_partitioning = true, hive_types_autocast = false,
                  header = true, quote = '"', escape = '"', all_varchar = true)
)
SELECT agency, fiscal_year,
       count(*) AS records,
       sum(amount) AS amount,
       coalesce(sum(open) FILTER (NOT is_guarantee), 0) AS outstanding,
       coalesce(sum(open) FILTER (is_guarantee), 0) AS held,
       coalesce(sum(open) FILTER (NOT is_guarantee AND state = 'overdue'), 0) AS overdue
FROM records
GROUP BY agency, fiscal_year
ORDER BY agency, fiscal_year;
