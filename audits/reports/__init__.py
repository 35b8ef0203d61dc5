"""Reports: PDF and XLSX of the read models; no rules of their own."""
