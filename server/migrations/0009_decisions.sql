-- Evidence, rule sets and the colours they lead to. Evidence is only ever added; a colour is never set, it is computed.
create schema decisions;

create table decisions.evidence (
  resident_id uuid not null,
  evidence_id uuid not null,
  kind text not null,
  observed_at timestamptz not null,
  data jsonb not null,
  source text not null,
  corrects uuid,
  recorded_at timestamptz not null,
  primary key (resident_id, evidence_id)
);

create function decisions.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'evidence is corrected only by newer evidence';
end $$;
create trigger evidence_is_immutable before update on decisions.evidence
  for each row execute function decisions.refuse_change();

-- The latest decision about each resident. `decision` is canonical JSON text, so that a recomputation can be compared byte by byte.
create table decisions.colour (
  resident_id uuid primary key,
  colour text not null check (colour in ('green', 'yellow', 'red')),
  last_negative_at timestamptz,
  decision text not null,
  rule_set_id text not null,
  rule_set_version int not null,
  decided_at timestamptz not null,
  changes_at timestamptz,
  version bigint not null default 1
);
create index colour_due on decisions.colour (changes_at) where changes_at is not null;

create table decisions.rule_set (
  rule_set_id text not null,
  version int not null,
  content jsonb not null,
  published_at timestamptz not null,
  effective_from timestamptz,
  primary key (rule_set_id, version)
);
-- At most one rule set begins at a moment, so that which one is in force is never open.
create unique index rule_set_effective on decisions.rule_set (effective_from) where effective_from is not null;
