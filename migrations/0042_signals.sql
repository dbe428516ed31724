-- What devices and programs tell. Many a day, so they are no items under the feed.
create table signals (
  user_id uuid not null,
  id uuid not null,
  type text not null,
  source text not null,
  external_id text,
  -- What makes it the same signal when it is sent again: its externalId, or else all that it says.
  key text not null,
  value double precision,
  text text,
  unit text,
  at timestamptz not null,
  end_at timestamptz,
  -- The user's day on which it ended, where they were when it came.
  day date not null,
  received_at timestamptz not null default now(),
  -- Deleted ones stay as marks, so that sending them again does not bring them back.
  deleted_at timestamptz,
  primary key (user_id, id),
  check (end_at >= at)
);
create unique index signals_key on signals (user_id, source, key);
create index signals_day on signals (user_id, type, day, at) where deleted_at is null;
create index signals_time on signals (user_id, at desc, id desc) where deleted_at is null;
create index signals_at on signals (at);

create table signal_rules (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  is_active boolean not null default true,
  match text not null default 'all' check (match in ('any', 'all', 'at_least')),
  at_least integer,
  conditions jsonb not null,
  action text not null check (action in ('tick_habit', 'log_metric', 'create_task')),
  habit_id uuid,
  metric_id uuid,
  task_title text,
  amount double precision,
  -- The place of the condition whose value becomes the amount, from 0.
  amount_from integer,
  primary key (user_id, id),
  constraint "signal_rules__habitId" foreign key (user_id, habit_id) references habits (user_id, id),
  constraint "signal_rules__metricId" foreign key (user_id, metric_id) references metrics (user_id, id)
);
create index signal_rules_habit on signal_rules (user_id, habit_id) where habit_id is not null;
create index signal_rules_metric on signal_rules (user_id, metric_id) where metric_id is not null;
call watch('signal_rules', 'signal_rule');

-- Days on which a rule has to be judged (again). Judging one deletes its mark in the same transaction.
create table signal_marks (
  user_id uuid not null,
  rule_id uuid not null,
  day date not null,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (user_id, rule_id, day),
  constraint "signal_marks__ruleId" foreign key (user_id, rule_id) references signal_rules (user_id, id) on delete cascade
);
create index signal_marks_at on signal_marks (marked_at);

-- What a rule has made of a day, and the version it left behind: another version is somebody else's word.
create table signal_effects (
  user_id uuid not null,
  rule_id uuid not null,
  day date not null,
  outcome text not null,
  reason text not null,
  entity text,
  entity_id uuid,
  entity_version integer,
  value double precision,
  primary key (user_id, rule_id, day),
  constraint "signal_effects__ruleId" foreign key (user_id, rule_id) references signal_rules (user_id, id) on delete cascade
);

create table signal_runs (
  user_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  day date not null,
  at timestamptz not null,
  outcome text not null,
  reason text not null,
  facts jsonb not null,
  entity text,
  entity_id uuid,
  value double precision,
  primary key (user_id, id),
  constraint "signal_runs__ruleId" foreign key (user_id, rule_id) references signal_rules (user_id, id) on delete cascade
);
create index signal_runs_rule on signal_runs (user_id, rule_id, id desc);
create index signal_runs_at on signal_runs (at);
