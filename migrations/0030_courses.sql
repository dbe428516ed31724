create table courses (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  -- Markdown.
  description text,
  difficulty text not null default 'beginner' check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  area text,
  tags text[] not null default '{}',
  target_date date,
  is_ai_generated boolean not null default false,
  is_archived boolean not null default false,
  -- What follows from its modules and topics that are not in the trash.
  module_count integer not null default 0,
  topic_count integer not null default 0,
  completed_topic_count integer not null default 0,
  estimated_hours double precision not null default 0,
  completed_hours double precision not null default 0,
  -- Whole percent of the topics, and of the hours of those that say how long they take.
  progress integer not null default 0,
  hours_progress integer,
  completed_at timestamptz,
  primary key (user_id, id)
) with (fillfactor = 80);
create index courses_shown on courses (user_id, id desc) where deleted_at is null and not is_archived;
call watch('courses', 'course');

create table course_modules (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  course_id uuid not null,
  title text not null,
  description text,
  -- A fractional index, compared byte by byte; the id decides between equal ones.
  position text collate "C" not null,
  topic_count integer not null default 0,
  completed_topic_count integer not null default 0,
  estimated_hours double precision not null default 0,
  completed_hours double precision not null default 0,
  is_completed boolean not null default false,
  primary key (user_id, id),
  constraint "course_modules__courseId" foreign key (user_id, course_id) references courses (user_id, id)
) with (fillfactor = 80);
create index course_modules_order on course_modules (user_id, course_id, position, id);
call watch('course_modules', 'course_module');

create table course_topics (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  course_id uuid not null,
  module_id uuid not null,
  title text not null,
  -- Markdown.
  content text not null default '',
  position text collate "C" not null,
  estimated_hours double precision,
  is_completed boolean not null default false,
  completed_at timestamptz,
  primary key (user_id, id),
  constraint "course_topics__courseId" foreign key (user_id, course_id) references courses (user_id, id),
  constraint "course_topics__moduleId" foreign key (user_id, module_id) references course_modules (user_id, id)
) with (fillfactor = 90);
create index course_topics_course on course_topics (user_id, course_id);
create index course_topics_order on course_topics (user_id, module_id, position, id);
call watch('course_topics', 'course_topic');
