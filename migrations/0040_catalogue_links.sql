-- Archives of other instances speak of entries of catalogues that are not here: what was saved from one is then the user's own
-- alone, and what was dismissed is remembered in case such an entry comes.
create function forget_unknown_entry() returns trigger language plpgsql as $$
begin
  if not exists (select from catalogue_resources c where c.id = new.catalogue_id) then new.catalogue_id := null; end if;
  return new;
end $$;
create trigger forget_unknown before insert on resources for each row
  when (new.catalogue_id is not null) execute function forget_unknown_entry();

alter table resource_dismissals drop constraint "resource_dismissals__catalogueId";
drop index resource_dismissals_catalogue;
