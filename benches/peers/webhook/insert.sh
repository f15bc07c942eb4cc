#!/bin/sh
# Inserts one delivery. webhook passes what it read of it in the environment, and answers 200 when this succeeds.
set -eu
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }

sqlite3 -bail -cmd '.timeout 60000' -cmd 'PRAGMA synchronous = FULL' "$PEER_DATABASE" "
    INSERT INTO event (id, event, received_at, body)
    VALUES ($(quoted "$DELIVERY_ID"), $(quoted "$DELIVERY_EVENT"), unixepoch(), $(quoted "$DELIVERY_BODY"))
    ON CONFLICT (id) DO NOTHING;"
