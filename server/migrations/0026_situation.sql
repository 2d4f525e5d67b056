-- A commander's order to stand on a rung of the degradation ladder, whatever the figures say. It ends by itself.
create schema situation;

create table situation.rung_override (
  override_id uuid primary key,
  rung smallint not null check (rung between 0 and 5),
  reason text not null check (char_length(reason) between 3 and 300),
  ordered_at timestamptz not null,
  ordered_by uuid not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (until > ordered_at and until <= ordered_at + interval '24 hours'),
  check ((ended_at is null) = (ended_by is null))
);

-- One stands at a time; one whose time is up is ended by the order after it.
create unique index rung_override_standing on situation.rung_override ((true)) where ended_at is null;
create index rung_override_ordered_at on situation.rung_override (ordered_at desc);
