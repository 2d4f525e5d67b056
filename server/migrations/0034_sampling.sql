-- What a round leaves at the desks' side in less room: claims of ids that are some time old are packed, and in tubes and journal what is the same for all is said
-- once. Rows of the former form stay, and read the same.

-- Claims, 64 to a row at most, in the order of their ids. `bucket`: the first 32 bits of these ids, which in a UUIDv7 (RFC 9562) are its time in steps of 65 seconds.
-- An id is claimed while it is in `sampling.claim` or here; it comes here in the transaction that takes it from there.
create table sampling.packed_claims (
  bucket int not null,
  record_ids uuid[] not null check (cardinality(record_ids) between 1 and 64),
  fingerprints bigint[] not null check (cardinality(fingerprints) = cardinality(record_ids))
);
create function sampling.bucket_of(id uuid) returns int language sql immutable parallel safe as $$
  select ('x' || left(id::text, 8))::bit(32)::int
$$;
-- An id is looked for in the rows whose ids begin before and end after it. 59 bytes a row, one for each claim of a full one.
create index packed_claims_span on sampling.packed_claims (bucket, (record_ids[1]), (record_ids[cardinality(record_ids)]));
-- Rows come and go: what is deleted is used again soon.
alter table sampling.claim set (autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_scale_factor = 0.02);

-- `streets` without a comma: all in this tube live there.
create or replace view sampling.swab as
  select one.sampled_at, one.removed_at, one.identified_by, coalesce(one.state, 'counted') as state, one.sample_id, one.resident_id,
    coalesce(one.site_id, tube.site_id) as site_id, tube.round_id, tube.tube_code, nullif(coalesce(one.street_code, tube.streets), '') as street_code
  from sampling.tube_swabs as tube
    cross join lateral unnest(sample_ids, resident_ids, sampled_ats, identified_by, states, removed_ats, site_ids, string_to_array(streets, ','))
      as one (sample_id, resident_id, sampled_at, identified_by, state, removed_at, site_id, street_code);

-- `sequences` with one entry for several records: each has the number after the one before.
alter table sampling.journal
  drop constraint journal_check,
  add constraint journal_sequences check (0 < all (sequences) and cardinality(sequences) in (1, cardinality(record_ids)));
create or replace view sampling.record as
  select r.at, received_at, coalesce(r.sequence, sequences[1] + r.place - 1) as sequence, clock_offset_ms, r.kind, r.record_id, device_id, site_id, container_code,
    made_for, nullif(data -> (r.place - 1)::int, 'null') as data
  from sampling.journal cross join lateral unnest(ats, sequences, kinds, record_ids) with ordinality as r (at, sequence, kind, record_id, place);
