create table skills (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  description text,
  category text,
  area text,
  sub_category text,
  prerequisite_ids uuid[] not null default '{}',
  -- How well the prerequisites must be mastered before this one is open.
  required_mastery double precision not null default 0.8 check (required_mastery between 0 and 1),
  deck_ids uuid[] not null default '{}',
  course_ids uuid[] not null default '{}',
  topic_ids uuid[] not null default '{}',
  knowledge_half_life_days integer not null default 90 check (knowledge_half_life_days between 1 and 3650),
  is_completed boolean not null default false,
  completed_at timestamptz,
  -- The last verification, and how many were passed in a row, each when it was due.
  last_verified_at timestamptz,
  last_outcome text check (last_outcome in ('passed', 'failed')),
  passes integer not null default 0 check (passes >= 0),
  primary key (user_id, id),
  check (id <> all (prerequisite_ids)),
  check (is_completed = (completed_at is not null)),
  check ((last_verified_at is null) = (last_outcome is null))
);
call watch('skills', 'skill');

create table skill_prerequisites (
  user_id uuid not null,
  skill_id uuid not null,
  prerequisite_id uuid not null,
  primary key (user_id, skill_id, prerequisite_id),
  constraint "skill_prerequisites__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade,
  constraint "skill_prerequisites__prerequisiteIds" foreign key (user_id, prerequisite_id) references skills (user_id, id)
);
create index skill_prerequisites_prerequisite on skill_prerequisites (user_id, prerequisite_id);

create table skill_decks (
  user_id uuid not null,
  skill_id uuid not null,
  deck_id uuid not null,
  primary key (user_id, skill_id, deck_id),
  constraint "skill_decks__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade,
  constraint "skill_decks__deckIds" foreign key (user_id, deck_id) references flashcard_decks (user_id, id)
);
create index skill_decks_deck on skill_decks (user_id, deck_id);

create table skill_courses (
  user_id uuid not null,
  skill_id uuid not null,
  course_id uuid not null,
  primary key (user_id, skill_id, course_id),
  constraint "skill_courses__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade,
  constraint "skill_courses__courseIds" foreign key (user_id, course_id) references courses (user_id, id)
);
create index skill_courses_course on skill_courses (user_id, course_id);

create table skill_topics (
  user_id uuid not null,
  skill_id uuid not null,
  topic_id uuid not null,
  primary key (user_id, skill_id, topic_id),
  constraint "skill_topics__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade,
  constraint "skill_topics__topicIds" foreign key (user_id, topic_id) references course_topics (user_id, id)
);
create index skill_topics_topic on skill_topics (user_id, topic_id);

-- Keeps the four tables equal to the arrays in the row. What is not mine, or in the trash, cannot be linked anew.
create function link_skill() returns trigger language plpgsql as $$
declare
  link record;
  wanted uuid[];
  known uuid[];
  added uuid[];
  living integer;
begin
  for link in select * from (values
      ('prerequisite_ids', 'skill_prerequisites', 'prerequisite_id', 'skills', 'skill_prerequisites__prerequisiteIds'),
      ('deck_ids', 'skill_decks', 'deck_id', 'flashcard_decks', 'skill_decks__deckIds'),
      ('course_ids', 'skill_courses', 'course_id', 'courses', 'skill_courses__courseIds'),
      ('topic_ids', 'skill_topics', 'topic_id', 'course_topics', 'skill_topics__topicIds'))
    as t (field, links, target_id, targets, reference)
  loop
    wanted := array(select jsonb_array_elements_text(to_jsonb(new) -> link.field)::uuid);
    known := case when tg_op = 'UPDATE' then array(select jsonb_array_elements_text(to_jsonb(old) -> link.field)::uuid) else '{}' end;
    continue when wanted = known;
    added := array(select unnest(wanted) except select unnest(known));
    execute format('delete from %I where user_id = $1 and skill_id = $2 and %I <> all ($3)', link.links, link.target_id)
      using new.user_id, new.id, wanted;
    execute format('select count(*) from %I where user_id = $1 and id = any ($2) and deleted_at is null', link.targets)
      into living using new.user_id, added;
    if living < cardinality(added) then
      raise exception 'no such item' using errcode = 'foreign_key_violation', constraint = link.reference;
    end if;
    execute format('insert into %I (user_id, skill_id, %I) select $1, $2, unnest($3) on conflict do nothing', link.links, link.target_id)
      using new.user_id, new.id, added;
  end loop;
  return null;
end $$;
create trigger link_all after insert on skills for each row execute function link_skill();
create trigger relink_all after update of prerequisite_ids, deck_ids, course_ids, topic_ids on skills for each row
  when ((new.prerequisite_ids, new.deck_ids, new.course_ids, new.topic_ids)
    is distinct from (old.prerequisite_ids, old.deck_ids, old.course_ids, old.topic_ids)) execute function link_skill();

-- What was done for a skill. Only added to: reversed_at takes an entry back, and its source may then earn anew.
create table skill_evidence (
  user_id uuid not null,
  id uuid not null,
  skill_id uuid not null,
  kind text not null check (kind in ('topic', 'review', 'study', 'practice', 'verification')),
  source text not null check (length(source) <= 100),
  xp integer not null check (xp >= 0),
  minutes integer check (minutes >= 0),
  note text,
  at timestamptz not null,
  day date not null,
  reversed_at timestamptz,
  primary key (user_id, id),
  constraint "skill_evidence__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade
);
create unique index skill_evidence_source on skill_evidence (user_id, source, skill_id) where reversed_at is null;
create index skill_evidence_day on skill_evidence (user_id, skill_id, day) where reversed_at is null;
create index skill_evidence_skill on skill_evidence (user_id, skill_id, id desc);

-- What the evidence of a day adds up to, and how well the skill was mastered on it, as far as anybody looked.
create table skill_days (
  user_id uuid not null,
  skill_id uuid not null,
  day date not null,
  xp integer not null default 0,
  evidence integer not null default 0,
  minutes integer not null default 0,
  last_at timestamptz,
  mastery double precision check (mastery between 0 and 1),
  primary key (user_id, skill_id, day),
  constraint "skill_days__skillId" foreign key (user_id, skill_id) references skills (user_id, id) on delete cascade
);

create function count_skill_evidence() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into skill_days as d (user_id, skill_id, day, xp, evidence, minutes, last_at)
      values (new.user_id, new.skill_id, new.day, new.xp, 1, coalesce(new.minutes, 0), new.at)
      on conflict (user_id, skill_id, day) do update set xp = d.xp + excluded.xp, evidence = d.evidence + 1,
        minutes = d.minutes + excluded.minutes, last_at = greatest(d.last_at, excluded.last_at);
    return null;
  end if;
  -- Held first, so that what somebody else has just added is seen below.
  perform from skill_days where user_id = new.user_id and skill_id = new.skill_id and day = new.day for update;
  update skill_days d set xp = s.xp, evidence = s.evidence, minutes = s.minutes, last_at = s.last_at
    from (select coalesce(sum(xp), 0)::int as xp, count(*)::int as evidence, coalesce(sum(minutes), 0)::int as minutes, max(at) as last_at
      from skill_evidence where user_id = new.user_id and skill_id = new.skill_id and day = new.day and reversed_at is null) s
    where d.user_id = new.user_id and d.skill_id = new.skill_id and d.day = new.day;
  return null;
end $$;
create trigger count_evidence after insert on skill_evidence for each row execute function count_skill_evidence();
create trigger recount_evidence after update of reversed_at on skill_evidence for each row execute function count_skill_evidence();
