-- Purchase amounts of forgotten customers stay in their days too: ten-thousandths of the currency's unit.
ALTER TABLE remainder ADD COLUMN amount INTEGER;

-- Days that the owner closed, with the report as it was then; the last closing of a day counts. They name nobody.
CREATE TABLE closed_day (
    seq          INTEGER PRIMARY KEY,
    organization TEXT,             -- the slug; NULL for all of them
    day          TEXT    NOT NULL, -- YYYY-MM-DD by the shop's calendar
    closed_at    INTEGER NOT NULL,
    time_zone    TEXT    NOT NULL, -- the shop's then, by its IANA name
    report       TEXT    NOT NULL  -- JSON
) STRICT;
CREATE INDEX closed_day_by_day ON closed_day (day, seq);
