-- Rows are added behind a lock of their tube, after what is there was read: no second one of a sample can come.
alter table decisions.test_result drop constraint test_result_pkey;
create index test_result_resident on decisions.test_result (resident_id);
