create table flashcard_decks (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  description text,
  area text,
  tags text[] not null default '{}',
  parent_deck_id uuid,
  position double precision not null default 0,
  desired_retention double precision not null default 0.9 check (desired_retention between 0.7 and 0.99),
  new_per_day integer not null default 20 check (new_per_day >= 0),
  reviews_per_day integer not null default 200 check (reviews_per_day >= 0),
  maximum_interval_days integer not null default 36500 check (maximum_interval_days between 1 and 36500),
  learning_steps text[] not null default '{1m,10m}',
  relearning_steps text[] not null default '{10m}',
  -- The 21 numbers of FSRS-6; null are those it comes with.
  parameters double precision[],
  leech_lapses integer check (leech_lapses between 1 and 100) default 8,
  leech_action text not null default 'suspend' check (leech_action in ('suspend', 'tag')),
  primary key (user_id, id),
  constraint "flashcard_decks__parentDeckId" foreign key (user_id, parent_deck_id) references flashcard_decks (user_id, id)
);
create index flashcard_decks_parent on flashcard_decks (user_id, parent_deck_id);
call watch('flashcard_decks', 'flashcard_deck');

create table flashcards (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deck_id uuid not null,
  front text not null,
  back text not null,
  hint text,
  tags text[] not null default '{}',
  -- Cards of one group ask the same from several sides: no two of them on one day.
  group_id uuid,
  position double precision not null default 0,
  -- What FSRS knows of it; a function of its reviews since reset_at.
  state text not null default 'new' check (state in ('new', 'learning', 'review', 'relearning')),
  due_at timestamptz,
  stability double precision,
  difficulty double precision,
  interval_days integer not null default 0,
  learning_step integer not null default 0,
  reps integer not null default 0,
  lapses integer not null default 0,
  last_reviewed_at timestamptz,
  last_reviewed_on date,
  reset_at timestamptz,
  -- What was known of it before its first review here; null when it was new.
  origin jsonb,
  is_suspended boolean not null default false,
  buried_until date,
  primary key (user_id, id),
  constraint "flashcards__deckId" foreign key (user_id, deck_id) references flashcard_decks (user_id, id),
  check ((state = 'new') = (due_at is null))
) with (fillfactor = 80);
create index flashcards_deck on flashcards (user_id, deck_id, id desc);
-- The queue: each kind in the order in which it is asked.
create index flashcards_new on flashcards (user_id, deck_id, position, id)
  where state = 'new' and not is_suspended and deleted_at is null;
create index flashcards_due on flashcards (user_id, deck_id, due_at, id)
  where state = 'review' and not is_suspended and deleted_at is null;
create index flashcards_learning on flashcards (user_id, deck_id, due_at, id)
  where state in ('learning', 'relearning') and not is_suspended and deleted_at is null;
create index flashcards_group on flashcards (user_id, group_id, last_reviewed_at) where group_id is not null;
-- Counting reads this alone.
create index flashcards_counted on flashcards (user_id, deck_id, state, due_at, interval_days, is_suspended) where deleted_at is null;
call watch('flashcards', 'flashcard');

-- Each review with what it made of the card, so that a later one can be put in before it and any of them taken out.
create table flashcard_reviews (
  user_id uuid not null,
  id uuid not null,
  flashcard_id uuid not null,
  -- Of the card when it was reviewed, and so whose day it counts for.
  deck_id uuid not null,
  rating text not null check (rating in ('again', 'hard', 'good', 'easy')),
  reviewed_at timestamptz not null,
  -- The user's day at that time.
  day date not null,
  duration_ms integer check (duration_ms >= 0),
  state_before text not null check (state_before in ('new', 'learning', 'review', 'relearning')),
  interval_before integer not null default 0,
  memory jsonb not null,
  made_leech boolean not null default false,
  undone_at timestamptz,
  primary key (user_id, id),
  constraint "flashcard_reviews__flashcardId" foreign key (user_id, flashcard_id) references flashcards (user_id, id),
  constraint "flashcard_reviews__deckId" foreign key (user_id, deck_id) references flashcard_decks (user_id, id)
);
create index flashcard_reviews_card on flashcard_reviews (user_id, flashcard_id, reviewed_at, id);
create index flashcard_reviews_deck on flashcard_reviews (user_id, deck_id);

