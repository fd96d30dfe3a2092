#!/bin/sh
# Holds the invariants against every version of every Markdown document in the histories of git bundles.
#
#   run_invariants.sh PROGRAM [SHARED]     SHARED (or $LOCKSTEP_SHARED) has corpus/*.bundle
set -eu
program=${1:?usage: run_invariants.sh PROGRAM [SHARED]}
shared=${2:-${LOCKSTEP_SHARED:-}}
if [ -z "$shared" ] || ! ls "$shared"/corpus/*.bundle >/dev/null 2>&1; then
  echo "skipped: no corpus/*.bundle in '${shared}'"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# "ID PATH" of every Markdown blob; the language is a name of the path that looks like a tag.
list_blobs() {
  git -C "$1" rev-list --objects --all | awk '
    / .*\.md$/ {
      lang = "en"
      count = split(substr($0, index($0, " ") + 1), names, "/")
      for (i = 1; i < count; i++) if (names[i] ~ /^[a-z][a-z](-[a-z]+)?$/) lang = names[i]
      print $1, lang
    }'
}

for bundle in "$shared"/corpus/*.bundle; do
  repository="$work/$(basename "$bundle" .bundle).git"
  git clone -q --bare "$bundle" "$repository"
  echo "$(basename "$bundle"):"
  list_blobs "$repository" | git -C "$repository" cat-file --batch='%(rest) %(objectsize)' | "$program"
done
