-- People, their phones and households. Names, document and phone numbers are sealed under a data key per person; look-ups go through keyed hashes.
create schema residents;

create table residents.resident (
  resident_id uuid primary key,
  wrapped_key bytea not null,
  name_sealed bytea not null,
  document_kind text not null check (document_kind in ('resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit')),
  document_sealed bytea not null,
  phone_sealed bytea,
  street_code text,
  -- When this resident declared to be somebody's guardian, within the last day: so many times a day and no more.
  guardianship_asked_at timestamptz[] not null default '{}',
  registered_at timestamptz not null
);
create index resident_street on residents.resident (street_code);

-- One person a document. A row without its resident is a registration that was cut short; the next one goes on with it.
create table residents.document_index (
  document_hash bytea primary key,
  resident_id uuid not null
);

create table residents.phone_index (
  phone_hash bytea not null,
  resident_id uuid not null,
  primary key (phone_hash, resident_id)
);

create table residents.device (
  resident_id uuid not null references residents.resident,
  device_id uuid not null,
  key_thumbprint text not null,
  public_key jsonb not null,
  token_hash bytea not null,
  enrolled_at timestamptz not null,
  cancelled_at timestamptz,
  primary key (resident_id, device_id)
);
-- A person has one phone at a time; enrolling a new one cancels the old.
create unique index device_one_active on residents.device (resident_id) where cancelled_at is null;

-- Whose code is carried on whose phone.
create table residents.household_member (
  holder_id uuid not null references residents.resident,
  member_id uuid not null,
  relation text not null check (relation in ('child', 'elder', 'other')),
  basis text not null check (basis in ('guardianship', 'consent')),
  since timestamptz not null,
  primary key (holder_id, member_id),
  check (holder_id <> member_id)
);
create index household_member_member on residents.household_member (member_id);

-- A registration or household request that waits for the code sent by SMS. Deleted when used or a day old.
create table residents.enrolment (
  enrolment_id uuid primary key,
  purpose text not null check (purpose in ('registration', 'household')),
  holder_id uuid,
  wrapped_key bytea not null,
  details_sealed bytea not null,
  phone_hash bytea not null,
  code_hash bytea not null,
  code_expires_at timestamptz not null,
  resend_at timestamptz not null,
  sends int not null default 1 check (sends between 1 and 3),
  wrong_codes int not null default 0,
  confirmed_thumbprint text,
  created_at timestamptz not null,
  check ((purpose = 'household') = (holder_id is not null))
);
create index enrolment_phone on residents.enrolment (phone_hash, created_at);
create index enrolment_created on residents.enrolment (created_at);

-- SMS waiting to be sent; deleted once the gateway has taken them.
create table residents.message (
  message_id uuid primary key,
  wrapped_key bytea not null,
  phone_sealed bytea not null,
  text_sealed bytea not null,
  attempts int not null default 0,
  send_at timestamptz not null
);
create index message_send_at on residents.message (send_at);

-- A staff member's reason to see one person, for a quarter of an hour.
create table residents.lookup (
  lookup_id uuid primary key,
  account_id text not null,
  resident_id uuid not null,
  expires_at timestamptz not null
);
