-- Testing rounds: who is asked, when, where, into what kind of tube.
create schema rounds;

create table rounds.round (
  round_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  grace_hours int not null check (grace_hours between 0 and 72),
  mandatory boolean not null,
  tube_rule jsonb not null,
  -- A round to practise with: it stands in no other round's way.
  demo boolean not null default false,
  planned_at timestamptz not null,
  planned_by text not null,
  cancelled_at timestamptz,
  cancelled_because text check (length(cancelled_because) between 2 and 300),
  check (ends_at > starts_at and ends_at <= starts_at + interval '31 days'),
  check ((cancelled_at is null) = (cancelled_because is null)),
  check (not (demo and mandatory))
);
create index round_time on rounds.round (ends_at, starts_at);

-- Districts (6 digits) and streets (9); a street's pool goes before its district's.
create table rounds.area (
  round_id uuid not null references rounds.round,
  code text not null check (code ~ '^([0-9]{6}|[0-9]{9})$'),
  pool text not null check (pool in ('single', 'ten', 'twenty', 'household')),
  primary key (round_id, code)
);

-- Buildings sampled at their doors. Nobody's building is known here, so the planner says how many people live in one.
create table rounds.building (
  round_id uuid not null references rounds.round,
  street_code text not null check (street_code ~ '^[0-9]{9}$'),
  name text not null check (length(name) between 1 and 60),
  residents int not null check (residents between 1 and 20000),
  pool text not null check (pool in ('single', 'ten', 'twenty', 'household')),
  primary key (round_id, street_code, name)
);

-- Opening hours are the region's own time; a desk that closes at or before its opening hour closes the day after.
create table rounds.site (
  round_id uuid not null references rounds.round,
  site_id uuid not null,
  desks int not null check (desks between 1 and 60),
  opens_at text not null check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes_at text not null check (closes_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  primary key (round_id, site_id)
);
create index round_site on rounds.site (site_id);
