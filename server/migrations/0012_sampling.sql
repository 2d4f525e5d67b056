-- The desks' log: records that devices made are appended once and never changed; tubes, swabs and boxes are what those records add up to.
create type sampling.pool as enum ('single', 'ten', 'twenty', 'household');
create type sampling.record_kind as enum ('open_tube', 'add_swab', 'remove_swab', 'void_swab', 'close_tube', 'box_tube', 'unbox_tube', 'close_box',
  'hand_over', 'queue_seen');
create type sampling.identification as enum ('phone_pass', 'paper_pass', 'document', 'provisional');
-- `repeated`: another scan of somebody who is in the tube already. `removed`: undone at the desk. `voided`: taken out by staff.
create type sampling.swab_state as enum ('counted', 'repeated', 'removed', 'voided');
create type sampling.container as enum ('tube', 'box');

create temporary table former_swab on commit drop as select * from sampling.swab;
create temporary table former_claim on commit drop as select * from sampling.claim;
create temporary table former_sample on commit drop as select * from sampling.sample_of_resident;
drop table sampling.swab, sampling.tube, sampling.claim, sampling.sample_of_resident;

-- A record is found beside the tube or box it is about (`queue_seen`: beside its site). `at` is the device's time as corrected by `clock_offset_ms`. `made_for`: the
-- server made it itself, for this sample or because of this record, and it is in no device's sequence.
create table sampling.record (
  at timestamptz not null,
  received_at timestamptz not null,
  sequence bigint not null check (sequence > 0),
  clock_offset_ms bigint,
  kind sampling.record_kind not null,
  record_id uuid not null,
  device_id uuid not null,
  site_id uuid not null,
  container_code text not null check (length(container_code) between 6 and 36),
  made_for uuid,
  data jsonb,
  constraint record_pkey primary key (container_code, record_id)
);

create function sampling.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a record of a desk is never changed, only followed by another';
end $$;
create trigger record_is_final before update on sampling.record for each statement execute function sampling.refuse_change();

-- A record's id is used once in all tubes. `fingerprint`: keyed hash of all the record says, the first eight bytes.
create table sampling.claim (
  record_id uuid,
  fingerprint bigint not null,
  constraint claim_pkey primary key (record_id)
);

-- Who a swab is of, as the desk wrote it down, until that is resolved: then the row is deleted. `reason`: why that failed the last time.
create table sampling.pending_subject (
  tube_code text,
  record_id uuid,
  wrapped_key bytea not null,
  subject_sealed bytea not null,
  attempts int not null default 0,
  reason text,
  primary key (tube_code, record_id)
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.01); -- rows come and go: what is deleted is used again soon

-- Tubes and boxes with records that are not added up yet. One whose records cannot be applied waits with its reason and holds up nobody.
create table sampling.touched (
  container_code text,
  touch_id bigint generated always as identity,
  container sampling.container not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  reason text,
  primary key (container_code, touch_id)
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.01);
create index touched_due on sampling.touched (due_at);

-- Which of a device's records are here, and what it said of itself at its last contact.
create table sampling.device (
  device_id uuid primary key,
  site_id uuid,
  received int8multirange not null default '{}',
  last_contact_at timestamptz not null,
  app_version text not null check (length(app_version) <= 40),
  queued int not null check (queued >= 0),
  clock_offset_ms bigint not null
);

create table sampling.tube (
  opened_at timestamptz,
  closed_at timestamptz,
  boxed_at timestamptz,
  first_sampled_at timestamptz,
  pool sampling.pool,
  swabs_counted int check (swabs_counted >= 0),
  swabs int not null default 0 check (swabs >= 0),
  site_id uuid,
  device_id uuid,
  round_id uuid,
  ambiguous boolean not null default false,
  tube_code text check (tube_code ~ '^[A-Z0-9-]{6,24}$'),
  box_code text check (box_code ~ '^[A-Z0-9-]{6,24}$'),
  constraint tube_pkey primary key (tube_code),
  check ((box_code is null) = (boxed_at is null)),
  check (opened_at is null or (site_id is not null and device_id is not null and pool is not null))
);
create index tube_site on sampling.tube (site_id, opened_at desc);
create index tube_box on sampling.tube (box_code) where box_code is not null;

create table sampling.swab (
  sampled_at timestamptz not null,
  removed_at timestamptz,
  identified_by sampling.identification not null,
  state sampling.swab_state not null,
  sample_id uuid not null,
  resident_id uuid not null,
  site_id uuid not null,
  round_id uuid,
  tube_code text not null references sampling.tube,
  street_code text,
  constraint swab_pkey primary key (tube_code, sample_id),
  check ((state in ('removed', 'voided')) = (removed_at is not null))
);
-- Equal keys share their entry: some ten bytes a swab.
create index swab_round on sampling.swab (round_id, site_id, street_code) where state = 'counted';

