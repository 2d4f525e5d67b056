-- Divisions of the region, and the places where something happens: sampling sites, laboratories, venues. Small, read everywhere.
create schema places;

create table places.district (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null
);

create table places.street (
  code text primary key check (code ~ '^[0-9]{9}$'),
  district_code text not null references places.district,
  name text not null,
  check (left(code, 6) = district_code)
);

create table places.site (
  site_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  street_code text not null references places.street,
  demo boolean not null default false,
  unique (street_code, name)
);

create table places.laboratory (
  laboratory_id uuid primary key,
  name text not null unique check (length(name) between 1 and 100)
);

create table places.venue (
  venue_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  venue_type text not null check (venue_type ~ '^[a-z_]{1,40}$'),
  street_code text not null references places.street,
  unique (street_code, name)
);
