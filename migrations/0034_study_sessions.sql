create table study_sessions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  course_id uuid,
  topic_id uuid,
  note text,
  state text not null check (state in ('running', 'paused', 'finished')),
  planned_minutes integer,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- [{ from, to }], instants in order; the last one of a running session has no end yet.
  spans jsonb not null,
  -- What the ended spans add up to.
  focus_seconds integer not null default 0,
  primary key (user_id, id),
  constraint "study_sessions__courseId" foreign key (user_id, course_id) references courses (user_id, id) on delete set null (course_id),
  constraint "study_sessions__topicId" foreign key (user_id, topic_id) references course_topics (user_id, id) on delete set null (topic_id)
);
-- Nobody studies twice at once.
create unique index study_sessions_open on study_sessions (user_id) where state <> 'finished' and deleted_at is null;
create index study_sessions_started on study_sessions (user_id, started_at desc, id desc) where deleted_at is null;
create index study_sessions_course on study_sessions (user_id, course_id);
create index study_sessions_topic on study_sessions (user_id, topic_id);
call watch('study_sessions', 'study_session');
