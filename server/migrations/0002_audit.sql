-- What staff did and what changed of consequence: written once, never altered. Ids and stated purposes only, no personal data.
create schema audit;

create table audit.entry (
  entry_id uuid primary key,
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null check (length(actor_kind) between 1 and 40),
  actor_id text not null check (length(actor_id) between 1 and 100),
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject text not null check (length(subject) between 1 and 200),
  outcome text not null check (length(outcome) between 1 and 100),
  purpose text check (length(purpose) <= 300),
  detail jsonb,
  request_id text not null
);
create index entry_action on audit.entry (action, entry_id);
create index entry_sealing on audit.entry (txid, entry_id);

-- A seal covers all entries since the one before it, and that one's hash: altering an entry later breaks every seal from there on.
-- Sealing runs beside the work, so that writing an entry waits for nobody.
create table audit.seal (
  seal_number bigint primary key check (seal_number > 0),
  sealed_at timestamptz not null,
  last_txid xid8 not null,
  last_entry_id uuid not null,
  entries int not null check (entries > 0),
  hash bytea not null check (octet_length(hash) = 32)
);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is written once: % of %.% refused', tg_op, tg_table_schema, tg_table_name;
end $$;

create trigger entry_is_final before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
create trigger seal_is_final before update or delete or truncate on audit.seal
  for each statement execute function audit.refuse_change();
