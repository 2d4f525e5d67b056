-- The journal keeps what arrived together about one tube or box as one row: a tube's dozen records then cost one row and one index entry instead of
-- twelve. Records are read one by one through the view, as before; like them, a row of the journal is never changed.
alter table sampling.record rename to former_record;
alter table sampling.former_record rename constraint record_pkey to former_record_pkey;

-- The arrays have one entry a record. `data`: a JSON array with what the other columns do not say, by position; null where they say all.
create table sampling.journal (
  received_at timestamptz not null,
  clock_offset_ms bigint,
  journal_id bigint generated always as identity,
  device_id uuid not null,
  site_id uuid not null,
  made_for uuid,
  container_code text not null check (length(container_code) between 6 and 36),
  record_ids uuid[] not null check (cardinality(record_ids) > 0),
  sequences bigint[] not null check (0 < all (sequences) and cardinality(sequences) = cardinality(record_ids)),
  ats timestamptz[] not null check (cardinality(ats) = cardinality(record_ids)),
  kinds sampling.record_kind[] not null check (cardinality(kinds) = cardinality(record_ids)),
  data jsonb,
  constraint journal_pkey primary key (container_code, journal_id)
);

insert into sampling.journal (received_at, clock_offset_ms, device_id, site_id, made_for, container_code, record_ids, sequences, ats, kinds, data)
  select received_at, clock_offset_ms, device_id, site_id, made_for, container_code, array_agg(record_id order by sequence, record_id),
    array_agg(sequence order by sequence, record_id), array_agg(at order by sequence, record_id), array_agg(kind order by sequence, record_id),
    case when count(data) > 0 then jsonb_agg(data order by sequence, record_id) end
  from sampling.former_record
  group by received_at, clock_offset_ms, device_id, site_id, made_for, container_code;
drop table sampling.former_record;

create trigger record_is_final before update on sampling.journal for each statement execute function sampling.refuse_change();

create view sampling.record as
  select r.at, received_at, r.sequence, clock_offset_ms, r.kind, r.record_id, device_id, site_id, container_code, made_for,
    nullif(data -> (r.place - 1)::int, 'null') as data
  from sampling.journal cross join lateral unnest(ats, sequences, kinds, record_ids) with ordinality as r (at, sequence, kind, record_id, place);
