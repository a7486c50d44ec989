import { sql, type AnyColumn, type SQL } from 'drizzle-orm';

/** Numbers in a name sort by their value: each is filled up with zeros. */
export const naturally = (name: SQL | AnyColumn): SQL =>
  sql`(select string_agg(case when part[1] ~ '^[0-9]' then lpad(part[1], greatest(20, length(part[1])), '0') else lower(part[1]) end, '' order by place) from regexp_matches(${name}, '[0-9]+|[^0-9]+', 'g') with ordinality as parts(part, place)) collate "C"`;
