-- What a note was taken on: a course, or one of its topics. A topic brings its course, and another course lets go of the topic.
alter table notes add column course_id uuid;
alter table notes add column topic_id uuid;
alter table notes add constraint "notes__courseId" foreign key (user_id, course_id) references courses (user_id, id)
  on delete set null (course_id);
alter table notes add constraint "notes__topicId" foreign key (user_id, topic_id) references course_topics (user_id, id)
  on delete set null (topic_id);
create index notes_course on notes (user_id, course_id, id desc) where course_id is not null;
create index notes_topic on notes (user_id, topic_id, id desc) where topic_id is not null;

create function place_note() returns trigger language plpgsql as $$
declare
  is_new_course boolean := tg_op = 'INSERT' or new.course_id is distinct from old.course_id;
  is_new_topic boolean := tg_op = 'INSERT' or new.topic_id is distinct from old.topic_id;
  course_of_topic uuid;
begin
  if new.topic_id is not null and is_new_topic then
    select course_id into course_of_topic from course_topics
      where user_id = new.user_id and id = new.topic_id and may_link(deleted_at);
    if course_of_topic is null or (is_new_course and new.course_id <> course_of_topic) then
      raise exception 'no such topic' using errcode = 'foreign_key_violation', constraint = 'notes__topicId';
    end if;
    new.course_id := course_of_topic;
  elsif is_new_course then
    if new.course_id is not null and not exists
        (select from courses where user_id = new.user_id and id = new.course_id and may_link(deleted_at)) then
      raise exception 'no such course' using errcode = 'foreign_key_violation', constraint = 'notes__courseId';
    end if;
    new.topic_id := null;
  end if;
  return new;
end $$;
create trigger place before insert on notes for each row when (new.course_id is not null or new.topic_id is not null)
  execute function place_note();
create trigger place_again before update of course_id, topic_id on notes for each row
  when ((new.course_id, new.topic_id) is distinct from (old.course_id, old.topic_id)) execute function place_note();

-- Text in the middle of words, wherever it stands in a note.
create function note_text(title text, content text, transcript text) returns text
  language sql immutable parallel safe return title || E'\n' || content || E'\n' || coalesce(transcript, '');
create index notes_text on notes using gin (user_id, note_text(title, content, transcript) gin_trgm_ops) where deleted_at is null;
