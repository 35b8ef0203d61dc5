-- RC-01, daily lead counts: marketing against CRM over the last 7 whole days. PostgreSQL.
--
-- Each of the 7 days is listed, also one that has records on one side only or on neither side: an inner
-- join would hide just those. The gap is of the larger count, and no day divides by zero.
--
-- Put your own names into the two parts marked YOURS. Both sides have to use days of one time zone, here
-- {zone}; captured_at and created_at are timestamps with time zone.
-- The same query compares invoices with closed deals (DX-FIN-01) when you put those in.

WITH RECURSIVE days (day) AS (
  SELECT CAST(now() AT TIME ZONE '{zone}' AS date) - 7
  UNION ALL
  SELECT day + 1 FROM days WHERE day < CAST(now() AT TIME ZONE '{zone}' AS date) - 1
),
marketing (day, records) AS (
  -- YOURS: one row for each lead that marketing captured
  SELECT CAST(captured_at AT TIME ZONE '{zone}' AS date), count(*)
  FROM marketing_lead
  WHERE captured_at >= now() - interval '9 days'
  GROUP BY 1
),
crm (day, records) AS (
  -- YOURS: one row for each contact that came to the CRM from marketing
  SELECT CAST(created_at AT TIME ZONE '{zone}' AS date), count(*)
  FROM crm_contact
  WHERE created_at >= now() - interval '9 days' AND source = 'marketing'
  GROUP BY 1
),
compared AS (
  SELECT
    days.day,
    marketing.records AS marketing,
    crm.records AS crm,
    coalesce(marketing.records, 0) - coalesce(crm.records, 0) AS delta,
    100.0 * abs(coalesce(marketing.records, 0) - coalesce(crm.records, 0))
      / nullif(greatest(coalesce(marketing.records, 0), coalesce(crm.records, 0)), 0) AS gap
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
