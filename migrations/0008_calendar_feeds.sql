-- The private address at which other calendars read the schedule: one for each person, found by the hash of its secret.
create table schedule_feeds (
  user_id uuid primary key,
  hash text not null,
  created_at timestamptz not null default now()
);
create unique index schedule_feeds_hash on schedule_feeds (hash);
