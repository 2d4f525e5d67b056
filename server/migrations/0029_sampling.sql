-- A city after a round in less room: the swabs of a tube are one row, as its records are. Here and in 0030 to 0032 indexes whose equal keys share their entry
-- take the place of longer ones that were unique where a lock or a claim has decided that already.

-- The arrays have one entry a swab, in one order. `streets`: where these people live, with commas between; null where nobody has said. `states` is null where
-- all count, `removed_ats` where none was taken out, `site_ids` where all were taken at `site_id`.
create table sampling.tube_swabs (
  site_id uuid not null,
  round_id uuid,
  tube_code text not null references sampling.tube,
  streets text,
  sample_ids uuid[] not null check (cardinality(sample_ids) > 0),
  resident_ids uuid[] not null check (cardinality(resident_ids) = cardinality(sample_ids)),
  sampled_ats timestamptz[] not null check (cardinality(sampled_ats) = cardinality(sample_ids)),
  identified_by sampling.identification[] not null check (cardinality(identified_by) = cardinality(sample_ids)),
  states sampling.swab_state[] check (cardinality(states) = cardinality(sample_ids)),
  removed_ats timestamptz[] check (cardinality(removed_ats) = cardinality(sample_ids)),
  site_ids uuid[] check (cardinality(site_ids) = cardinality(sample_ids)),
  constraint tube_swabs_pkey primary key (tube_code)
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.02); -- written anew whenever a tube changes

insert into sampling.tube_swabs (site_id, round_id, tube_code, streets, sample_ids, resident_ids, sampled_ats, identified_by, states, removed_ats, site_ids)
select (array_agg(site_id order by sampled_at, sample_id))[1], (array_agg(round_id order by sampled_at, sample_id))[1], tube_code,
  case when count(street_code) > 0 then string_agg(coalesce(street_code, ''), ',' order by sampled_at, sample_id) end,
  array_agg(sample_id order by sampled_at, sample_id), array_agg(resident_id order by sampled_at, sample_id),
  array_agg(sampled_at order by sampled_at, sample_id), array_agg(identified_by order by sampled_at, sample_id),
  case when bool_or(state <> 'counted') then array_agg(state order by sampled_at, sample_id) end,
  case when count(removed_at) > 0 then array_agg(removed_at order by sampled_at, sample_id) end,
  case when count(distinct site_id) > 1 then array_agg(site_id order by sampled_at, sample_id) end
from sampling.swab group by tube_code;
drop table sampling.swab;
create index tube_swabs_round on sampling.tube_swabs (round_id) where round_id is not null;

-- One by one, as before. Whoever asks for some tubes by their codes pays for these only.
create view sampling.swab as
  select one.sampled_at, one.removed_at, one.identified_by, coalesce(one.state, 'counted') as state, one.sample_id, one.resident_id,
    coalesce(one.site_id, tube.site_id) as site_id, tube.round_id, tube.tube_code, nullif(one.street_code, '') as street_code
  from sampling.tube_swabs as tube
    cross join lateral unnest(sample_ids, resident_ids, sampled_ats, identified_by, states, removed_ats, site_ids, string_to_array(streets, ','))
      as one (sample_id, resident_id, sampled_at, identified_by, state, removed_at, site_id, street_code);

-- In a tube a resident counts once: which swab it is, the tube says.
alter table sampling.sample_of_resident drop constraint sample_of_resident_pkey, drop column sample_id, alter column resident_id set not null;
create index sample_of_resident_resident on sampling.sample_of_resident (resident_id);
