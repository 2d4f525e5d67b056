-- What follows from results beyond the colour: who is asked for a single sample, and what residents are told. Everything here is recomputed from facts
-- of other slices; only `read_at` is its own. Distributed by resident.
create schema recalls;

-- Tubes that may ask something of somebody: with a positive or invalid result, a correction, or a swab that staff took out. Negative ones never come here.
create table recalls.noted_tube (
  resident_id uuid not null,
  tube_code text not null,
  primary key (resident_id, tube_code)
);

create table recalls.recall (
  resident_id uuid not null,
  recall_id uuid not null,
  tube_code text not null,
  round_id uuid,
  -- Where the resident lived when the recall was last looked at; empty where that is not known.
  street_code text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'resolved', 'cancelled')),
  ended_at timestamptz,
  primary key (resident_id, recall_id),
  check ((state = 'open') = (ended_at is null)),
  check (ended_at >= asked_at)
);
create index recall_listed on recalls.recall (state, street_code, asked_at, recall_id);

create table recalls.message (
  resident_id uuid not null,
  message_id uuid not null,
  kind text not null check (kind in ('recall_asked', 'recall_ended', 'recollect_asked', 'result_corrected', 'swab_voided')),
  at timestamptz not null,
  -- Ids and codes only; the words are the app's.
  data jsonb not null,
  read_at timestamptz,
  primary key (resident_id, message_id)
);
