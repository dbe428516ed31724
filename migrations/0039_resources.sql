-- What everybody may learn from, written by those who run the server: rows of nobody.
create table catalogue_resources (
  id uuid primary key,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  type text not null check (type in ('video', 'article', 'book', 'course', 'document', 'website', 'podcast', 'other')),
  url text not null,
  source text,
  difficulty text check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  estimated_minutes integer,
  thumbnail_url text,
  -- From 1 to 5, as somebody outside rates it.
  external_rating double precision,
  topics text[] not null default '{}'
);
create unique index catalogue_resources_url on catalogue_resources (url) where deleted_at is null;
create index catalogue_resources_title on catalogue_resources (lower(title), id) where deleted_at is null;
create index catalogue_resources_topics on catalogue_resources using gin (topics) where deleted_at is null;

-- What an entry means. Beside it, so that rating or reading it is no change of it.
create table catalogue_vectors (
  catalogue_id uuid primary key,
  model text not null,
  -- Of the text that was read.
  hash text not null,
  vector vector(512) not null,
  constraint "catalogue_vectors__catalogueId" foreign key (catalogue_id) references catalogue_resources (id) on delete cascade
);
create index catalogue_vectors_near on catalogue_vectors using hnsw (vector vector_cosine_ops);

-- What the ratings of all users add up to.
create table catalogue_ratings (
  catalogue_id uuid primary key,
  ratings integer not null,
  total integer not null,
  constraint "catalogue_ratings__catalogueId" foreign key (catalogue_id) references catalogue_resources (id) on delete cascade
);

create table resources (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- Null for one that the user found.
  catalogue_id uuid,
  title text not null,
  description text,
  type text not null check (type in ('video', 'article', 'book', 'course', 'document', 'website', 'podcast', 'other')),
  url text not null,
  source text,
  difficulty text check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  estimated_minutes integer,
  thumbnail_url text,
  topics text[] not null default '{}',
  progress integer not null default 0 check (progress between 0 and 100),
  is_completed boolean not null default false,
  completed_at timestamptz,
  user_rating integer check (user_rating between 1 and 5),
  notes text,
  course_id uuid,
  topic_id uuid,
  goal_id uuid,
  -- What became of reading the page: null when nobody read it.
  metadata_status text check (metadata_status in ('read', 'failed')),
  metadata_failure text,
  primary key (user_id, id),
  constraint "resources__catalogueId" foreign key (catalogue_id) references catalogue_resources (id),
  constraint "resources__courseId" foreign key (user_id, course_id) references courses (user_id, id) on delete set null (course_id),
  constraint "resources__topicId" foreign key (user_id, topic_id) references course_topics (user_id, id) on delete set null (topic_id),
  constraint "resources__goalId" foreign key (user_id, goal_id) references goals (user_id, id) on delete set null (goal_id)
) with (fillfactor = 90);
create unique index resources_url on resources (user_id, url) where deleted_at is null;
create index resources_catalogue on resources (catalogue_id) where catalogue_id is not null;
create index resources_saved on resources (user_id, catalogue_id) where catalogue_id is not null;
create index resources_course on resources (user_id, course_id) where course_id is not null;
create index resources_topic on resources (user_id, topic_id) where topic_id is not null;
create index resources_goal on resources (user_id, goal_id) where goal_id is not null;
call watch('resources', 'resource');

-- Keeps catalogue_ratings equal to the ratings of the living rows that were taken from the catalogue.
create function count_catalogue_rating() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.catalogue_id is not null and old.user_rating is not null and old.deleted_at is null then
    update catalogue_ratings set ratings = ratings - 1, total = total - old.user_rating where catalogue_id = old.catalogue_id;
  end if;
  if tg_op <> 'DELETE' and new.catalogue_id is not null and new.user_rating is not null and new.deleted_at is null then
    insert into catalogue_ratings (catalogue_id, ratings, total) values (new.catalogue_id, 1, new.user_rating)
      on conflict (catalogue_id) do update set ratings = catalogue_ratings.ratings + 1, total = catalogue_ratings.total + excluded.total;
  end if;
  return null;
