-- Boxes on their way and tubes at the laboratory. What is received is kept whether or not its desk has synced; disagreements with the desks are recomputed.
create schema transport;

-- A laboratory says that it has a box, and later that every tube in it has been looked at.
create table transport.receipt (
  box_code text not null check (box_code ~ '^[A-Z0-9-]{6,24}$'),
  laboratory_id uuid not null,
  received_at timestamptz not null,
  received_by text not null,
  recorded_at timestamptz not null,
  completed_at timestamptz,
  completed_by text,
  primary key (box_code, laboratory_id),
  check (received_at <= recorded_at + interval '2 minutes'),
  check ((completed_at is null) = (completed_by is null))
);

-- A laboratory says that it has a tube. Two laboratories may say so of one number: both are kept, and that is a conflict.
create table transport.accession (
  tube_code text not null check (tube_code ~ '^[A-Z0-9-]{6,24}$'),
  laboratory_id uuid not null,
  -- The box it was taken out of, where that was scanned.
  box_code text check (box_code ~ '^[A-Z0-9-]{6,24}$'),
  swabs_counted int check (swabs_counted between 0 and 100),
  received_at timestamptz not null,
  received_by text not null,
  recorded_at timestamptz not null,
  primary key (tube_code, laboratory_id),
  check (received_at <= recorded_at + interval '2 minutes')
);
create index accession_box on transport.accession (box_code) where box_code is not null;

-- Where every box stands, as desks and laboratories told it. Recomputed whenever one of them says something new.
create table transport.box (
  box_code text primary key,
  state text not null check (state in ('open', 'packed', 'handed_over', 'received', 'complete')),
  -- Null while no desk has told of the box.
  site_id uuid,
  laboratory_id uuid,
  tubes int not null,
  tubes_counted int,
  closed_at timestamptz,
  handed_over_at timestamptz,
  courier text,
  received_at timestamptz,
  completed_at timestamptz
);
create index box_state on transport.box (state, box_code);

create table transport.conflict (
  tube_code text not null,
  code text not null check (code in ('tube_missing', 'tube_extra', 'received_open', 'tube_claimed_twice')),
  box_code text,
  laboratory_id uuid,
  found_at timestamptz not null,
  resolved_at timestamptz,
  primary key (tube_code, code)
);
create index conflict_open on transport.conflict (code, tube_code) where resolved_at is null;
create index conflict_box on transport.conflict (box_code) where box_code is not null and resolved_at is null;
