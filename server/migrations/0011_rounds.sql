-- Testing rounds: who is asked, when, where, into what kind of tube. Also what rounds need of places and residents, and how far the search for those who missed a round has come.
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

-- Where a site is on the schematic map, thousandths from the left and from the top; null: derived from its street.
alter table places.site
  add column map_x smallint check (map_x between 0 and 1000),
  add column map_y smallint check (map_y between 0 and 1000),
  add check ((map_x is null) = (map_y is null));

-- People met at a desk before they registered. Registering with the same document takes their row over, with everything that hangs from its id.
alter table residents.resident
  add column provisional boolean not null default false,
  -- Since when they say they live there; null: since they registered.
  add column street_since timestamptz,
  add column description_sealed bytea,
  alter column document_sealed drop not null,
  drop constraint resident_document_kind_check,
  add constraint resident_document_kind_check check (document_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit', 'none')),
  add check ((document_kind = 'none') = (document_sealed is null)),
  add check (provisional or document_kind <> 'none');
drop index residents.resident_street;
create index resident_street on residents.resident (street_code, resident_id) where street_code is not null;

-- One row a round and street being searched for those who missed the round: up to whom, and whether to the end.
create table decisions.missed_round_search (
  round_id uuid not null,
  street_code text not null,
  after_resident uuid,
  found bigint not null default 0,
  done_at timestamptz,
  primary key (round_id, street_code)
);