end $$;
create trigger rate_inserted after insert on resources for each row when (new.user_rating is not null) execute function count_catalogue_rating();
create trigger rate_updated after update of user_rating, catalogue_id, deleted_at on resources for each row
  when ((old.user_rating, old.catalogue_id, old.deleted_at) is distinct from (new.user_rating, new.catalogue_id, new.deleted_at))
  execute function count_catalogue_rating();
create trigger rate_deleted after delete on resources for each row when (old.user_rating is not null) execute function count_catalogue_rating();

-- What is not to be recommended again.
create table resource_dismissals (
  user_id uuid not null,
  catalogue_id uuid not null,
  dismissed_at timestamptz not null default now(),
  primary key (user_id, catalogue_id),
  constraint "resource_dismissals__catalogueId" foreign key (catalogue_id) references catalogue_resources (id) on delete cascade
);
create index resource_dismissals_catalogue on resource_dismissals (catalogue_id);

-- What an installation begins with: well known, free of charge, and without a rating that nobody here gave.
insert into catalogue_resources (id, title, type, url, source, difficulty, topics, description) values
  ('019b76da-a800-7147-a049-f5e2ce97cb58', 'Learning How to Learn', 'course', 'https://www.coursera.org/learn/learning-how-to-learn', 'Coursera', 'beginner', '{"learning","memory","study skills"}',
   'How memory and attention work, and techniques for studying that follow from it. Free to audit.'),
  ('019b76da-a801-71b7-8aee-280a74a7f063', 'Khan Academy', 'course', 'https://www.khanacademy.org/', 'Khan Academy', 'beginner', '{"mathematics","science","economics"}',
   'Lessons and exercises from arithmetic to university, free of charge.'),
  ('019b76da-a802-7c62-afc5-5d938f4de1d0', 'Personal finance', 'course', 'https://www.khanacademy.org/college-careers-more/personal-finance', 'Khan Academy', 'beginner', '{"finance","money","saving"}',
   'Budgets, saving, credit, loans and taxes in short lessons.'),
  ('019b76da-a803-74b2-ae3a-10201aecb51c', 'MIT OpenCourseWare', 'course', 'https://ocw.mit.edu/', 'MIT', 'advanced', '{"science","engineering","mathematics"}',
   'Lecture notes, exercises and recordings of the courses of MIT.'),
  ('019b76da-a804-7b16-a81e-f53d3532da68', 'Linear Algebra (18.06)', 'course', 'https://ocw.mit.edu/courses/18-06-linear-algebra-spring-2010/', 'MIT', 'intermediate', '{"mathematics","linear algebra"}',
   'Gilbert Strang’s lectures with notes and problem sets.'),
  ('019b76da-a805-77c0-9173-2d9e441ba8c6', 'OpenStax', 'book', 'https://openstax.org/', 'Rice University', 'intermediate', '{"science","mathematics","history","psychology"}',
   'Textbooks for school and university that are free to read and to keep.'),
  ('019b76da-a806-760c-8f15-ea5e52c84a39', '3Blue1Brown', 'video', 'https://www.3blue1brown.com/', '3Blue1Brown', 'intermediate', '{"mathematics","linear algebra","calculus"}',
   'Mathematics that is seen rather than derived.'),
  ('019b76da-a807-7d05-ad3d-be65fc5e8e11', 'Seeing Theory', 'website', 'https://seeing-theory.brown.edu/', 'Brown University', 'beginner', '{"statistics","probability","mathematics"}',
   'Probability and statistics to be played with.'),
  ('019b76da-a808-7c5c-a7a1-7f67478dd7ec', 'The Feynman Lectures on Physics', 'book', 'https://www.feynmanlectures.caltech.edu/', 'Caltech', 'intermediate', '{"physics","science"}',
   'All three volumes, free to read.'),
  ('019b76da-a809-7bf2-b0ce-8611dd00cd85', 'PhET Interactive Simulations', 'website', 'https://phet.colorado.edu/', 'University of Colorado Boulder', 'beginner', '{"physics","chemistry","science"}',
   'Experiments of physics, chemistry and biology that run in a browser.'),
  ('019b76da-a80a-7126-b722-dce6277c0cb7', 'CS50’s Introduction to Computer Science', 'course', 'https://cs50.harvard.edu/x/', 'Harvard University', 'beginner', '{"programming","computer science"}',
   'Lectures, problem sets and a final project, free of charge.'),
  ('019b76da-a80b-7bdb-8bdd-9c47f5445d03', 'freeCodeCamp', 'course', 'https://www.freecodecamp.org/', 'freeCodeCamp', 'beginner', '{"programming","web development","javascript"}',
   'Learning to program by doing it, from the first page to whole projects.'),
  ('019b76da-a80c-7172-a867-b7a50d7b1274', 'The Odin Project', 'course', 'https://www.theodinproject.com/', 'The Odin Project', 'beginner', '{"programming","web development","javascript"}',
   'A whole curriculum for web development, free and in the open.'),
  ('019b76da-a80d-7fc6-a408-6dd56c84750b', 'MDN: Learn web development', 'website', 'https://developer.mozilla.org/en-US/docs/Learn_web_development', 'Mozilla', 'beginner', '{"web development","html","css","javascript"}',
   'HTML, CSS and JavaScript from the beginning, by those who document the web.'),
  ('019b76da-a80e-78d2-bbd6-8f3e3eef9c31', 'Eloquent JavaScript', 'book', 'https://eloquentjavascript.net/', 'Marijn Haverbeke', 'intermediate', '{"programming","javascript"}',
   'A book about JavaScript and programming, with exercises that run on the page.'),
  ('019b76da-a80f-7a17-a5b2-4c217aa807b2', 'The Python Tutorial', 'document', 'https://docs.python.org/3/tutorial/', 'Python Software Foundation', 'beginner', '{"programming","python"}',
   'The language’s own introduction.'),
  ('019b76da-a810-7452-bd6a-614ab1cba112', 'Kaggle Learn', 'course', 'https://www.kaggle.com/learn', 'Kaggle', 'intermediate', '{"data science","machine learning","python"}',
   'Short courses on data with exercises.'),
  ('019b76da-a811-7163-8930-4b467fc6b243', 'Practical Deep Learning for Coders', 'course', 'https://course.fast.ai/', 'fast.ai', 'advanced', '{"machine learning","programming","python"}',
   'Deep learning from working examples down to how they work.'),
  ('019b76da-a812-7c25-b47b-9cdaa0e4cd8f', 'Exercism', 'website', 'https://exercism.org/', 'Exercism', 'intermediate', '{"programming"}',
   'Exercises in dozens of programming languages, with mentors.'),
  ('019b76da-a813-7c1a-aabc-82c4e68d62fa', 'Pro Git', 'book', 'https://git-scm.com/book/en/v2', 'Scott Chacon and Ben Straub', 'intermediate', '{"git","programming"}',
   'The whole book, free to read.'),
  ('019b76da-a814-7498-8be5-2123d03abf74', 'The Missing Semester of Your CS Education', 'course', 'https://missing.csail.mit.edu/', 'MIT', 'intermediate', '{"programming","command line","git"}',
   'Shell, editors, version control and other tools of daily work.'),
  ('019b76da-a815-7f44-81b1-8e618c306ffc', 'The Rust Programming Language', 'book', 'https://doc.rust-lang.org/book/', 'The Rust Project', 'intermediate', '{"programming","rust"}',
   'The book that teaches the language.'),
  ('019b76da-a816-7181-85d4-3f675fd9713f', 'A Tour of Go', 'course', 'https://go.dev/tour/', 'The Go Project', 'intermediate', '{"programming","go"}',
   'The language in short exercises that run on the page.'),
  ('019b76da-a817-7348-8212-42878d4ab348', 'SQLBolt', 'course', 'https://sqlbolt.com/', 'SQLBolt', 'beginner', '{"sql","databases","programming"}',
   'SQL in small lessons with exercises.'),
  ('019b76da-a818-7607-82fe-49eaf8f4dd83', 'Language Transfer', 'podcast', 'https://www.languagetransfer.org/', 'Language Transfer', 'beginner', '{"languages","spanish","italian","german","french","greek"}',
   'Audio courses that let one think a language through, free of charge.'),
  ('019b76da-a819-774a-8163-3b57fe450bf8', 'Learn German', 'course', 'https://learngerman.dw.com/en/overview', 'Deutsche Welle', 'beginner', '{"languages","german"}',
   'Courses for every level, free of charge.'),
  ('019b76da-a81a-7607-8fcc-a69307ddc025', 'Easy Japanese', 'course', 'https://www.nhk.or.jp/lesson/', 'NHK World', 'beginner', '{"languages","japanese"}',
   'Japanese in short lessons with audio.'),
  ('019b76da-a81b-755c-a972-9aca3e491aa2', 'Duolingo', 'course', 'https://www.duolingo.com/', 'Duolingo', 'beginner', '{"languages","spanish","french","german","italian"}',
   'Languages in short daily exercises.'),
  ('019b76da-a81c-7ee7-bbc2-e229a116fca9', 'Project Gutenberg', 'book', 'https://www.gutenberg.org/', 'Project Gutenberg', 'beginner', '{"reading","literature","books"}',
   'Tens of thousands of books whose copyright has ended.'),
  ('019b76da-a81d-7160-8321-ed90ecec56ff', 'LibriVox', 'podcast', 'https://librivox.org/', 'LibriVox', 'beginner', '{"reading","literature","books"}',
   'Books in the public domain, read aloud by volunteers.'),
  ('019b76da-a81e-791b-ab21-844d0e9ff3e9', 'Purdue Online Writing Lab', 'website', 'https://owl.purdue.edu/', 'Purdue University', 'beginner', '{"writing","english"}',
   'Writing, grammar and citing, with examples.'),
  ('019b76da-a81f-7cf4-b581-16e867ad27cd', 'Stanford Encyclopedia of Philosophy', 'website', 'https://plato.stanford.edu/', 'Stanford University', 'advanced', '{"philosophy"}',
   'Articles by those who work in the field, kept up to date.'),
  ('019b76da-a820-701f-a248-61009d57ec6a', 'Open Yale Courses', 'course', 'https://oyc.yale.edu/', 'Yale University', 'intermediate', '{"history","philosophy","literature","psychology"}',
   'Whole lecture series from many departments.'),
  ('019b76da-a821-7d26-871c-7ba5a7927018', 'Crash Course', 'video', 'https://thecrashcourse.com/', 'Complexly', 'beginner', '{"history","science","literature","economics"}',
   'Series of short films on nearly every school subject.'),
  ('019b76da-a822-779f-8be3-8132d4cefdec', 'musictheory.net', 'website', 'https://www.musictheory.net/', 'musictheory.net', 'beginner', '{"music","music theory"}',
   'Lessons and exercises in reading and understanding music.'),
  ('019b76da-a823-707a-8d64-09756f083f0d', 'JustinGuitar', 'course', 'https://www.justinguitar.com/', 'Justin Sandercoe', 'beginner', '{"music","guitar"}',
   'Guitar lessons from the first chord, free of charge.'),
  ('019b76da-a824-748f-b926-fa3bed2b0174', 'Drawabox', 'course', 'https://drawabox.com/', 'Drawabox', 'beginner', '{"drawing","art"}',
   'Drawing from its fundamentals, by exercises.'),
  ('019b76da-a825-7bff-b115-d11a08808c53', 'Couch to 5K', 'other', 'https://www.nhs.uk/better-health/get-active/get-running-with-couch-to-5k/', 'NHS', 'beginner', '{"running","fitness","health"}',
   'A plan of nine weeks from no running to half an hour of it.'),
  ('019b76da-a826-73c5-95e3-167d71e14d32', 'Yoga With Adriene', 'video', 'https://yogawithadriene.com/', 'Adriene Mishler', 'beginner', '{"yoga","fitness","health"}',
   'Yoga to follow at home.'),
  ('019b76da-a827-75b8-b4d5-c910cccb9685', 'The Science of Well-Being', 'course', 'https://www.coursera.org/learn/the-science-of-well-being', 'Yale University', 'beginner', '{"happiness","psychology","habits"}',
   'What makes people happier, and how to put it into practice. Free to audit.');
