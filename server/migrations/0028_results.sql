-- Results that cannot wait behind a million negatives: found at once in a batch of any size. A few in a thousand.
create index tube_result_urgent on results.tube_result (batch_id) where outcome = 'positive' or corrects_result_id is not null;
