-- Reviews that come in together are counted together: what a package brings, or an archive, falls on few days and decks.
create function count_new_reviews() returns trigger language plpgsql as $$
begin
  insert into flashcard_days as d (user_id, day, deck_id, reviews, duration_ms, new_cards, learning_reviews,
    young_reviews, young_passed, mature_reviews, mature_passed, again, hard, good, easy)
  select r.user_id, r.day, r.deck_id, count(*), coalesce(sum(r.duration_ms), 0), count(*) filter (where r.state_before = 'new'),
    count(*) filter (where r.state_before in ('learning', 'relearning')),
    count(*) filter (where r.state_before = 'review' and r.interval_before < 21),
    count(*) filter (where r.state_before = 'review' and r.interval_before < 21 and r.rating <> 'again'),
    count(*) filter (where r.state_before = 'review' and r.interval_before >= 21),
    count(*) filter (where r.state_before = 'review' and r.interval_before >= 21 and r.rating <> 'again'),
    count(*) filter (where r.rating = 'again'), count(*) filter (where r.rating = 'hard'),
    count(*) filter (where r.rating = 'good'), count(*) filter (where r.rating = 'easy')
  from added r where r.undone_at is null group by r.user_id, r.day, r.deck_id order by r.user_id, r.day, r.deck_id
  on conflict (user_id, day, deck_id) do update set
    reviews = d.reviews + excluded.reviews, duration_ms = d.duration_ms + excluded.duration_ms,
    new_cards = d.new_cards + excluded.new_cards, learning_reviews = d.learning_reviews + excluded.learning_reviews,
    young_reviews = d.young_reviews + excluded.young_reviews, young_passed = d.young_passed + excluded.young_passed,
    mature_reviews = d.mature_reviews + excluded.mature_reviews, mature_passed = d.mature_passed + excluded.mature_passed,
    again = d.again + excluded.again, hard = d.hard + excluded.hard, good = d.good + excluded.good, easy = d.easy + excluded.easy;
  return null;
end $$;
drop trigger count_reviews on flashcard_reviews;
create trigger count_reviews after insert on flashcard_reviews referencing new table as added
  for each statement execute function count_new_reviews();
