-- Results belong to tubes: a laboratory tests a tube and knows nobody in it. Whom a result reaches is worked out from the swabs of the tube,
-- whichever of both is known first. Distributed by tube.
create table results.tube_result (
  tube_code text not null check (tube_code ~ '^[A-Z0-9-]{6,24}$'),
  result_id uuid not null,
  batch_id uuid not null references results.batch,
  outcome text not null check (outcome in ('negative', 'positive', 'invalid')),
  tested_at timestamptz not null,
  corrects_result_id uuid,
  -- Its batch was rejected: kept, but it counts for nothing.
  void boolean not null default false,
  primary key (tube_code, result_id)
);
create unique index tube_result_batch on results.tube_result (batch_id, tube_code);
-- A tube has one result; what changes it is a correction, and a result is corrected once (a correction may be corrected in turn).
create unique index tube_result_once on results.tube_result (tube_code) where corrects_result_id is null and not void;
create unique index tube_correction_once on results.tube_result (tube_code, corrects_result_id) where corrects_result_id is not null and not void;

-- Until now a tube held one swab, so that a result of a resident was the result of a tube: it keeps its id.
insert into results.tube_result (tube_code, result_id, batch_id, outcome, tested_at, corrects_result_id, void)
select tube_code, result_id, batch_id, outcome, tested_at, corrects_result_id, void from results.result;
drop table results.result;

-- Results of tubes that no desk has told of yet.
create table results.waiting (
  tube_code text primary key,
  batch_id uuid not null,
  since timestamptz not null
);

-- A laboratory reported an outcome for a tube that already had another: not taken, and worth a person's look.
create table results.differing (
  tube_code text not null,
  file_id uuid not null,
  laboratory_id uuid not null,
  outcome text not null check (outcome in ('negative', 'positive', 'invalid')),
  tested_at timestamptz not null,
  reported_at timestamptz not null,
  primary key (tube_code, file_id)
);
create index differing_file on results.differing (file_id, tube_code);

-- How a laboratory's own files are read. Every version is kept: it says what a file of that day meant.
create table results.template (
  laboratory_id uuid not null,
  version int not null check (version > 0),
  content jsonb not null,
  saved_by uuid not null,
  saved_at timestamptz not null,
  primary key (laboratory_id, version)
);

-- A file being read. Rows are written as they come, under a batch that nobody sees until the last one is there.
create table results.upload (
  upload_id uuid primary key,
  laboratory_id uuid not null,
  uploaded_by uuid not null,
  started_at timestamptz not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  dry_run boolean not null,
  state text not null check (state in ('queued', 'reading', 'ready', 'refused', 'interrupted')),
  rows_read int not null default 0,
  -- Told by the server that reads it, every few seconds; one that has fallen silent was interrupted.
  seen_at timestamptz not null,
  report jsonb,
  refusal jsonb,
  check ((state = 'ready') = (report is not null) and (state = 'refused') = (refusal is not null))
);
-- The same file is not read twice at once.
create unique index upload_once on results.upload (sha256) where not dry_run and state in ('queued', 'reading');
create index upload_unfinished on results.upload (seen_at) where state in ('queued', 'reading');

alter table results.file
  add column format text not null default 'csv' check (format in ('csv', 'xlsx', 'fhir', 'json')),
  add column template_version int,
  add column controls int not null default 0,
  drop constraint file_check,
  add constraint file_rows_add_up check (rows_total = rows_good + rows_bad + duplicates + controls);

alter table results.batch
  -- [{ code, value, limit }]: what a releaser must confirm one by one, and [{ code, reason }]: what was confirmed.
  add column anomalies jsonb not null default '[]',
  add column confirmed jsonb not null default '[]',
  add column tubes_received int not null default 0,
  drop constraint batch_state_check,
  drop constraint batch_rows_check,
  add constraint batch_state_check check (state in ('storing', 'awaiting', 'released', 'rejected')),
  add constraint batch_rows_check check (rows > 0 or state = 'storing'),
  drop constraint batch_check,
  add constraint batch_decided_check check ((state in ('storing', 'awaiting')) = (decided_by is null) and (decided_by is null) = (decided_at is null));
