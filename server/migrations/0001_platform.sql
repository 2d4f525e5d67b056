-- What the platform itself keeps: settings of this database, the outbox and its readers, replayed proofs. No slice's data.
create schema if not exists platform;

create table platform.setting (
  name text primary key,
  value text not null
);

-- Events for other parts of the program. Readers take only rows whose transaction is below every running one (xmin of the snapshot):
-- a transaction that commits late is then never skipped, whatever its id.
create table platform.outbox_event (
  txid xid8 not null default pg_current_xact_id(),
  event_id bigint generated always as identity,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  primary key (txid, event_id)
);
create index outbox_event_created_at on platform.outbox_event (created_at);

create table platform.outbox_cursor (
  consumer text primary key,
  txid xid8 not null,
  event_id bigint not null,
  attempts int not null default 0,
  retry_at timestamptz,
  failed text
);

-- Proofs of possession already seen (RFC 9449 section 11.1), so that none is used twice on any server.
create unlogged table platform.seen_proof (
  proof_hash bytea primary key,
  expires_at timestamptz not null
);
create index seen_proof_expires_at on platform.seen_proof (expires_at);
