-- A resident's holders come and go behind a lock of their subject's row.
alter table passes.holder drop constraint holder_pkey;
create index holder_resident on passes.holder (resident_id);
