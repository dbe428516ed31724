create table affirmations (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  text text not null,
  category text not null default 'other' check (category in (
    'self_worth', 'confidence', 'calm', 'gratitude', 'health', 'relationships', 'work', 'growth', 'other')),
  is_favorite boolean not null default false,
  -- Takes its turn in the daily pick.
  is_active boolean not null default true,
  -- Written by the user, or taken over from what was generated.
  source text not null default 'own' check (source in ('own', 'generated')),
  goal_id uuid,
  primary key (user_id, id),
  constraint "affirmations__goalId" foreign key (user_id, goal_id) references goals (user_id, id)
);
create index affirmations_goal on affirmations (user_id, goal_id) where goal_id is not null;
call watch('affirmations', 'affirmation');

-- Which one was picked for which day of the user's: written once, so that every device shows the same.
create table affirmation_picks (
  user_id uuid not null,
  date date not null,
  affirmation_id uuid not null,
  primary key (user_id, date),
  constraint "affirmation_picks__affirmationId" foreign key (user_id, affirmation_id) references affirmations (user_id, id) on delete cascade
);
create index affirmation_picks_affirmation on affirmation_picks (user_id, affirmation_id, date desc);

-- When the user wants to hear what kind of message, on their own wall clock.
create table daily_message_slots (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  kind text not null check (kind in ('motivation', 'reflection', 'affirmation', 'check_in')),
  -- HH:mm
  time text not null,
  weekdays text[] not null,
  is_active boolean not null default true,
  -- Names of channels; null leaves it to the preferences.
  channels text[],
  primary key (user_id, id)
);
call watch('daily_message_slots', 'daily_message_slot');

-- When the dispatcher has to look at a slot again. Beside it, so that sending is not a change of the slot.
create table daily_message_timers (
  user_id uuid not null,
  slot_id uuid not null,
  -- Null when nothing will ever happen again.
  fire_at timestamptz,
  -- Everything up to this instant has been sent or will not be.
  handled_until timestamptz not null,
  primary key (user_id, slot_id),
  constraint "daily_message_timers__slotId" foreign key (user_id, slot_id) references daily_message_slots (user_id, id) on delete cascade
) with (fillfactor = 70);
create index daily_message_timers_due on daily_message_timers (fire_at) where fire_at is not null;

-- Slots move with their owner: the dispatcher looks at each of them at once and reckons afresh.
create function daily_messages_follow_owner() returns trigger language plpgsql as $$
begin
  -- Long ago, so that it is due by any clock.
  update daily_message_timers set fire_at = '1970-01-01Z' where user_id = new.id and fire_at is not null;
  return null;
end $$;
create trigger daily_messages_follow after update of timezone on users for each row
  when (old.timezone is distinct from new.timezone) execute function daily_messages_follow_owner();

create table daily_messages (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  kind text not null check (kind in ('motivation', 'reflection', 'affirmation', 'check_in')),
  -- No reference, because a message outlives its slot.
  slot_id uuid not null,
  -- The wall-clock time of the slot, YYYY-MM-DDTHH:mm: neither a change of zone nor of the clocks sends it twice.
  occurrence text not null,
  scheduled_for timestamptz not null,
  text text not null,
  question text,
  source text not null check (source in ('model', 'rules')),
  affirmation_id uuid,
  read_at timestamptz,
  primary key (user_id, id)
);
create unique index daily_messages_once on daily_messages (user_id, slot_id, occurrence);
call watch('daily_messages', 'daily_message');
