-- Which domains anybody has an address in, and how many there are of each: asked without knowing a single address.
-- The store counts along with every address that it writes. Triggers would do the same for twice the time of an
-- import: with them SQLite keeps, for every statement, a copy of each page that it touches.

CREATE TABLE domains (
    folded TEXT NOT NULL PRIMARY KEY,
    addresses INTEGER NOT NULL CHECK (addresses >= 0)
) STRICT, WITHOUT ROWID;

-- The domain is what follows the last @, which rtrim finds: it takes off the end whatever is no @.
INSERT INTO domains (folded, addresses)
SELECT substr(folded, length(rtrim(folded, replace(folded, '@', ''))) + 1), count(*) FROM addresses GROUP BY 1;
