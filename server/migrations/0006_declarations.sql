-- What residents say about their own health and travel. Kept as said; never changed.
create schema declarations;

create table declarations.declaration (
  resident_id uuid not null,
  declaration_id uuid not null,
  kind text not null check (kind in ('declaration', 'daily_report')),
  observed_at timestamptz not null,
  body jsonb not null,
  received_at timestamptz not null,
  primary key (resident_id, declaration_id)
);
create index declaration_received on declarations.declaration (resident_id, received_at desc);
