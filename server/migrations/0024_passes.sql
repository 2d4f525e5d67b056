-- Holders of a city of 13 million: what is known elsewhere is not kept again, so that rows and indexes stay below 2 GB. A phone's key is what it
-- proves itself by at every request; of a colour the lists need only the colour.
alter table passes.subject drop column last_negative_at;

create table passes.lean_holder (
  resident_id uuid not null,
  -- of a phone: its device id, so that nobody is carried twice by one phone; of a paper: an id of its own
  holder_id uuid not null,
  -- the transaction of the last change of status: what the publisher reads on from
  status_txid xid8 not null default pg_current_xact_id(),
  -- of a paper only: so many a day
  created_at timestamptz,
  cancelled_at timestamptz,
  -- the place in every epoch's list of this kind
  serial int not null check (serial >= 0),
  status smallint not null check (status between 0 and 3),
  paper boolean not null,
  check ((cancelled_at is not null) = (status = 1)),
  check (paper = (created_at is not null))
);
-- A phone that once had two serial numbers for one resident keeps the older of them under its own id only where it is the active one.
insert into passes.lean_holder (resident_id, holder_id, status_txid, created_at, cancelled_at, serial, status, paper)
select resident_id,
  case when kind = 'phone' and row_number() over (partition by resident_id, kind, device_id order by (cancelled_at is null) desc, serial) = 1
    then device_id else holder_id end,
  status_txid, case when kind = 'paper' then created_at end, cancelled_at, serial, status, kind = 'paper'
from passes.holder order by resident_id;
drop table passes.holder;
alter table passes.lean_holder rename to holder;
alter table passes.holder add constraint holder_pkey primary key (resident_id, holder_id);
create unique index holder_one_paper on passes.holder (resident_id) where paper and cancelled_at is null;
create index holder_serial on passes.holder (paper, serial);
create index holder_status_txid on passes.holder (status_txid);
-- What a publisher that begins anew reads: everything else is green.
create index holder_listed on passes.holder (paper, serial) include (status) where status <> 0;

-- Signed files are compressed already.
alter table passes.published_file alter column content set storage external;
