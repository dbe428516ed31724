-- A card that leaves the trash takes its reviews along, and a deck its cards and days. What was done on a day stays counted as long
-- as its deck is there, so that a review that goes with its card is subtracted from nothing.
alter table flashcards drop constraint "flashcards__deckId";
alter table flashcards add constraint "flashcards__deckId"
  foreign key (user_id, deck_id) references flashcard_decks (user_id, id) on delete cascade;
alter table flashcard_reviews drop constraint "flashcard_reviews__flashcardId";
alter table flashcard_reviews add constraint "flashcard_reviews__flashcardId"
  foreign key (user_id, flashcard_id) references flashcards (user_id, id) on delete cascade;
-- A card may have been moved since: a deck waits for its reviews. Looked at last, when those of its own cards have gone.
alter table flashcard_reviews drop constraint "flashcard_reviews__deckId";
alter table flashcard_reviews add constraint "flashcard_reviews__deckId"
  foreign key (user_id, deck_id) references flashcard_decks (user_id, id) deferrable initially deferred;
alter table flashcard_days drop constraint "flashcard_days__deckId";
alter table flashcard_days add constraint "flashcard_days__deckId"
  foreign key (user_id, deck_id) references flashcard_decks (user_id, id) on delete cascade;

drop trigger count_reviews on flashcard_reviews;
create trigger count_reviews after insert on flashcard_reviews for each row execute function count_flashcard_reviews();