-- What the reviews of a day add up to, by deck. Young cards had an interval of less than 21 days, mature ones the rest.
create table flashcard_days (
  user_id uuid not null,
  day date not null,
  deck_id uuid not null,
  reviews integer not null default 0,
  duration_ms bigint not null default 0,
  new_cards integer not null default 0,
  learning_reviews integer not null default 0,
  young_reviews integer not null default 0,
  young_passed integer not null default 0,
  mature_reviews integer not null default 0,
  mature_passed integer not null default 0,
  again integer not null default 0,
  hard integer not null default 0,
  good integer not null default 0,
  easy integer not null default 0,
  primary key (user_id, day, deck_id),
  constraint "flashcard_days__deckId" foreign key (user_id, deck_id) references flashcard_decks (user_id, id)
);
create index flashcard_days_deck on flashcard_days (user_id, deck_id, day);

create procedure count_flashcard_review(r flashcard_reviews, sign integer) language plpgsql as $$
declare
  young boolean := r.state_before = 'review' and r.interval_before < 21;
  mature boolean := r.state_before = 'review' and r.interval_before >= 21;
  passed boolean := r.rating <> 'again';
begin
  insert into flashcard_days as d (user_id, day, deck_id, reviews, duration_ms, new_cards, learning_reviews,
    young_reviews, young_passed, mature_reviews, mature_passed, again, hard, good, easy)
  values (r.user_id, r.day, r.deck_id, sign, sign * coalesce(r.duration_ms, 0), sign * (r.state_before = 'new')::int,
    sign * (r.state_before in ('learning', 'relearning'))::int, sign * young::int, sign * (young and passed)::int,
    sign * mature::int, sign * (mature and passed)::int, sign * (r.rating = 'again')::int, sign * (r.rating = 'hard')::int,
    sign * (r.rating = 'good')::int, sign * (r.rating = 'easy')::int)
  on conflict (user_id, day, deck_id) do update set
    reviews = d.reviews + excluded.reviews, duration_ms = d.duration_ms + excluded.duration_ms,
    new_cards = d.new_cards + excluded.new_cards, learning_reviews = d.learning_reviews + excluded.learning_reviews,
    young_reviews = d.young_reviews + excluded.young_reviews, young_passed = d.young_passed + excluded.young_passed,
    mature_reviews = d.mature_reviews + excluded.mature_reviews, mature_passed = d.mature_passed + excluded.mature_passed,
    again = d.again + excluded.again, hard = d.hard + excluded.hard, good = d.good + excluded.good, easy = d.easy + excluded.easy;
end $$;

-- Keeps flashcard_days equal to what the reviews that stand add up to.
create function count_flashcard_reviews() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.undone_at is null then call count_flashcard_review(old, -1); end if;
  if tg_op <> 'DELETE' and new.undone_at is null then call count_flashcard_review(new, 1); end if;
  return null;
end $$;
create trigger count_reviews after insert or delete on flashcard_reviews for each row execute function count_flashcard_reviews();
create trigger recount_reviews after update of state_before, interval_before, undone_at, day, duration_ms, rating, deck_id
  on flashcard_reviews for each row
  when ((old.state_before, old.interval_before, old.day, old.rating, old.deck_id) is distinct from
        (new.state_before, new.interval_before, new.day, new.rating, new.deck_id)
        or (old.undone_at is null) <> (new.undone_at is null) or old.duration_ms is distinct from new.duration_ms)
  execute function count_flashcard_reviews();
