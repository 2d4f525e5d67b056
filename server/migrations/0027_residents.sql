-- Thirteen million residents in less room: look-up hashes of 128 bits in uuid columns, a phone's key as its compressed point, one row per phone in use.

-- 128 of the 256 bits find a document or a number as surely: two of 2^24 people share one with a probability of 2^-81.
alter table residents.document_index
  alter column document_hash type uuid using encode(substring(document_hash from 1 for 16), 'hex')::uuid;
alter table residents.phone_index
  alter column phone_hash type uuid using encode(substring(phone_hash from 1 for 16), 'hex')::uuid;

-- A person has one phone at a time: its row is taken over by the next. Who changed phones when is in the audit trail.
delete from residents.device
  where (resident_id, device_id) in (
    select resident_id, device_id from (
      select resident_id, device_id, row_number() over (partition by resident_id order by cancelled_at desc nulls first, enrolled_at desc) as place
      from residents.device) as ranked
    where place > 1);
drop index residents.device_one_active;
alter table residents.device
  drop constraint device_pkey,
  drop column key_thumbprint,
  alter column public_key type bytea using
    case get_byte(decode(translate(public_key ->> 'y', '-_', '+/') || '=', 'base64'), 31) & 1 when 1 then '\x03'::bytea else '\x02'::bytea end
    || decode(translate(public_key ->> 'x', '-_', '+/') || '=', 'base64'),
  add check (length(public_key) = 33),
  add constraint device_pkey primary key (resident_id);

-- Nobody but guardians has asked for anything: an empty list is 13 bytes for each of the others.
alter table residents.resident
  alter column guardianship_asked_at drop default,
  alter column guardianship_asked_at drop not null;
