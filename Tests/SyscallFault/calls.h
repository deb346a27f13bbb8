// Which system calls the tool knows, and which of their arguments names the file.
#ifndef SYSCALL_FAULT_CALLS_H
#define SYSCALL_FAULT_CALLS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// How a call names the file it works on.
enum names {
    NAMES_PATH,     // first argument is a path
    NAMES_AT,       // a directory's descriptor, then a path below it
    NAMES_FD,       // first argument is a descriptor
    NAMES_FIFTH_FD, // the descriptor is the fifth argument (mmap)
    NAMES_NOTHING,
};

struct call {
    long number;
    const char *name;
    enum names names;
    // What a run that changes files is made of. An open counts if its flags let it write.
    enum { LOOKS, CHANGES, OPENS, SENDS } kind;
    // Which argument, counted from 0, holds the number of bytes asked for; -1: none.
    int count;
};

// One call, as seen when it is about to run.
struct seen {
    pid_t thread;
    uint64_t args[6];
    char path[4096];
};

const struct call *call_of_number(long number);
const struct call *call_of_name(const char *name);
// The table, ended by an entry without a name.
extern const struct call calls[];

// Whether running the call may change a file or send something.
bool changes_something(const struct call *call, const struct seen *seen);
// Fills in the path of the file, "?" if the call names none that can be found out.
void find_path(const struct call *call, struct seen *seen);

#endif
