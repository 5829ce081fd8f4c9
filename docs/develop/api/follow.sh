# Keeps in copy.jsonl what is public and not out of date, an item a line, as lists have it; `next`
# is the address to ask next.
#
#   BASE=https://hanoi.gov.vn sh follow.sh
#
# It needs curl and jq.  Run it again and again, in a folder of its own; it ends with 75 when the
# portal says to come back later.  It may be killed at any instant.
set -eu

keep=fields=id,type,title,summary,address,published,updated,places

# Ask for the address $1; the answer is in answer.json.  Fails for what is gone.
ask() {
  status=$(curl -sS --max-time 60 -o answer.json -w '%{http_code}' "$1") || exit 75
  case $status in
    200) ;;
    404|410) return 1 ;;
    *) echo "$status at $1: come back later" >&2; exit 75 ;;
  esac
}

# Add what the list at $1 has to read.jsonl, page after page by `next`.
read_list() {
  address="$1${2:-&}limit=100&$keep"
  while [ -n "$address" ]; do
    ask "$address" || return 0
    jq -c '.items[]' answer.json >> read.jsonl
    address=$(jq -r '.next // empty' answer.json)
  done
}

# Read everything.  The position is older than what is read, so that nothing is passed over.
begin() {
  ask "$BASE/api/v1/changes?limit=500"
  jq -r .next answer.json > next.new
  : > read.jsonl
  read_list "$(jq -r .read_all answer.json)" '?'
  mv read.jsonl copy.jsonl
  mv next.new next
}

# Apply the changes in page.json: drop what has gone or changed, then read what is public again.
apply() {
  : > read.jsonl
  jq -r '.changes[] | select(.read and .scope == "item") | .read' page.json | sort -u > items
  while read -r item; do
    if ask "$item?$keep,is_outdated"; then
      jq -c 'select(.is_outdated | not) | del(.is_outdated)' answer.json >> read.jsonl
    fi
  done < items
  jq -r '.changes[] | select(.read and .scope != "item" and .kind != "changed") | .read' \
    page.json | sort -u > lists
  while read -r list; do read_list "$list"; done < lists
  jq -cn --slurpfile page page.json --slurpfile copy copy.jsonl --slurpfile read read.jsonl '
    [$page[0].changes[] | select(.is_gone or .scope == "item" or .kind != "changed") | .id] as $out
    | [($copy[] | select([.id] + .places | any(IN($out[])) | not)), $read[]]
    | INDEX(.id)[]' > copy.new
  mv copy.new copy.jsonl
}

[ -s next ] || begin
until [ "${is_last:-}" = true ]; do
  if ask "$(cat next)"; then
    mv answer.json page.json
    apply
    jq -r .next page.json > next.new
    mv next.new next
    is_last=$(jq .is_last page.json)
  else
    begin  # 410: the portal was restored
  fi
done
