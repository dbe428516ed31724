-- Which metrics a goal's criteria point at: derived from goals.success_criteria, so that the database refuses a stranger's.
create table goal_criterion_metrics (
  user_id uuid not null,
  goal_id uuid not null,
  metric_id uuid not null,
  primary key (user_id, goal_id, metric_id),
  constraint "goal_criterion_metrics__goalId" foreign key (user_id, goal_id) references goals (user_id, id) on delete cascade,
  constraint "goal_criterion_metrics__successCriteria" foreign key (user_id, metric_id) references metrics (user_id, id)
);
create index goal_criterion_metrics_metric on goal_criterion_metrics (user_id, metric_id);

create function link_criteria_to_metrics() returns trigger language plpgsql as $$
declare
  wanted uuid[] := array(select distinct (c ->> 'metricId')::uuid from jsonb_array_elements(new.success_criteria) c where c ->> 'metricId' is not null);
begin
  delete from goal_criterion_metrics where user_id = new.user_id and goal_id = new.id and metric_id <> all (wanted);
  insert into goal_criterion_metrics (user_id, goal_id, metric_id) select new.user_id, new.id, w from unnest(wanted) w on conflict do nothing;
  return null;
end $$;
create trigger link_criteria_metrics after insert on goals for each row when (new.success_criteria <> '[]') execute function link_criteria_to_metrics();
create trigger relink_criteria_metrics after update of success_criteria on goals for each row
  when (new.success_criteria is distinct from old.success_criteria) execute function link_criteria_to_metrics();
