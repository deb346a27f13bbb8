#pragma once

/* What Ledger needs and Swift cannot call: a function of variable arguments, and one that the C
 * library declares for GNU sources only. */

#include <sqlite3.h>
#include <stddef.h>

/* Without statistics of memory, which nobody here reads and for which each allocation takes a lock.
 * To be called before SQLite is used at all; afterwards it does nothing. */
static inline int okoce_sqlite_without_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* memmem(3). */
void *memmem(const void *bytes, size_t count, const void *pattern, size_t length);
