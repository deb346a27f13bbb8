#!/bin/sh
# What a systemd.path unit or an incron table starts: a script that goes through the folder.
# usage: path_unit.sh BOX DB
sqlite3 "$2" 'PRAGMA journal_mode = wal; CREATE TABLE job (id TEXT PRIMARY KEY, bytes BLOB)' >/dev/null
for file in "$1"/*.json; do
    id=$(jq -er .job_id "$file") || exit 1
    sqlite3 "$2" "PRAGMA synchronous = full; INSERT INTO job VALUES ('$id', readfile('$file'))" &&
        rm "$file"
done
