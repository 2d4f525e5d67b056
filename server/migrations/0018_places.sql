-- Where a site is on the schematic map, thousandths from the left and from the top; null: derived from its street.
alter table places.site
  add column map_x smallint check (map_x between 0 and 1000),
  add column map_y smallint check (map_y between 0 and 1000),
  add check ((map_x is null) = (map_y is null));
