-- That only living items are linked is for whoever links: an archive brings back links to what lies in its trash. References still refuse
-- whatever is not mine.
create or replace function link_skill() returns trigger language plpgsql as $$
declare
  link record;
  wanted uuid[];
  known uuid[];
begin
  for link in select * from (values
      ('prerequisite_ids', 'skill_prerequisites', 'prerequisite_id'),
      ('deck_ids', 'skill_decks', 'deck_id'),
      ('course_ids', 'skill_courses', 'course_id'),
      ('topic_ids', 'skill_topics', 'topic_id'))
    as t (field, links, target_id)
  loop
    wanted := array(select jsonb_array_elements_text(to_jsonb(new) -> link.field)::uuid);
    known := case when tg_op = 'UPDATE' then array(select jsonb_array_elements_text(to_jsonb(old) -> link.field)::uuid) else '{}' end;
    continue when wanted = known;
    execute format('delete from %I where user_id = $1 and skill_id = $2 and %I <> all ($3)', link.links, link.target_id)
      using new.user_id, new.id, wanted;
    execute format('insert into %I (user_id, skill_id, %I) select $1, $2, unnest($3) on conflict do nothing', link.links, link.target_id)
      using new.user_id, new.id, wanted;
  end loop;
  return null;
end $$;

-- What was taken back before it came counts for nothing.
create or replace trigger count_evidence after insert on skill_evidence for each row when (new.reversed_at is null)
  execute function count_skill_evidence();
