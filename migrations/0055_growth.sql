-- Who used what on which day of the calendar in UTC: kinds of items that were changed, `session`, `ai`. Counted from the feed while it is
-- there, and again as often as one likes.
create table activity_days (
  user_id uuid not null,
  day date not null,
  subject text not null,
  amount integer not null,
  primary key (user_id, day, subject)
);
create index activity_days_day on activity_days (day, user_id);

-- For what everybody's questions to models took.
create index ai_usage_day on ai_usage (day);
