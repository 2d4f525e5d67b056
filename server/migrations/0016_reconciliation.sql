-- One row a tube, held together from what desks, couriers, laboratories and decisions say; and what does not add up in it. Everything here can be made again
-- from the other slices (tools/reconcile.ts): rows are recomputed, never counted up.
create schema reconciliation;

create table reconciliation.tube_progress (
  tube_code text primary key,
  -- Where it belongs. All null where no desk has told of the tube: then it is a number that only a laboratory knows.
  round_id uuid,
  site_id uuid,
  device_id uuid,
  box_code text,
  laboratory_id uuid,
  known boolean not null,
  ambiguous boolean not null,
  differing boolean not null,
  -- Swabs that count, and how these people were identified.
  swabs int not null check (swabs >= 0),
  by_phone_pass int not null,
  by_paper_pass int not null,
  by_document int not null,
  by_provisional int not null,
  counted_desk int,
  counted_laboratory int,
  opened_at timestamptz,
  -- Of the first swab in it.
  sampled_at timestamptz,
  closed_at timestamptz,
  boxed_at timestamptz,
  handed_over_at timestamptz,
  box_received_at timestamptz,
  received_at timestamptz,
  tested_at timestamptz,
  released_at timestamptz,
  on_code_at timestamptz,
  on_code_swabs int not null,
  -- How far it has come: the furthest step anybody told of. 1 opened, 2 closed, 3 boxed, 4 received, 5 tested, 6 released, 7 on the code.
  step int not null generated always as (case
    when on_code_at is not null and on_code_swabs >= swabs then 7
    when released_at is not null then 6
    when tested_at is not null then 5
    when received_at is not null then 4
    when boxed_at is not null then 3
    when closed_at is not null then 2
    else 1 end) stored,
  check (known or (round_id is null and site_id is null and swabs = 0)),
  check (by_phone_pass + by_paper_pass + by_document + by_provisional = swabs)
);
create index tube_progress_round on reconciliation.tube_progress (round_id, step) where round_id is not null;
create index tube_progress_standing on reconciliation.tube_progress (round_id, tube_code) where step < 7 and swabs > 0;
create index tube_progress_box on reconciliation.tube_progress (box_code) where box_code is not null;
create index tube_progress_unknown on reconciliation.tube_progress (tube_code) where not known;
create index tube_progress_odd on reconciliation.tube_progress (round_id) where ambiguous or differing;

-- What does not add up, tube by tube and swab by swab. What depends on the present moment (delays, where a tube stands, silent desks) is not kept but asked.
create table reconciliation.difference (
  tube_code text not null,
  code text not null check (code in ('swab_not_taken', 'person_not_bound', 'wrong_number_typed', 'no_document', 'others_code_shown')),
  -- The swab it is about; the nil UUID where it is about the tube as a whole.
  sample_id uuid not null,
  round_id uuid,
  resident_id uuid,
  swabs int not null check (swabs > 0),
  since timestamptz not null,
  -- Another tube to look at.
  other_tube_code text,
  primary key (tube_code, code, sample_id)
);
create index difference_round on reconciliation.difference (round_id, code, tube_code, sample_id);
create index difference_resident on reconciliation.difference (resident_id) where resident_id is not null;
