-- What reconciliation keeps for people who ask: complaints of residents without a result, and how far each round had come a moment ago.

-- A note is sealed under a key of its own; `finding` is what was found at once, without names.
create table reconciliation.complaint (
  complaint_id uuid primary key,
  resident_id uuid not null,
  -- The resident themselves, or whoever carries their code.
  made_by uuid not null,
  made_at timestamptz not null,
  sampled_at timestamptz not null,
  site_id uuid,
  tube_code text check (tube_code ~ '^[A-Z0-9-]{6,24}$'),
  wrapped_key bytea not null,
  note_sealed bytea,
  finding jsonb not null,
  answer_sealed bytea,
  answered_at timestamptz,
  answered_by text,
  check ((answered_at is null) = (answer_sealed is null) and (answered_at is null) = (answered_by is null))
);
create index complaint_resident on reconciliation.complaint (resident_id, made_at desc);
create index complaint_open on reconciliation.complaint (made_at, complaint_id) where answered_at is null;
create index complaint_answered on reconciliation.complaint (made_at, complaint_id) where answered_at is not null;

-- Figures of a round as of a moment, so that many may look at them without each counting millions of swabs. `took_ms`: how long the counting took.
create table reconciliation.round_progress (
  round_id uuid primary key,
  as_of timestamptz,
  took_ms int not null default 0,
  asked_at timestamptz not null,
  figures jsonb,
  check ((as_of is null) = (figures is null))
);

-- The tubes of a site around an hour.
create index tube_progress_site on reconciliation.tube_progress (site_id, coalesce(opened_at, sampled_at)) where site_id is not null;
