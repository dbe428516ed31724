create table metrics (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  description text,
  area text,
  sub_category text,
  unit text,
  direction text not null default 'higher' check (direction in ('higher', 'lower', 'target')),
  target double precision,
  threshold_low double precision,
  threshold_high double precision,
  -- Where improvement counts from; null means the first log.
  baseline double precision,
  frequency text not null default 'daily' check (frequency in ('daily', 'weekly', 'monthly')),
  source text not null default 'manual' check (source in ('manual', 'app', 'device')),
  status text not null default 'active' check (status in ('active', 'paused', 'archived')),
  tags text[] not null default '{}',
  -- The links themselves stand in the row, so that history, undo and sync carry them; metric_goals is derived and keeps them honest.
  goal_ids uuid[] not null default '{}',
  -- Follow from the logs, kept by whoever writes one. So every change of the logs that counts is a new version of the metric.
  current_value double precision,
  current_at timestamptz,
  previous_value double precision,
  log_count integer not null default 0,
  -- Since when this target stands; only later logs can reach it. Null: since the metric began, so imported logs count.
  target_since timestamptz,
  primary key (user_id, id)
) with (fillfactor = 80);
call watch('metrics', 'metric');

create table metric_logs (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  metric_id uuid not null,
  value double precision not null,
  logged_at timestamptz not null,
  note text,
  -- What another system calls it: sending it again changes the log instead of making a second one.
  external_id text,
  primary key (user_id, id),
  -- Logs sleep with their metric in the trash and go with it when the trash is emptied.
  constraint "metric_logs__metricId" foreign key (user_id, metric_id) references metrics (user_id, id) on delete cascade
);
-- Everything that statistics need stands in the index.
create index metric_logs_time on metric_logs (user_id, metric_id, logged_at, id) include (value, deleted_at);
create unique index metric_logs_external on metric_logs (user_id, metric_id, external_id)
  where external_id is not null and deleted_at is null;
call watch('metric_logs', 'metric_log');

create table metric_milestones (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  metric_id uuid not null,
  type text not null check (type in ('target_reached', 'streak', 'improvement', 'consistency')),
  value double precision not null,
  achieved_at timestamptz not null,
  points_awarded integer not null,
  primary key (user_id, id),
  constraint "metric_milestones__metricId" foreign key (user_id, metric_id) references metrics (user_id, id) on delete cascade
);
create index metric_milestones_metric on metric_milestones (user_id, metric_id);
create unique index metric_milestones_once on metric_milestones (user_id, metric_id, type, value) where deleted_at is null;
call watch('metric_milestones', 'metric_milestone');

create table metric_goals (
  user_id uuid not null,
  goal_id uuid not null,
  metric_id uuid not null,
  primary key (user_id, goal_id, metric_id),
  constraint "metric_goals__goalIds" foreign key (user_id, goal_id) references goals (user_id, id),
  constraint "metric_goals__metricId" foreign key (user_id, metric_id) references metrics (user_id, id) on delete cascade
);
create index metric_goals_metric on metric_goals (user_id, metric_id);

-- Keeps metric_goals equal to metrics.goal_ids. A goal that is not mine or in the trash cannot be linked.
create function link_metric_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from metric_goals where user_id = new.user_id and metric_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and g.deleted_at is null)) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'metric_goals__goalIds';
  end if;
  insert into metric_goals (user_id, goal_id, metric_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_goals after insert on metrics for each row when (new.goal_ids <> '{}') execute function link_metric_to_goals();
create trigger relink_goals after update of goal_ids on metrics for each row when (new.goal_ids is distinct from old.goal_ids)
  execute function link_metric_to_goals();
