-- Who somebody is, sealed as one field: one nonce and one tag instead of three. Only who has the master key can put former rows into this form; they read as they
-- are, and are when they are next written.
alter table residents.resident
  add column person_sealed bytea,
  alter column name_sealed drop not null,
  drop constraint resident_check,
  add constraint resident_sealed check (person_sealed is not null or (name_sealed is not null and (document_kind = 'none') = (document_sealed is null)));

-- A street's people share its entry, and are put in order when they are asked for.
drop index residents.resident_street;
create index resident_street on residents.resident (street_code) where street_code is not null;

-- Telling the same number of the same resident twice is found out before it is written.
alter table residents.phone_index drop constraint phone_index_pkey;
create index phone_index_phone on residents.phone_index (phone_hash);

-- Tokens are 256 random bits: half of their hash finds out a wrong one as surely.
alter table residents.device alter column token_hash type bytea using substring(token_hash for 16);
