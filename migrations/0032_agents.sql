-- What a week came to, and what was said about it. Counted anew whenever it is asked for, so not part of the feed.
create table weekly_reviews (
  user_id uuid not null,
  -- The first day of the user's week.
  week_start date not null,
  week_end date not null,
  -- As they were counted then.
  stats jsonb not null,
  words jsonb not null,
  source text not null check (source in ('model', 'rules')),
  provider text,
  model text,
  made_at timestamptz not null,
  primary key (user_id, week_start)
);

-- A goal that is being thought out, with what it would be made of. What is accepted becomes items.
create table goal_drafts (
  user_id uuid not null,
  id uuid not null,
  -- As the user wrote it.
  title text not null,
  -- By question.
  answers jsonb not null default '{}',
  proposal jsonb not null,
  source text not null check (source in ('model', 'rules')),
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  goal_id uuid,
  created_at timestamptz not null default now(),
  primary key (user_id, id)
);
