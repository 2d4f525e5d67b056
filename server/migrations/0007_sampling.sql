-- Tubes and the swabs in them. Distributed by tube; a resident's own samples are found through an index distributed by resident.
create schema sampling;

create table sampling.tube (
  tube_code text primary key check (tube_code ~ '^[A-Z0-9-]{6,24}$'),
  -- Pools and households come as further kinds.
  kind text not null check (kind in ('single')),
  swabs_max int not null check (swabs_max between 1 and 20),
  opened_at timestamptz not null,
  check (kind <> 'single' or swabs_max = 1)
);

create table sampling.swab (
  tube_code text not null references sampling.tube,
  place int not null check (place between 1 and 20),
  sample_id uuid not null,
  resident_id uuid not null,
  site_id uuid not null,
  sampled_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by_kind text not null,
  recorded_by text not null,
  subject_by text not null check (subject_by in ('pass', 'document')),
  primary key (tube_code, place),
  unique (tube_code, sample_id),
  check (sampled_at <= recorded_at + interval '2 minutes')
);
create index swab_site on sampling.swab (site_id, sampled_at desc);

-- Which body a client-made id was first used with, so that a repeated call is known and an id is never used for two things.
create table sampling.claim (
  sample_id uuid primary key,
  body_hash bytea not null,
  claimed_at timestamptz not null
);

create table sampling.sample_of_resident (
  resident_id uuid not null,
  sample_id uuid not null,
  tube_code text not null,
  site_id uuid not null,
  sampled_at timestamptz not null,
  primary key (resident_id, sample_id)
);
