-- A resident's phone is in the resident's row: of a table of its own with at most one row a resident, a third of the bytes were header, index and the same id again.
-- Columns of fixed width come first, so that nothing is filled up between them.
create table residents.lean_resident (
  registered_at timestamptz not null,
  street_since timestamptz,
  device_enrolled_at timestamptz,
  device_cancelled_at timestamptz,
  resident_id uuid not null,
  device_id uuid,
  provisional boolean not null default false,
  wrapped_key bytea not null,
  document_kind text not null,
  street_code text,
  person_sealed bytea,
  -- the phone's key as a compressed point, and the first half of its token's hash
  device_key bytea,
  device_token_hash bytea,
  guardianship_asked_at timestamptz[],
  -- of former versions, until the row is sealed as one field
  name_sealed bytea,
  document_sealed bytea,
  phone_sealed bytea,
  description_sealed bytea
);
insert into residents.lean_resident (registered_at, street_since, device_enrolled_at, device_cancelled_at, resident_id, device_id, provisional, wrapped_key,
  document_kind, street_code, person_sealed, device_key, device_token_hash, guardianship_asked_at, name_sealed, document_sealed, phone_sealed, description_sealed)
select registered_at, street_since, enrolled_at, cancelled_at, resident_id, device_id, provisional, wrapped_key, document_kind, street_code, person_sealed,
  public_key, token_hash, guardianship_asked_at, name_sealed, document_sealed, phone_sealed, description_sealed
from residents.resident left join residents.device using (resident_id) order by resident_id;

alter table residents.household_member drop constraint household_member_holder_id_fkey;
drop table residents.device;
drop table residents.resident;
alter table residents.lean_resident rename to resident;
alter table residents.resident
  add constraint resident_pkey primary key (resident_id),
  add constraint resident_document_kind_check check (document_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit', 'none')),
  add constraint resident_undocumented check (provisional or document_kind <> 'none'),
  add constraint resident_sealed check (person_sealed is not null or (name_sealed is not null and (document_kind = 'none') = (document_sealed is null))),
  add constraint resident_phone check (num_nulls(device_id, device_key, device_token_hash, device_enrolled_at) in (0, 4)
    and (device_cancelled_at is null or device_id is not null)),
  add constraint resident_phone_key check (length(device_key) = 33);
create index resident_street on residents.resident (street_code) where street_code is not null;
alter table residents.household_member
  add constraint household_member_holder_id_fkey foreign key (holder_id) references residents.resident;

-- A person has one phone at a time: it is taken over by the next, which writes the resident's row.
create view residents.device as
  select resident_id, device_id, device_key as public_key, device_token_hash as token_hash, device_enrolled_at as enrolled_at, device_cancelled_at as cancelled_at
  from residents.resident where device_id is not null;

-- It is for reading. A server of a former version that still runs would change the wrong row through it, and by a delete take the resident with the phone.
create function residents.refuse_device_change() returns trigger language plpgsql as $$
begin
  raise exception 'residents.device is only read: a phone is in its resident''s row. A server of a former version may still be running; stop it'
    using errcode = 'object_not_in_prerequisite_state';
end
$$;
create trigger device_is_only_read instead of insert or update or delete on residents.device
  for each row execute function residents.refuse_device_change();

-- As in 0033: statistics for a rebuilt table, unless it is empty.
do $$
begin
  if exists (select from residents.resident) then analyze residents.resident; end if;
end
$$;
