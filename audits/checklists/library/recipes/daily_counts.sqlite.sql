-- RC-01, daily lead counts: marketing against CRM over the last 7 whole days. SQLite, and a pattern for
-- every other database: only date(...) and the two-figure max(...) are SQLite's own.
--
-- Each of the 7 days is listed, also one that has records on one side only or on neither side: an inner
-- join would hide just those. The gap is of the larger count, and no day divides by zero.
--
-- Put your own names into the two parts marked YOURS. SQLite knows no time zones: days are those of UTC on
-- both sides, also where you live elsewhere ({zone}).
-- The same query compares invoices with closed deals (DX-FIN-01) when you put those in.

WITH RECURSIVE days (day) AS (
  SELECT date('now', '-7 days')
  UNION ALL
  SELECT date(day, '+1 day') FROM days WHERE day < date('now', '-1 day')
),
marketing (day, records) AS (
  -- YOURS: one row for each lead that marketing captured
  SELECT date(captured_at), count(*)
  FROM marketing_lead
  WHERE captured_at >= date('now', '-7 days')
  GROUP BY date(captured_at)
),
crm (day, records) AS (
  -- YOURS: one row for each contact that came to the CRM from marketing
  SELECT date(created_at), count(*)
  FROM crm_contact
  WHERE created_at >= date('now', '-7 days') AND source = 'marketing'
  GROUP BY date(created_at)
),
compared AS (
  SELECT
    days.day AS day,
    marketing.records AS marketing,
    crm.records AS crm,
    coalesce(marketing.records, 0) - coalesce(crm.records, 0) AS delta,
    100.0 * abs(coalesce(marketing.records, 0) - coalesce(crm.records, 0))
      / nullif(max(coalesce(marketing.records, 0), coalesce(crm.records, 0)), 0) AS gap
  FROM days
  LEFT JOIN marketing ON marketing.day = days.day
  LEFT JOIN crm ON crm.day = days.day
)
SELECT
  day,
  coalesce(marketing, 0) AS marketing,
  coalesce(crm, 0) AS crm,
  delta,
  round(gap, 2) AS gap_percent,
  CASE
    WHEN marketing IS NULL AND crm IS NULL THEN 'missing'
    WHEN marketing IS NULL OR crm IS NULL OR gap > 2 THEN 'breach'
    ELSE 'ok'
  END AS state
FROM compared
ORDER BY day;
