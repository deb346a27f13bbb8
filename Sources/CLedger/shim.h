#pragma once

/* What Ledger needs of SQLite and Swift cannot call: a function of variable arguments. */

#include <sqlite3.h>

/* Without statistics of memory, which nobody here reads and for which each allocation takes a lock.
 * To be called before SQLite is used at all; afterwards it does nothing. */
static inline int okoce_sqlite_without_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
