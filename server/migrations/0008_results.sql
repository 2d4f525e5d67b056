-- Results as laboratories report them, in batches that a second person releases. Distributed by resident; batches are small and everywhere.
create schema results;

create table results.file (
  file_id uuid primary key,
  sha256 bytea not null check (octet_length(sha256) = 32),
  laboratory_id uuid not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  rows_total int not null,
  rows_good int not null,
  rows_bad int not null,
  duplicates int not null,
  -- All of its rows were taken and have not been rejected since: handing the very same file in again can only be a mistake.
  complete boolean not null,
  check (rows_total = rows_good + rows_bad + duplicates),
  check (not complete or rows_bad = 0)
);
create unique index file_once on results.file (sha256) where complete;

create table results.file_error (
  file_id uuid not null,
  position int not null,
  row_number int not null,
  field text,
  code text not null,
  message text not null,
  value text,
  primary key (file_id, position)
);

create table results.batch (
  batch_id uuid primary key,
  kind text not null check (kind in ('results', 'correction')),
  laboratory_id uuid not null,
  file_id uuid,
  correction_reason text check (length(correction_reason) <= 300),
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  rows int not null check (rows > 0),
  positives int not null,
  invalids int not null,
  state text not null default 'awaiting' check (state in ('awaiting', 'released', 'rejected')),
  decided_by uuid,
  decided_at timestamptz,
  rejection_reason text check (length(rejection_reason) <= 300),
  constraint batch_needs_two_people check (decided_by <> uploaded_by),
  check ((state = 'awaiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check ((state = 'rejected') = (rejection_reason is not null)),
  check ((kind = 'results') = (file_id is not null) and (kind = 'correction') = (correction_reason is not null))
);
create index batch_state on results.batch (state, batch_id);

create table results.result (
  resident_id uuid not null,
  result_id uuid not null,
  batch_id uuid not null references results.batch,
  sample_id uuid not null,
  tube_code text not null,
  outcome text not null check (outcome in ('negative', 'positive', 'invalid')),
  sampled_at timestamptz not null,
  tested_at timestamptz not null,
  corrects_result_id uuid,
  -- Its batch was rejected: kept, but it counts for nothing.
  void boolean not null default false,
  primary key (resident_id, result_id),
  check (tested_at >= sampled_at)
);
create index result_batch on results.result (batch_id, result_id);
-- A sample has one result; what changes it is a correction, and a result is corrected once (a correction may be corrected in turn).
create unique index result_once on results.result (resident_id, sample_id) where corrects_result_id is null and not void;
create unique index correction_once on results.result (resident_id, corrects_result_id) where corrects_result_id is not null and not void;
