-- Organisations, their people and scanner devices. Secrets are stored as hashes only.
create schema staff;

create table staff.organisation (
  organisation_id uuid primary key,
  name text not null unique check (length(name) between 1 and 100),
  created_at timestamptz not null
);

create table staff.account (
  account_id uuid primary key,
  username text not null unique check (username ~ '^[a-z][a-z0-9._-]{2,31}$'),
  display_name text not null check (length(display_name) between 1 and 100),
  organisation_id uuid not null references staff.organisation,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['guard', 'sampler', 'courier', 'laboratory', 'releaser', 'tracer',
    'community', 'port_health', 'commander', 'administrator', 'appeals', 'auditor']),
  password_hash text not null,
  must_change_password boolean not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table staff.session (
  token_hash bytea primary key,
  account_id uuid not null references staff.account,
  started_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_account on staff.session (account_id);
create index session_started on staff.session (started_at);

-- Failed sign-ins by keyed hash of the name that was typed, whether such an account exists or not: a lock-out tells nothing about accounts.
create table staff.sign_in_guard (
  username_hash bytea primary key,
  attempts int not null check (attempts >= 0),
  locked_until timestamptz,
  last_attempt_at timestamptz not null
);
create index sign_in_guard_age on staff.sign_in_guard (last_attempt_at);

create table staff.scanner (
  scanner_id uuid primary key,
  label text not null,
  purposes text[] not null check (cardinality(purposes) > 0 and purposes <@ array['guard', 'sampler']),
  site_id uuid,
  venue_id uuid,
  key_thumbprint text not null unique,
  public_key jsonb not null,
  token_hash bytea not null unique,
  enrolled_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  check (site_id is not null or not 'sampler' = any(purposes))
);

create table staff.scanner_enrolment (
  enrolment_id uuid primary key,
  code_hash bytea not null unique,
  label text not null check (length(label) between 1 and 100),
  purposes text[] not null check (cardinality(purposes) > 0 and purposes <@ array['guard', 'sampler']),
  site_id uuid,
  venue_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  scanner_id uuid,
  check (site_id is not null or not 'sampler' = any(purposes))
);
