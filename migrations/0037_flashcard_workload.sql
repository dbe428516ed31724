-- Within the days that a card may fall on: how much of a usual day each weekday takes, Monday first (null: all alike), and whether days on
-- which many cards are due already are avoided.
alter table flashcard_decks add column weekday_weights double precision[] check (cardinality(weekday_weights) = 7);
alter table flashcard_decks add column balances_load boolean not null default false;

-- A backlog that was spread over days: its cards are put off until theirs, and come back when it is taken back.
create table flashcard_backlog_plans (
  user_id uuid not null,
  id uuid not null,
  deck_id uuid,
  per_day integer not null,
  overdue integer not null,
  -- The user's day on which the last of them comes.
  finished_on date not null,
  state text not null default 'active' check (state in ('active', 'undone')),
  card_ids uuid[] not null,
  created_at timestamptz not null,
  primary key (user_id, id)
);
