// A receiver as a careful developer writes it after the platform's documentation: Express, the signature over the raw
// body compared in constant time, one insert for each delivery, on disk before the answer, and once for each id.
// It stores and does no more: no figures are kept.

import { createHmac, timingSafeEqual } from "node:crypto";

import Database from "better-sqlite3";
import express from "express";

const { PEER_DATABASE, PEER_PORT, PEER_SECRET } = process.env;

const database = new Database(PEER_DATABASE);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL"); // better-sqlite3's own default in WAL mode is NORMAL, which may lose the last ones
const insert = database.prepare(
  "INSERT INTO event (id, event, received_at, body) VALUES (?, ?, unixepoch(), ?) ON CONFLICT (id) DO NOTHING",
);

function isSigned(body, header) {
  const expected = Buffer.from(`sha256=${createHmac("sha256", PEER_SECRET).update(body).digest("hex")}`);
  const received = Buffer.from(header ?? "");
  return received.length === expected.length && timingSafeEqual(received, expected);
}

const app = express();
app.disable("x-powered-by");

app.post("/webhooks/loyalite", express.raw({ type: "application/json" }), (request, response) => {
  if (!isSigned(request.body, request.get("X-Loyalite-Signature-256"))) {
    return response.sendStatus(401);
  }
  const { id, event } = JSON.parse(request.body);
  insert.run(id, event, request.body);
  response.sendStatus(200);
});

app.listen(Number(PEER_PORT), "127.0.0.1");
