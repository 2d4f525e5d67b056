-- Rows for thirteen million people. Almost all evidence is the first word of a laboratory about a sample, and almost every decision is "green, nothing
-- found": both say so in few bytes. Nothing is lost and no colour changes; what is not of this form stays as it was.

create type decisions.outcome as enum ('negative', 'positive', 'invalid');
create type decisions.code_colour as enum ('green', 'yellow', 'red');

-- The first test result known of a sample, where it corrects nothing. Its evidence id, kind, source and time of observation follow from it
-- (tube-evidence.ts); since when it counts is with its tube. Whatever is said of the sample later is in decisions.evidence.
create table decisions.test_result (
  sampled_at timestamptz not null,
  resident_id uuid not null,
  sample_id uuid not null,
  result_id uuid not null,
  outcome decisions.outcome not null,
  pooled boolean not null,
  primary key (resident_id, sample_id)
);
create trigger test_result_is_immutable before update on decisions.test_result
  for each row execute function decisions.refuse_change();

create function decisions.evidence_id_of(said decisions.test_result) returns uuid language sql stable as $$
  select encode(set_byte(set_byte(hash, 6, 128 | (get_byte(hash, 6) & 15)), 8, 128 | (get_byte(hash, 8) & 63)), 'hex')::uuid
  from (select substring(sha256(convert_to(format('test_result %s %s %s %s %s 0', said.result_id, said.sample_id, said.outcome,
    to_char(said.sampled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), case when said.pooled then 'true' else 'false' end), 'UTF8')) for 16) as hash) as hashed
$$;

insert into decisions.test_result (sampled_at, resident_id, sample_id, result_id, outcome, pooled)
select distinct on (resident_id, sample_id) (said).*
from (
  select evidence_id, row(observed_at, resident_id, (data->>'sampleId')::uuid, (data->>'resultId')::uuid, (data->>'outcome')::decisions.outcome,
    (data->>'pooled')::boolean)::decisions.test_result as said
  from decisions.evidence
  where kind = 'test_result' and source = 'laboratory' and corrects is null
    and data ?& array['sampleId', 'resultId', 'outcome', 'sampledAt', 'pooled']
    and (select count(*) from jsonb_object_keys(data)) = 5
    and data->>'sampledAt' = to_char(observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
) as plain
where evidence_id = decisions.evidence_id_of(said)
order by resident_id, sample_id, evidence_id;

alter table decisions.evidence rename to former_evidence;
alter table decisions.former_evidence rename constraint evidence_pkey to former_evidence_pkey;
create table decisions.evidence (
  resident_id uuid not null,
  evidence_id uuid not null,
  kind text not null,
  observed_at timestamptz not null,
  data jsonb not null,
  source text not null,
  corrects uuid,
  recorded_at timestamptz not null,
  primary key (resident_id, evidence_id)
);
insert into decisions.evidence
select * from decisions.former_evidence as former
where not exists (select from decisions.test_result as plain
  where plain.resident_id = former.resident_id and decisions.evidence_id_of(plain) = former.evidence_id)
order by resident_id, evidence_id;
drop table decisions.former_evidence;
drop function decisions.evidence_id_of;
create trigger evidence_is_immutable before update on decisions.evidence
  for each row execute function decisions.refuse_change();

-- A version of a rule set by a short number, for the rows that name it.
alter table decisions.rule_set add column number smallint;
update decisions.rule_set set number = numbered.number
from (select rule_set_id, version, row_number() over (order by published_at, rule_set_id, version) as number from decisions.rule_set) as numbered
where rule_set.rule_set_id = numbered.rule_set_id and rule_set.version = numbered.version;
alter table decisions.rule_set alter column number set not null;
create unique index rule_set_number on decisions.rule_set (number);

-- The latest decision about each resident. `decision` is canonical JSON text, so that a recomputation can be compared byte by byte; null stands for
-- the text of "green, nothing found, nothing undecided". Which test was the last negative one is read from the evidence: a round of negative tests leaves
-- these rows as they are.
alter table decisions.colour rename to former_colour;
alter table decisions.former_colour rename constraint colour_pkey to former_colour_pkey;
drop index decisions.colour_due;
create table decisions.colour (
  resident_id uuid primary key,
  decided_at timestamptz not null,
  changes_at timestamptz,
  version int not null default 1,
  colour decisions.code_colour not null,
  rule_set smallint not null,
  decision text,
  constraint colour_explained check (decision is not null or colour = 'green')
);
insert into decisions.colour (resident_id, decided_at, changes_at, version, colour, rule_set, decision)
select resident_id, decided_at, changes_at, former.version, colour::decisions.code_colour, coalesce(number, 0),
  nullif(nullif(decision, '{"colour":"green","findings":[],"undecided":[]}'), '')
from decisions.former_colour as former
left join decisions.rule_set on rule_set.rule_set_id = former.rule_set_id and rule_set.version = former.rule_set_version
order by resident_id;
drop table decisions.former_colour;
create index colour_due on decisions.colour (changes_at) where changes_at is not null;
