-- People met at a desk before they registered. Registering with the same document takes their row over, with everything that hangs from its id.
alter table residents.resident
  add column provisional boolean not null default false,
  -- Since when they say they live there; null: since they registered.
  add column street_since timestamptz,
  add column description_sealed bytea,
  alter column document_sealed drop not null,
  drop constraint resident_document_kind_check,
  add constraint resident_document_kind_check check (document_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit', 'none')),
  add check ((document_kind = 'none') = (document_sealed is null)),
  add check (provisional or document_kind <> 'none');
drop index residents.resident_street;
create index resident_street on residents.resident (street_code, resident_id) where street_code is not null;
