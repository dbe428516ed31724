-- What a run proposed to do: action records, each of which waits for its owner's leave.
alter table automation_runs add column action_ids uuid[] not null default '{}';
