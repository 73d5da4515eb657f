// Three of check's tests in DuckDB's SQL, over UTF-8 text from standard input: the check character of
// each ID, a wage of at least 1, and duplicates. Prints the lines and what fails each test.
// (The check character from one integer costs half of what it does from seventeen substrings.)
const { DuckDBInstance } = require("@duckdb/node-api");

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const sum = WEIGHTS.map((w, i) => `${w} * (digits // ${10n ** BigInt(16 - i)} % 10)`).join(" + ");
const SQL = `
  WITH people AS (
    SELECT column2 AS id, TRY_CAST(column2[1:17] AS BIGINT) AS digits, column4 AS wage
    FROM read_csv('/dev/stdin', delim = '\t', header = false, skip = 1, all_varchar = true, quote = '',
                  columns = {'column0': 'VARCHAR', 'column1': 'VARCHAR', 'column2': 'VARCHAR',
                             'column3': 'VARCHAR', 'column4': 'VARCHAR'}, auto_detect = false))
  SELECT count(*),
         count(*) FILTER (id[18] <> '10X98765432'[(${sum}) % 11 + 1]),
         count(*) FILTER (coalesce(TRY_CAST(wage AS DECIMAL(18, 2)), 0) < 1),
         count(*) - count(DISTINCT id)
  FROM people`;

async function main() {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const answer = await connection.runAndReadAll(SQL);
  console.log(answer.getRows()[0].map(Number).join(" "));
}

main();
