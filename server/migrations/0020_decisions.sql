-- How far the search for those who missed a round has come in each street: up to whom, and whether to the end.
create table decisions.missed_round_search (
  round_id uuid not null,
  street_code text not null,
  after_resident uuid,
  found bigint not null default 0,
  done_at timestamptz,
  primary key (round_id, street_code)
);
