/** Roll-ups of edges, and the queue of those that are not in them yet. */
export const edgeTables = `
-- How long stays took: by the day on which they ended (in the book's time zone), by edge, by bin of a histogram.
-- Every figure but the extremes is added to merge days, books and products; the extremes are compared.
create table aval.edge_rollup (
  book text not null,
  product text not null,
  from_place text not null,
  to_place text not null,
  day date not null,
  bin integer not null,
  edges bigint not null,
  waited_ms numeric not null,
  worked_ms numeric not null,
  -- Sum of the squares of whole stays: the standard deviation stays exact.
  squares numeric not null,
  least_ms bigint not null,
  most_ms bigint not null,
  primary key (book, product, from_place, to_place, day, bin)
) with (fillfactor = 80);
create index edge_rollup_by_day on aval.edge_rollup (day);

-- Edges that no roll-up holds yet. Written with the edge in its transaction, taken away by the fold that adds it.
-- No key and no index: it is short, and only ever read whole.
create table aval.edge_unfolded (
  guarantee text not null,
  no integer not null
);
`;
