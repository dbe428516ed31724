create table vision_boards (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  layout text not null default 'grid' check (layout in ('grid', 'masonry', 'collage', 'slides')),
  -- How long a slide show stays with one tile.
  slide_seconds integer not null default 8 check (slide_seconds between 2 and 120),
  goal_id uuid,
  is_archived boolean not null default false,
  primary key (user_id, id),
  constraint "vision_boards__goalId" foreign key (user_id, goal_id) references goals (user_id, id)
);
create index vision_boards_shown on vision_boards (user_id, id desc) where deleted_at is null and not is_archived;
create index vision_boards_goal on vision_boards (user_id, goal_id) where goal_id is not null;
call watch('vision_boards', 'vision_board');

create table vision_tiles (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  board_id uuid not null,
  kind text not null check (kind in ('image', 'generated', 'statement')),
  caption text,
  -- What a card of beliefs says.
  statement text,
  -- What is to be seen on a picture that is made of words.
  prompt text,
  shape text not null default 'square' check (shape in ('square', 'landscape', 'portrait')),
  file_id uuid,
  -- What it let go of when it went to the trash. No reference, so that nothing keeps the file.
  released_file_id uuid,
  goal_id uuid,
  -- A fractional index, compared byte by byte; the id decides between equal ones.
  position text collate "C" not null,
  state text not null default 'ready' check (state in ('queued', 'drawing', 'ready', 'failed', 'canceled')),
  -- Percent of the steps to a picture.
  progress integer not null default 100 check (progress between 0 and 100),
  -- Which try this is: what an earlier one still does counts for nothing.
  attempt integer not null default 0,
  failure_reason text check (failure_reason in ('unavailable', 'quota_exceeded', 'interrupted', 'file_deleted', 'storage', 'internal')),
  failure_detail text,
  -- Who drew it: a model that looks at the prompt, or a procedure that does not.
  drawn_by text check (drawn_by in ('model', 'procedure')),
  provider text,
  model text,
  primary key (user_id, id),
  constraint "vision_tiles__boardId" foreign key (user_id, board_id) references vision_boards (user_id, id),
  constraint "vision_tiles__fileId" foreign key (user_id, file_id) references files (user_id, id),
  constraint "vision_tiles__goalId" foreign key (user_id, goal_id) references goals (user_id, id),
  check ((kind = 'statement') = (statement is not null)),
  check ((kind = 'generated') = (prompt is not null))
) with (fillfactor = 80);
create index vision_tiles_order on vision_tiles (user_id, board_id, position, id);
create index vision_tiles_file on vision_tiles (user_id, file_id) where file_id is not null;
create index vision_tiles_goal on vision_tiles (user_id, goal_id) where goal_id is not null;
call watch('vision_tiles', 'vision_tile');

-- What was drawn and is not kept as a file yet: whatever stops the keeping, the drawing is paid for once.
create table vision_drawings (
  user_id uuid not null,
  tile_id uuid not null,
  attempt integer not null,
  prompt text not null,
  shape text not null,
  -- PNG.
  bytes bytea not null,
  drawn_by text not null,
  provider text not null,
  model text not null,
  primary key (user_id, tile_id),
  constraint "vision_drawings__tileId" foreign key (user_id, tile_id) references vision_tiles (user_id, id) on delete cascade
);
