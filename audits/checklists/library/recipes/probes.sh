#!/bin/sh
# RC-02, timed probes: asks each endpoint once and prints its code, its seconds and whether it passed.
# An endpoint passes with code 200 in under half a second. The exit status is 1 when one did not.
#
#   export TOKEN=...                          a token that may read; it is not kept in this file
#   export BASE_1=https://api.example.com     the address of each API below that you want to ask
#   sh probes.sh
#
# Change the paths to what your APIs have. An API without an address is skipped. Keep the double quotes
# around the header: between single ones the shell would send the name of the token, not the token.
# Where an answer is slow, look at the network and at throttling; measure from where your integration runs.

set -u
LC_ALL=C
: "${TOKEN:?Set TOKEN first}"
LIMIT="${LIMIT:-0.5}"
failed=0

probe() { # name, address
  if [ -z "$2" ]; then
    printf '%-6s %-10s %-8s %s\n' - - skipped "$1"
    return
  fi
  answer="$(curl -sS -o /dev/null --max-time 10 -w '%{http_code} %{time_total}' \
    -H "Authorization: Bearer ${TOKEN}" "$2")" || answer='000 10'
  code="${answer%% *}"
  seconds="${answer##* }"
  verdict=pass
  if ! awk 'BEGIN { exit !(ARGV[1] == 200 && ARGV[2] < ARGV[3]) }' "$code" "$seconds" "$LIMIT"; then
    verdict=fail
    failed=1
  fi
  printf '%-6s %-10s %-8s %s\n' "$code" "$seconds" "$verdict" "$1"
}

{probes}

exit "$failed"
