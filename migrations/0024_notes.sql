create table notes (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  -- Markdown.
  content text not null default '',
  summary text,
  area text,
  tags text[] not null default '{}',
  source_url text,
  is_pinned boolean not null default false,
  is_favorite boolean not null default false,
  is_archived boolean not null default false,
  -- The links themselves stand in the row; note_files is derived and keeps them honest.
  file_ids uuid[] not null default '{}',
  -- What was said, and what of it could be written down.
  audio_file_id uuid,
  audio_seconds double precision,
  transcript text,
  transcript_status text check (transcript_status in ('done', 'no_speech', 'unavailable')),
  primary key (user_id, id),
  constraint "notes__audioFileId" foreign key (user_id, audio_file_id) references files (user_id, id)
) with (fillfactor = 90);
create index notes_shown on notes (user_id, id desc) where deleted_at is null and not is_archived;
create index notes_updated on notes (user_id, updated_at desc, id desc) where deleted_at is null;
create index notes_title on notes (user_id, lower(title)) where deleted_at is null;
create index notes_tags on notes using gin (tags) where deleted_at is null;
create index notes_audio on notes (user_id, audio_file_id) where audio_file_id is not null;
call watch('notes', 'note');

create table note_files (
  user_id uuid not null,
  note_id uuid not null,
  file_id uuid not null,
  primary key (user_id, note_id, file_id),
  constraint "note_files__noteId" foreign key (user_id, note_id) references notes (user_id, id) on delete cascade,
  constraint "note_files__fileIds" foreign key (user_id, file_id) references files (user_id, id)
);
create index note_files_file on note_files (user_id, file_id);

-- Keeps note_files equal to notes.file_ids. A file that is not mine or deleted cannot be attached.
create function link_note_to_files() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.file_ids else '{}' end;
  added uuid[] := array(select unnest(new.file_ids) except select unnest(old_ids));
begin
  delete from note_files where user_id = new.user_id and note_id = new.id and file_id <> all (new.file_ids);
  if exists (select from unnest(added) a where not exists
      (select from files f where f.user_id = new.user_id and f.id = a and f.deleted_at is null)) then
    raise exception 'no such file' using errcode = 'foreign_key_violation', constraint = 'note_files__fileIds';
  end if;
  insert into note_files (user_id, note_id, file_id) select new.user_id, new.id, a from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_files after insert on notes for each row when (new.file_ids <> '{}') execute function link_note_to_files();
create trigger relink_files after update of file_ids on notes for each row when (new.file_ids is distinct from old.file_ids)
  execute function link_note_to_files();

-- The titles that a note names as [[title]] or [[title|as it is shown]], in lower case: derived from its content.
create table note_links (
  user_id uuid not null,
  note_id uuid not null,
  title text not null,
  primary key (user_id, note_id, title),
  constraint "note_links__noteId" foreign key (user_id, note_id) references notes (user_id, id) on delete cascade
);
create index note_links_title on note_links (user_id, title);

create function link_note_to_notes() returns trigger language plpgsql as $$
declare
  titles text[] := array(
    select distinct lower(btrim(m[1])) from regexp_matches(new.content, '\[\[([^][|\n]{1,255})(?:\|[^][\n]*)?\]\]', 'g') m
    where btrim(m[1]) <> '' limit 500);
begin
  delete from note_links where user_id = new.user_id and note_id = new.id and title <> all (titles);
  insert into note_links (user_id, note_id, title) select new.user_id, new.id, t from unnest(titles) t on conflict do nothing;
  return null;
end $$;
create trigger link_notes after insert on notes for each row when (new.content like '%[[%') execute function link_note_to_notes();
create trigger relink_notes after update of content on notes for each row when (new.content is distinct from old.content)
  execute function link_note_to_notes();
