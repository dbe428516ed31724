-- When the dispatcher has to look at a block again. Beside it, so that ringing is not a change of the block.
create table schedule_timers (
  user_id uuid not null,
  block_id uuid not null,
  -- Null when nothing will ever ring again; long ago when something about the block has changed.
  fire_at timestamptz,
  -- Everything up to this instant, on the wall clock of `zone` (null: of whatever zone the owner is in), has met its fate.
  handled_until timestamptz not null,
  zone text,
  primary key (user_id, block_id),
  constraint "schedule_timers__blockId" foreign key (user_id, block_id) references schedule_blocks (user_id, id) on delete cascade
) with (fillfactor = 70);
create index schedule_timers_due on schedule_timers (fire_at) where fire_at is not null;

-- What became of a reminder of a block. Its primary key is what makes it ring once.
create table schedule_rings (
  user_id uuid not null,
  block_id uuid not null,
  -- When the block begins: an instant, or the wall clock's time where it floats, which no travel doubles.
  moment text not null,
  -- Minutes before.
  lead integer not null,
  -- The local start that the rule gives: the name of the occurrence.
  occurrence text not null,
  ring_at timestamptz not null,
  state text not null check (state in ('fired', 'caught_up', 'missed')),
  reason text,
  decided_at timestamptz not null,
  primary key (user_id, block_id, moment, lead),
  constraint "schedule_rings__blockId" foreign key (user_id, block_id) references schedule_blocks (user_id, id) on delete cascade
);
create index schedule_rings_newest on schedule_rings (user_id, block_id, ring_at desc);
-- By which old ones are forgotten.
create index schedule_rings_at on schedule_rings (decided_at);

-- Whatever changes a block, this sees it: the dispatcher looks at it at once and reckons afresh. A block that was made, moved or
-- brought back rings for what comes from then on; any other change leaves due what was due.
create function wind_block() returns trigger language plpgsql as $$
declare
  is_new boolean := tg_op = 'INSERT';
  is_moved boolean := is_new or
    (new.start_local, new.zone, new.recurrence, new.reminder_minutes, new.deleted_at is null) is distinct from
    (old.start_local, old.zone, old.recurrence, old.reminder_minutes, old.deleted_at is null);
begin
  if not is_moved and (new.completed, new.duration_minutes) is not distinct from (old.completed, old.duration_minutes) then
    return null;
  end if;
  update schedule_timers set fire_at = '1970-01-01Z',
    handled_until = case when is_moved then greatest(handled_until, clock_timestamp()) else handled_until end
    where user_id = new.user_id and block_id = new.id;
  if not found and new.reminder_minutes <> '{}' then
    insert into schedule_timers (user_id, block_id, fire_at, handled_until)
      values (new.user_id, new.id, '1970-01-01Z', clock_timestamp());
  end if;
  return null;
end $$;
create trigger schedule_wind after insert or update on schedule_blocks for each row execute function wind_block();

create function wind_occurrence() returns trigger language plpgsql as $$
declare
  one schedule_exceptions := coalesce(new, old);
begin
  update schedule_timers set fire_at = '1970-01-01Z' where user_id = one.user_id and block_id = one.block_id;
  if not found and tg_op <> 'DELETE' and one.changes ? 'reminderMinutes' then
    insert into schedule_timers (user_id, block_id, fire_at, handled_until)
      values (one.user_id, one.block_id, '1970-01-01Z', clock_timestamp());
  end if;
  return null;
end $$;
create trigger schedule_wind after insert or update or delete on schedule_exceptions
  for each row execute function wind_occurrence();

-- Floating blocks move with their owner.
create function schedule_follow_owner() returns trigger language plpgsql as $$
begin
  update schedule_timers t set fire_at = '1970-01-01Z' from schedule_blocks b
    where t.user_id = new.id and b.user_id = t.user_id and b.id = t.block_id and b.zone is null and b.deleted_at is null;
  return null;
end $$;
create trigger schedule_follow after update of timezone on users for each row
  when (old.timezone is distinct from new.timezone) execute function schedule_follow_owner();

insert into schedule_timers (user_id, block_id, fire_at, handled_until)
  select user_id, id, '1970-01-01Z'::timestamptz, now() from schedule_blocks where reminder_minutes <> '{}'
  union
  select user_id, block_id, '1970-01-01Z'::timestamptz, now() from schedule_exceptions where changes ? 'reminderMinutes';

-- A calendar elsewhere that is read again and again.
create table schedule_subscriptions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  url text not null,
  name text not null,
  -- What its server said of the version that was read.
  etag text,
  last_modified text,
  last_fetched_at timestamptz,
  last_succeeded_at timestamptz,
  next_fetch_at timestamptz not null default now(),
  last_status integer,
  last_error text,
  failures integer not null default 0,
  event_count integer not null default 0,
  refused_count integer not null default 0,
  primary key (user_id, id)
);
create index schedule_subscriptions_due on schedule_subscriptions (next_fetch_at) where deleted_at is null;
create unique index schedule_subscriptions_url on schedule_subscriptions (user_id, url) where deleted_at is null;
call watch('schedule_subscriptions', 'schedule_subscription');

-- What the planner proposes, until its owner accepts it, rejects it or asks for another.
create table schedule_proposals (
  user_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected', 'superseded')),
  decided_at timestamptz,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- [{ taskId, title, startAt, endAt, durationMinutes, part, parts }]
  blocks jsonb not null,
  -- [{ taskId, title, code, reason, missingMinutes }]
  unplaced jsonb not null,
  -- Missed blocks that go when it is accepted: [{ blockId, occurrence }]
  replaces jsonb not null default '[]',
  primary key (user_id, id)
);
create unique index schedule_proposals_open on schedule_proposals (user_id) where state = 'open';

alter table schedule_blocks
  add column subscription_id uuid,
  -- Of what the subscribed calendar said, so that an unchanged event is left alone.
  add column ical_digest text,
  add column proposal_id uuid,
  add constraint "schedule_blocks__subscriptionId" foreign key (user_id, subscription_id)
    references schedule_subscriptions (user_id, id),
  add constraint "schedule_blocks__proposalId" foreign key (user_id, proposal_id) references schedule_proposals (user_id, id);
create index schedule_blocks_proposal on schedule_blocks (user_id, proposal_id) where proposal_id is not null;
create index schedule_blocks_subscription on schedule_blocks (user_id, subscription_id) where subscription_id is not null;

-- Two calendars may use the same UID.
drop index schedule_blocks_uid;
create unique index schedule_blocks_uid on schedule_blocks (user_id, ical_uid)
  where ical_uid is not null and deleted_at is null and subscription_id is null;
create unique index schedule_blocks_upstream on schedule_blocks (user_id, subscription_id, ical_uid)
  where subscription_id is not null and deleted_at is null;
