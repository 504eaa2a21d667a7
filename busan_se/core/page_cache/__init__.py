"""Anonymous pages from a cache that is never staler than the last edit or the clock.

**Version.** A statement trigger on every table that anonymous pages may show (`triggers`) puts one row into
`core_publishedchange` for each statement that writes there, whoever writes: a form, the admin, `bulk_create`, an
import's raw SQL, psql. `version.current()` is the fingerprint of the rows that are committed: it changes in the very
instant in which the edit becomes visible, and not at all when the transaction fails. A page is kept under the version
that was read *before* it was rendered.

Why that is enough: a reader that starts after a commit reads a version that holds this commit's row. Row ids are never
used twice, so no earlier moment had this version (pruning adds a row for that reason). What is kept under it was
therefore rendered by somebody who read the version after the commit too, and rendered later still. There is no window
between commit and bump, nothing to do on commit, and a process that dies leaves nothing behind.

Why not a counter in Redis, bumped on commit: between the commit and the bump others are served old pages, a process
that dies there never bumps, and raw SQL bumps nothing. Why not a version row: it serializes writers. Rows that are
only added don't; the price is one small query for each hit.

**Clock.** Some things change without an edit. A kept page ends at the next midnight in Seoul (D-days, what is valid
today), at the next instant that an app names (`ClockEdge`: a call opens or closes), and in any case after
`PAGE_CACHE_SECONDS`. The bound for an app that changes by the clock and names no edge is therefore those seconds.

**Who.** GET and HEAD without a session or message cookie. Kept are answers with status 200, HTML or iCalendar, that set
no cookie (so a page with a CSRF token is never kept) and do not forbid it. Display settings (text size, contrast) live
in the browser. The language follows from the address alone. When Redis is away, pages are served uncached.
"""
