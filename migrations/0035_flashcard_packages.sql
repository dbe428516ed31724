-- A package of cards that was brought: how far its reading has come, and what became of it. What it brought are cards.
create table flashcard_imports (
  user_id uuid not null,
  id uuid not null,
  -- The upload it is read from; nothing holds it, so that it goes as every upload does that nothing refers to.
  file_id uuid not null,
  file_name text not null,
  -- Its decks become parts of this one; null for decks of their own.
  deck_id uuid,
  is_dry_run boolean not null,
  with_reviews boolean not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'undone')),
  attempts integer not null default 0,
  done integer not null default 0,
  total integer,
  counts jsonb not null,
  warnings text[] not null default '{}',
  problems jsonb not null default '[]',
  error text,
  -- Decks that it made.
  made_deck_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (user_id, id)
);

-- Which file a medium of a package became, by the hash of its bytes there, so that it is not kept twice.
create table flashcard_media (
  user_id uuid not null,
  sha256 text not null,
  file_id uuid not null,
  primary key (user_id, sha256)
);

-- What a card is in Anki (the guid of its note, and which card of it), so that it comes in once; and the import that made it, so that
-- it can be taken back.
alter table flashcards add column anki_key text;
alter table flashcards add column import_id uuid;
create unique index flashcards_anki on flashcards (user_id, anki_key) where anki_key is not null;
create index flashcards_import on flashcards (user_id, import_id) where import_id is not null;

-- The files that the sides of a card show or play as (file:ID): derived from its text, and what keeps them.
create table flashcard_files (
  user_id uuid not null,
  flashcard_id uuid not null,
  file_id uuid not null,
  primary key (user_id, flashcard_id, file_id),
  constraint "flashcard_files__flashcardId" foreign key (user_id, flashcard_id) references flashcards (user_id, id) on delete cascade,
  constraint "flashcard_files__fileId" foreign key (user_id, file_id) references files (user_id, id) on delete cascade
);
create index flashcard_files_file on flashcard_files (user_id, file_id);

create function link_flashcard_to_files() returns trigger language plpgsql as $$
declare
  ids uuid[] := array(select distinct m[1]::uuid from regexp_matches(new.front || ' ' || new.back,
    '\(file:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)', 'g') m);
begin
  delete from flashcard_files where user_id = new.user_id and flashcard_id = new.id and file_id <> all (ids);
  insert into flashcard_files (user_id, flashcard_id, file_id)
    select new.user_id, new.id, f.id from files f where f.user_id = new.user_id and f.id = any (ids) and f.deleted_at is null
    on conflict do nothing;
  return null;
end $$;
create trigger link_files after insert on flashcards for each row
  when (new.front like '%(file:%' or new.back like '%(file:%') execute function link_flashcard_to_files();
create trigger relink_files after update of front, back on flashcards for each row
  when ((new.front, new.back) is distinct from (old.front, old.back)
    and (new.front || new.back like '%(file:%' or old.front || old.back like '%(file:%'))
  execute function link_flashcard_to_files();
