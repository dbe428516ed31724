-- What each day of a user's came to, in the user's own zone. Made of the other tables and made again whenever they change, so neither
-- an item nor part of the feed. Days on which nothing happened have no row.
create table analytics_days (
  user_id uuid not null,
  day date not null,
  tasks_created integer not null default 0,
  tasks_completed integer not null default 0,
  -- Estimates of the tasks that were completed.
  estimate_minutes bigint not null default 0,
  points_earned bigint not null default 0,
  points_spent bigint not null default 0,
  habits_due integer not null default 0,
  habits_done integer not null default 0,
  metric_logs integer not null default 0,
  goals_progressed integer not null default 0,
  goals_achieved integer not null default 0,
  projects_completed integer not null default 0,
  logbook_entries integer not null default 0,
  mood_low integer not null default 0,
  mood_steady integer not null default 0,
  mood_high integer not null default 0,
  energy_sum integer not null default 0,
  energy_count integer not null default 0,
  primary key (user_id, day)
);

-- For which days the rows of a user are right, in which zone, and up to which number of the feed.
create table analytics_states (
  user_id uuid primary key,
  seq bigint not null,
  zone text not null,
  day_starts_at text not null,
  first_day date not null,
  last_day date not null
);
