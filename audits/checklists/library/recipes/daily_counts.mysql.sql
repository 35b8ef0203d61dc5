-- RC-01, daily lead counts: marketing against CRM over the last 7 whole days. MySQL 8.0 or newer.
--
-- Each of the 7 days is listed, also one that has records on one side only or on neither side: an inner
-- join would hide just those, and MySQL has no full join. The gap is of the larger count, and no day
-- divides by zero.
--
-- Put your own names into the two parts marked YOURS. Both sides have to use days of one time zone, here
-- {zone}; captured_at and created_at hold UTC. If the days come out empty, the server does not know
-- the zone: load its time zone tables with mysql_tzinfo_to_sql.
-- Try it on a copy of the data first: this file was written for MySQL and has not been run on a server.
-- The same query compares invoices with closed deals (DX-FIN-01) when you put those in.

WITH RECURSIVE days (day) AS (
  SELECT DATE(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', '{zone}')) - INTERVAL 7 DAY
  UNION ALL
  SELECT day + INTERVAL 1 DAY FROM days
  WHERE day < DATE(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', '{zone}')) - INTERVAL 1 DAY
),
marketing (day, records) AS (
  -- YOURS: one row for each lead that marketing captured
  SELECT DATE(CONVERT_TZ(captured_at, '+00:00', '{zone}')) AS captured_day, COUNT(*)
  FROM marketing_lead
  WHERE captured_at >= UTC_TIMESTAMP() - INTERVAL 9 DAY
  GROUP BY captured_day
),
crm (day, records) AS (
  -- YOURS: one row for each contact that came to the CRM from marketing
  SELECT DATE(CONVERT_TZ(created_at, '+00:00', '{zone}')) AS created_day, COUNT(*)
  FROM crm_contact
  WHERE created_at >= UTC_TIMESTAMP() - INTERVAL 9 DAY AND source = 'marketing'
  GROUP BY created_day
),
compared AS (
  SELECT
    days.day AS day,
    marketing.records AS marketing,
    crm.records AS crm,
    COALESCE(marketing.records, 0) - COALESCE(crm.records, 0) AS delta,
    100.0 * ABS(COALESCE(marketing.records, 0) - COALESCE(crm.records, 0))
      / NULLIF(GREATEST(COALESCE(marketing.records, 0), COALESCE(crm.records, 0)), 0) AS gap
  FROM days
  LEFT JOIN marketing ON marketing.day = days.day
  LEFT JOIN crm ON crm.day = days.day
)
SELECT
  day,
  COALESCE(marketing, 0) AS marketing,
  COALESCE(crm, 0) AS crm,
  delta,
  ROUND(gap, 2) AS gap_percent,
  CASE
    WHEN marketing IS NULL AND crm IS NULL THEN 'missing'
    WHEN marketing IS NULL OR crm IS NULL OR gap > 2 THEN 'breach'
    ELSE 'ok'
  END AS state
FROM compared
ORDER BY day;
