-- Who somebody is, sealed as one field: one nonce and one tag instead of three. Only who has the master key can put former rows into this form; they read as they
-- are, and are when they are next written.
alter table residents.resident
  add column person_sealed bytea,
  alter column name_sealed drop not null,
  drop constraint resident_check,
  add constraint resident_sealed check (person_sealed is not null or (name_sealed is not null and (document_kind = 'none') = (document_sealed is null)));
