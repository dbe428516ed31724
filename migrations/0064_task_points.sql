-- The points that tasks alone have earned; those of habits and metrics are among points_earned as well.
alter table analytics_days add column task_points bigint not null default 0;
-- Days that were written down without them are counted afresh.
delete from analytics_states;
