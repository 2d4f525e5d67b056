-- The first words of laboratories in less room: what is negative is kept by tube, one row for all samples that one result of it speaks of, instead of a row and an
-- index entry each. Whose a sample is and when it was taken, the tube says, for ever. `decisions.first_word` keeps every other first word, and those that were
-- spoken of again. A tube may have several rows: swabs that arrived later, or a result before it was in question and one after.
-- The former name, `decisions.test_result`, is gone: a server of a former version that still runs would find no negative there and decide without them; now it fails.
create table decisions.negative_result (
  tube_code text not null,
  result_id uuid not null,
  pooled boolean not null,
  sample_ids uuid[] not null check (cardinality(sample_ids) > 0)
);

-- Of a result that stands the tube is known, and who was never spoken of again is still in it; everything else stays a row of its own.
create table decisions.first_word (like decisions.test_result);
create temporary table by_tube on commit drop as
  select said.resident_id, sample_id, result_id, tube_code, pooled
  from decisions.test_result as said join decisions.applied_tube using (result_id)
  where outcome = 'negative'
    and not exists (select from decisions.evidence where evidence.resident_id = said.resident_id and evidence.corrects is not null);
create index on by_tube (resident_id, sample_id);
analyze by_tube;
insert into decisions.negative_result (tube_code, result_id, pooled, sample_ids)
  select tube_code, result_id, pooled, array_agg(sample_id order by sample_id) from by_tube group by tube_code, result_id, pooled order by tube_code;
insert into decisions.first_word
  select * from decisions.test_result as said
  where not exists (select from by_tube where by_tube.resident_id = said.resident_id and by_tube.sample_id = said.sample_id);
drop table decisions.test_result;

create index first_word_resident on decisions.first_word (resident_id);
create index negative_result_tube on decisions.negative_result (tube_code);
create trigger first_word_is_immutable before update on decisions.first_word
  for each row execute function decisions.refuse_change();
create trigger negative_result_is_immutable before update on decisions.negative_result
  for each row execute function decisions.refuse_change();

-- A rebuilt table has no statistics until autovacuum comes. An empty one is left alone: analysed, it would be planned as empty however much it is filled.
do $$
begin
  if exists (select from decisions.negative_result) then analyze decisions.negative_result; end if;
  if exists (select from decisions.first_word) then analyze decisions.first_word; end if;
end
$$;
