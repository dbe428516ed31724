-- Parameters of FSRS-6 that were fitted to somebody's reviews: proposed, and taken over when the user says so.
create table flashcard_optimizations (
  user_id uuid not null,
  id uuid not null,
  -- Whose reviews they are fitted to, and which they are for: a deck with its parts, or all decks.
  deck_id uuid,
  state text not null default 'queued' check (state in ('queued', 'running', 'proposed', 'accepted', 'rejected', 'failed')),
  auto_accept boolean not null,
  reschedule boolean not null,
  attempts integer not null default 0,
  -- What they were fitted to.
  reviews integer not null,
  parameters double precision[],
  parameters_before double precision[],
  -- How well the reviews are foretold by both: logarithmic loss, and root mean square error over bins, each better when smaller.
  log_loss double precision,
  log_loss_before double precision,
  rmse double precision,
  rmse_before double precision,
  -- Cards whose dates were computed again; null where that was not wanted.
  rescheduled integer,
  rescheduled_at timestamptz,
  error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (user_id, id)
);
