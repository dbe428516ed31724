-- Until when a worker has taken an event that waits.
alter table billing_events add column claimed_until timestamptz;
drop index billing_events_waiting;
create index billing_events_waiting on billing_events (received_at) where outcome = 'waiting';
create index billing_events_customer on billing_events (customer_id);
