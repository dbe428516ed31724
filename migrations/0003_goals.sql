create table goals (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  notes text,
  area text,
  sub_category text,
  time_horizon text not null default 'monthly' check (time_horizon in ('yearly', 'quarterly', 'monthly', 'weekly', 'daily')),
  priority text not null default 'medium' check (priority in ('low', 'medium', 'high')),
  status text not null default 'planning' check (status in ('planning', 'active', 'achieved', 'abandoned')),
  start_date date,
  target_date date,
  completed_at timestamptz,
  parent_goal_id uuid,
  -- Ordered: [{ id, text, targetValue, metricId, taskId, isCompleted, completedAt }]
  success_criteria jsonb not null default '[]',
  weights jsonb not null default '{"criteria": 40, "tasks": 30, "metrics": 20, "habits": 10}',
  manual_progress integer check (manual_progress between 0 and 100),
  tags text[] not null default '{}',
  -- Cached by the transaction that changes what it is computed from.
  progress integer not null default 0,
  -- The highest of 25, 50, 75, 100 that progress has ever reached: each is announced once.
  milestone integer not null default 0,
  last_activity_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint "goals__parentGoalId" foreign key (user_id, parent_goal_id) references goals (user_id, id)
);
create index goals_parent on goals (user_id, parent_goal_id);
call watch('goals', 'goal');

create table goal_activities (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  goal_id uuid not null,
  type text not null check (type in ('criterion_completed', 'task_completed', 'metric_logged', 'habit_completed',
                                     'status_changed', 'note_added', 'progress_milestone')),
  title text not null,
  description text,
  -- What it is about: task, metric, habit or project.
  entity text,
  entity_id uuid,
  primary key (user_id, id),
  constraint "goal_activities__goalId" foreign key (user_id, goal_id) references goals (user_id, id)
);
create index goal_activities_goal on goal_activities (user_id, goal_id, id desc);
call watch('goal_activities', 'goal_activity');

-- A goal that can start only after another is finished, plus some days.
create table goal_dependencies (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  goal_id uuid not null,
  depends_on_goal_id uuid not null,
  lag_days integer not null default 0 check (lag_days >= 0),
  primary key (user_id, id),
  constraint "goal_dependencies__goalId" foreign key (user_id, goal_id) references goals (user_id, id),
  constraint "goal_dependencies__dependsOnGoalId" foreign key (user_id, depends_on_goal_id) references goals (user_id, id)
);
create unique index goal_dependencies_pair on goal_dependencies (user_id, goal_id, depends_on_goal_id) where deleted_at is null;
create index goal_dependencies_on on goal_dependencies (user_id, depends_on_goal_id);
call watch('goal_dependencies', 'goal_dependency');
