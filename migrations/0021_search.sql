-- Trusted since PostgreSQL 13, but for the first: whoever is no superuser has it created beforehand.
create extension if not exists vector;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- What can be found of a user's items, made of them and made again whenever they change; so neither items nor part of the feed.
create table search_documents (
  user_id uuid not null,
  entity text not null,
  id uuid not null,
  title text not null,
  body text not null,
  -- Of all that is searched; the same text is not embedded again.
  hash text not null,
  words tsvector not null,
  primary key (user_id, entity, id)
);
-- Without the list of pending entries, which every question would have to read through.
create index search_documents_words on search_documents using gin (user_id, words) with (fastupdate = off);

-- The meaning of a document's passages by each model that has read it. Without a vector it still waits to be read.
create table search_vectors (
  user_id uuid not null,
  entity text not null,
  id uuid not null,
  part smallint not null,
  model text not null,
  vector vector,
  primary key (user_id, entity, id, part, model),
  foreign key (user_id, entity, id) references search_documents (user_id, entity, id) on delete cascade
);
-- Kept beside the row: two thousand bytes elsewhere would be fetched one by one.
alter table search_vectors alter column vector set storage plain;
create index search_vectors_waiting on search_vectors (user_id, model) where vector is null;

-- Every word and word stem of a user's documents, and in how many it stands: for what is misspelt and what is half typed.
create table search_words (
  user_id uuid not null,
  word text collate "C" not null,
  documents integer not null,
  primary key (user_id, word)
);

create function count_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_words (user_id, word, documents)
      select user_id, word, count(*) from added, unnest(tsvector_to_array(words)) word group by user_id, word order by user_id, word
      on conflict (user_id, word) do update set documents = search_words.documents + excluded.documents;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    insert into search_words (user_id, word, documents)
      select user_id, word, sum(n) from (
        select user_id, word, 1 as n from added, unnest(tsvector_to_array(words)) word
        union all select user_id, word, -1 from removed, unnest(tsvector_to_array(words)) word) moved
      group by user_id, word having sum(n) <> 0 order by user_id, word
      on conflict (user_id, word) do update set documents = search_words.documents + excluded.documents;
  else
    insert into search_words (user_id, word, documents)
      select user_id, word, -count(*) from removed, unnest(tsvector_to_array(words)) word group by user_id, word order by user_id, word
      on conflict (user_id, word) do update set documents = search_words.documents + excluded.documents;
  end if;
  -- A word that no document holds any more is forgotten with the last one.
  delete from search_words w using (select distinct user_id, word from removed, unnest(tsvector_to_array(words)) word) r
    where w.user_id = r.user_id and w.word = r.word and w.documents <= 0;
  return null;
end $$;
create trigger words_added after insert on search_documents referencing new table as added
  for each statement execute function count_words();
create trigger words_changed after update on search_documents referencing new table as added old table as removed
  for each statement execute function count_words();
create trigger words_removed after delete on search_documents referencing old table as removed
  for each statement execute function count_words();

-- How far the index of a user has come.
create table search_states (
  user_id uuid primary key,
  -- In the user's feed. All up to here can be found by its words.
  seq bigint not null,
  -- Which kinds of items were taken in, and how: another one has all of them taken in again.
  shape text not null,
  -- The model whose vectors answer, while another one may be reading; null until the first has read all.
  model text,
  -- A worker is at it, and another may take over when it has died.
  claimed_until timestamptz
);
