create table journal_entries (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- The writer's local day that it is about, and the zone they were in: neither moves when they travel.
  date date not null,
  zone text not null,
  -- When it was really written, also by a device that was offline.
  written_at timestamptz not null,
  title text,
  -- Markdown
  text text not null default '',
  mood smallint check (mood between 1 and 10),
  -- The writer's own word for it.
  mood_label text,
  tags text[] not null default '{}',
  -- A private entry is never sent to a model and never indexed.
  is_private boolean not null default true,
  -- The question that it answers: one of the code's own, so no reference.
  prompt_id text,
  -- What the writer kept of an answer about it.
  feedback text,
  primary key (user_id, id)
);
create index journal_entries_date on journal_entries (user_id, date desc, id desc) where deleted_at is null;
call watch('journal_entries', 'journal_entry');
