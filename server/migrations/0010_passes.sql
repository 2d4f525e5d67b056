-- Keys, holders of passes, and the signed files that the world reads. No pass is stored: each can be made again from its holder.
create schema passes;

-- Region and issuing keys. Private parts are sealed under the master key and deleted when they have signed for the last time. The root's private
-- part is never here.
create table passes.signing_key (
  key_id bytea primary key,
  role text not null check (role in ('root', 'region', 'phone', 'paper')),
  public_key bytea not null,
  wrapped_key bytea,
  private_sealed bytea,
  not_before timestamptz not null,
  signs_until timestamptz not null,
  accepted_until timestamptz not null,
  check ((wrapped_key is null) = (private_sealed is null)),
  check (role <> 'root' or private_sealed is null)
);
create unique index signing_key_one_root on passes.signing_key (role) where role = 'root';
create unique index signing_key_period on passes.signing_key (role, not_before);

create sequence passes.phone_serial minvalue 0 start 0;
create sequence passes.paper_serial minvalue 0 start 0;

-- Who may hold passes: a resident's code on one phone, or on paper. The serial number decides the place in every epoch's list.
create table passes.holder (
  resident_id uuid not null,
  holder_id uuid not null,
  kind text not null check (kind in ('phone', 'paper')),
  serial bigint not null,
  device_id uuid,
  device_key bytea,
  status smallint not null check (status between 0 and 3),
  -- the transaction of the last change of status: what the publisher reads on from
  status_txid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  cancelled_at timestamptz,
  primary key (resident_id, holder_id),
  check ((kind = 'phone') = (device_id is not null and device_key is not null)),
  check ((cancelled_at is not null) = (status = 1))
);
create unique index holder_one_per_device on passes.holder (resident_id, device_id) where kind = 'phone' and cancelled_at is null;
create unique index holder_one_paper on passes.holder (resident_id) where kind = 'paper' and cancelled_at is null;
create index holder_serial on passes.holder (kind, serial);
create index holder_status_txid on passes.holder (status_txid);

-- What decisions said last about each resident.
create table passes.subject (
  resident_id uuid primary key,
  colour text not null check (colour in ('green', 'yellow', 'red')),
  last_negative_at timestamptz,
  version bigint not null
);

create table passes.live_shard (
  family int not null,
  epoch int not null,
  shard int not null,
  version bigint not null,
  issued_at timestamptz not null,
  file_sha256 bytea not null,
  bits_sha256 bytea not null,
  primary key (family, epoch, shard)
);

-- The public files themselves. `sequence` grows with every file written, under the publisher's lock, so that servers can copy out what is new.
create table passes.published_file (
  path text primary key,
  version bigint not null,
  sequence bigint generated always as identity,
  content bytea not null,
  published_at timestamptz not null
);
create index published_file_sequence on passes.published_file (sequence);

-- One row: how often anything was published. A publisher that knows another number has missed something and begins anew.
create table passes.publication (
  single boolean primary key default true check (single),
  generation bigint not null,
  index_sequence bigint not null,
  index_issued_at timestamptz
);
insert into passes.publication (generation, index_sequence) values (0, 0);