-- A resident's swabs that count. Distributed by resident.
create table sampling.sample_of_resident (
  sampled_at timestamptz not null,
  resident_id uuid,
  sample_id uuid,
  tube_code text not null,
  constraint sample_of_resident_pkey primary key (resident_id, sample_id)
);

create table sampling.box (
  box_code text primary key check (box_code ~ '^[A-Z0-9-]{6,24}$'),
  site_id uuid,
  closed_at timestamptz,
  tubes_counted int check (tubes_counted >= 0),
  handed_over_at timestamptz,
  courier text check (length(courier) between 1 and 100),
  device_ids uuid[] not null default '{}'
);

create table sampling.queue_seen (
  site_id uuid primary key,
  people int not null check (people >= 0),
  at timestamptz not null,
  record_id uuid not null
);

-- What a person has to look at. `about` is the tube, swab, resident or device it is recomputed from; one row for each code and thing.
create table sampling.conflict (
  conflict_id uuid primary key,
  about text not null,
  code text not null check (code ~ '^[a-z_]{1,40}$'),
  at timestamptz not null,
  site_id uuid,
  tube_code text,
  device_ids uuid[] not null,
  record_ids uuid[] not null,
  resident_ids uuid[] not null default '{}',
  detail jsonb,
  state text not null default 'open' check (state in ('open', 'resolved')),
  resolution text check (resolution in ('accepted', 'void_swabs')),
  note text check (length(note) between 3 and 300),
  resolved_by uuid,
  resolved_at timestamptz,
  check ((state = 'resolved') = (resolution is not null) and (resolution is null) = (resolved_at is null))
);
create index conflict_listed on sampling.conflict (state, at desc, conflict_id);
create index conflict_about on sampling.conflict (about);
create index conflict_device on sampling.conflict using gin (device_ids) where state = 'open';

-- What a device sent and the protocol could not take, sealed, for a person to see: never dropped.
create table sampling.refused_record (
  device_id uuid not null,
  fingerprint bigint not null,
  refused_id uuid not null,
  record_id uuid,
  code text not null check (code ~ '^[a-z_]{1,40}$'),
  field text check (length(field) <= 40),
  received_at timestamptz not null,
  wrapped_key bytea not null,
  record_sealed bytea not null,
  primary key (device_id, fingerprint)
);
create index refused_record_listed on sampling.refused_record (refused_id);

-- The samples of the former version: each was a tube of its own, opened, filled and closed in one moment.
insert into sampling.claim (record_id, fingerprint)
  select sample_id, ('x' || encode(substring(body_hash from 1 for 8), 'hex'))::bit(64)::bigint from former_claim;

insert into sampling.record (at, received_at, sequence, kind, record_id, device_id, site_id, container_code, made_for, data)
  select s.sampled_at, s.recorded_at, step.sequence, step.kind, case step.kind when 'add_swab' then s.sample_id else md5(step.kind || ' ' || s.sample_id)::uuid end,
    case when s.recorded_by ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then s.recorded_by::uuid else s.sample_id end, s.site_id, s.tube_code, s.sample_id, step.data
  from former_swab s cross join (values
    (1, 'open_tube'::sampling.record_kind, '{"pool": "single", "roundId": null}'::jsonb),
    (2, 'add_swab', '{"movedFrom": null}'),
    (3, 'close_tube', '{"swabsCounted": null}')) as step (sequence, kind, data);

insert into sampling.tube (opened_at, closed_at, first_sampled_at, pool, swabs, site_id, device_id, tube_code)
  select s.sampled_at, s.sampled_at, s.sampled_at, 'single', 1, s.site_id, r.device_id, s.tube_code
  from former_swab s join sampling.record r on r.container_code = s.tube_code and r.record_id = s.sample_id;

insert into sampling.swab (sampled_at, identified_by, state, sample_id, resident_id, site_id, tube_code)
  select sampled_at, case subject_by when 'document' then 'document' else 'phone_pass' end::sampling.identification, 'counted', sample_id, resident_id, site_id, tube_code
  from former_swab;

insert into sampling.sample_of_resident (sampled_at, resident_id, sample_id, tube_code)
  select sampled_at, resident_id, sample_id, tube_code from former_swab union select sampled_at, resident_id, sample_id, tube_code from former_sample;
