-- A holder whose status has never been another than green, which is nearly everybody, has no transaction of its last change: nobody has to be told of it. That a
-- list is needed at all, the highest serial number says. Former rows keep theirs until they change.
alter table passes.holder
  alter column status_txid drop default,
  alter column status_txid drop not null,
  add constraint holder_change_told check (status = 0 or status_txid is not null);
drop index passes.holder_status_txid;
create index holder_status_txid on passes.holder (status_txid) where status_txid is not null;
