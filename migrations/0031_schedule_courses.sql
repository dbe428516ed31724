-- A block of time may be for a course.
alter table schedule_blocks add column course_id uuid;
alter table schedule_blocks add constraint "schedule_blocks__courseId" foreign key (user_id, course_id) references courses (user_id, id);
create index schedule_blocks_course on schedule_blocks (user_id, course_id) where course_id is not null;
