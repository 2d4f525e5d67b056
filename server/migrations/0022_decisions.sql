-- For which tubes the standing result is evidence now, since when, and for how many of their swabs: what reconciliation calls "on the code".
create table decisions.applied_tube (
  tube_code text primary key,
  result_id uuid not null,
  applied_at timestamptz not null,
  swabs int not null check (swabs > 0)
);
