#define _GNU_SOURCE
#include "calls.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

const struct call calls[] = {
#ifdef SYS_open // Newer architectures have only the calls that end in "at".
    {SYS_open, "open", NAMES_PATH, OPENS, -1},
    {SYS_creat, "creat", NAMES_PATH, CHANGES, -1},
    {SYS_rename, "rename", NAMES_PATH, CHANGES, -1},
    {SYS_unlink, "unlink", NAMES_PATH, CHANGES, -1},
    {SYS_rmdir, "rmdir", NAMES_PATH, CHANGES, -1},
    {SYS_mkdir, "mkdir", NAMES_PATH, CHANGES, -1},
    {SYS_link, "link", NAMES_PATH, CHANGES, -1},
    {SYS_symlink, "symlink", NAMES_PATH, CHANGES, -1},
    {SYS_chmod, "chmod", NAMES_PATH, CHANGES, -1},
    {SYS_chown, "chown", NAMES_PATH, CHANGES, -1},
    {SYS_stat, "stat", NAMES_PATH, LOOKS, -1},
    {SYS_lstat, "lstat", NAMES_PATH, LOOKS, -1},
    {SYS_access, "access", NAMES_PATH, LOOKS, -1},
    {SYS_readlink, "readlink", NAMES_PATH, LOOKS, -1},
#endif
    {SYS_openat, "openat", NAMES_AT, OPENS, -1},
    {SYS_openat2, "openat2", NAMES_AT, OPENS, -1},
    {SYS_write, "write", NAMES_FD, CHANGES, 2},
    {SYS_pwrite64, "pwrite64", NAMES_FD, CHANGES, 2},
    {SYS_writev, "writev", NAMES_FD, CHANGES, -1},
    {SYS_pwritev, "pwritev", NAMES_FD, CHANGES, -1},
    {SYS_fsync, "fsync", NAMES_FD, CHANGES, -1},
    {SYS_fdatasync, "fdatasync", NAMES_FD, CHANGES, -1},
    {SYS_renameat, "renameat", NAMES_AT, CHANGES, -1},
    {SYS_renameat2, "renameat2", NAMES_AT, CHANGES, -1},
    {SYS_unlinkat, "unlinkat", NAMES_AT, CHANGES, -1},
    {SYS_mkdirat, "mkdirat", NAMES_AT, CHANGES, -1},
    {SYS_linkat, "linkat", NAMES_AT, CHANGES, -1},
    {SYS_symlinkat, "symlinkat", NAMES_PATH, CHANGES, -1},
    {SYS_truncate, "truncate", NAMES_PATH, CHANGES, -1},
    {SYS_ftruncate, "ftruncate", NAMES_FD, CHANGES, -1},
    {SYS_fallocate, "fallocate", NAMES_FD, CHANGES, -1},
    {SYS_fchmod, "fchmod", NAMES_FD, CHANGES, -1},
    {SYS_fchmodat, "fchmodat", NAMES_AT, CHANGES, -1},
    {SYS_fchown, "fchown", NAMES_FD, CHANGES, -1},
    {SYS_fchownat, "fchownat", NAMES_AT, CHANGES, -1},
    {SYS_utimensat, "utimensat", NAMES_AT, CHANGES, -1},
    {SYS_sendmsg, "sendmsg", NAMES_FD, SENDS, -1},
    {SYS_sendto, "sendto", NAMES_FD, SENDS, -1},
    {SYS_read, "read", NAMES_FD, LOOKS, 2},
    {SYS_pread64, "pread64", NAMES_FD, LOOKS, 2},
    {SYS_readv, "readv", NAMES_FD, LOOKS, -1},
    {SYS_getdents64, "getdents64", NAMES_FD, LOOKS, -1},
    {SYS_fstat, "fstat", NAMES_FD, LOOKS, -1},
    {SYS_newfstatat, "newfstatat", NAMES_AT, LOOKS, -1},
    {SYS_statx, "statx", NAMES_AT, LOOKS, -1},
    {SYS_statfs, "statfs", NAMES_PATH, LOOKS, -1},
    {SYS_fstatfs, "fstatfs", NAMES_FD, LOOKS, -1},
    {SYS_faccessat, "faccessat", NAMES_AT, LOOKS, -1},
    {SYS_readlinkat, "readlinkat", NAMES_AT, LOOKS, -1},
    {SYS_flock, "flock", NAMES_FD, LOOKS, -1},
    {SYS_fcntl, "fcntl", NAMES_FD, LOOKS, -1},
    {SYS_mmap, "mmap", NAMES_FIFTH_FD, LOOKS, -1},
    {SYS_inotify_init1, "inotify_init1", NAMES_NOTHING, LOOKS, -1},
    {SYS_inotify_add_watch, "inotify_add_watch", NAMES_AT, LOOKS, -1},
    {SYS_close, "close", NAMES_FD, LOOKS, -1},
    {-1, NULL, NAMES_NOTHING, LOOKS, -1},
};

const struct call *call_of_number(long number) {
    for (const struct call *call = calls; call->name; call++)
        if (call->number == number) return call;
    return NULL;
}

const struct call *call_of_name(const char *name) {
    for (const struct call *call = calls; call->name; call++)
        if (!strcmp(call->name, name)) return call;
    return NULL;
}

// Copies from the traced program; what was got, 0 if nothing.
static ssize_t peek(pid_t thread, uint64_t address, void *into, size_t size) {
    struct iovec here = {into, size}, there = {(void *)(uintptr_t)address, size};
    ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
    return got < 0 ? 0 : got;
}

static void read_string(pid_t thread, uint64_t address, char *into, size_t size) {
    // A string may end just before a page that is not there: never read over a page's end at once.
    size_t done = 0;
    while (done + 1 < size) {
        size_t step = 4096 - (address + done) % 4096;
        if (step > size - 1 - done) step = size - 1 - done;
        ssize_t got = peek(thread, address + done, into + done, step);
        if (got <= 0) break;
        char *end = memchr(into + done, 0, (size_t)got);
        if (end) return;
        done += (size_t)got;
    }
    into[done] = 0;
}

static void path_of_descriptor(pid_t thread, int fd, char *into, size_t size) {
    char link[64];
    if (fd == AT_FDCWD) snprintf(link, sizeof link, "/proc/%d/cwd", thread);
    else snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, fd);
    ssize_t length = readlink(link, into, size - 1);
    if (length < 0) length = snprintf(into, size, "?");
    into[length] = 0;
}

void find_path(const struct call *call, struct seen *seen) {
    char base[2048] = "", name[2048] = "";
    switch (call->names) {
    case NAMES_PATH:
        path_of_descriptor(seen->thread, AT_FDCWD, base, sizeof base);
        read_string(seen->thread, seen->args[0], name, sizeof name);
        break;
    case NAMES_AT:
        // inotify_add_watch's descriptor is the queue's, not a folder's.
        if (call->number == SYS_inotify_add_watch)
            path_of_descriptor(seen->thread, AT_FDCWD, base, sizeof base);
        else path_of_descriptor(seen->thread, (int)seen->args[0], base, sizeof base);
        if (seen->args[1]) read_string(seen->thread, seen->args[1], name, sizeof name);
        break;
    case NAMES_FD:
        path_of_descriptor(seen->thread, (int)seen->args[0], base, sizeof base);
        break;
    case NAMES_FIFTH_FD:
        if ((int)seen->args[4] >= 0)
            path_of_descriptor(seen->thread, (int)seen->args[4], base, sizeof base);
        break;
    case NAMES_NOTHING:
        break;
    }
    if (name[0] == '/') snprintf(seen->path, sizeof seen->path, "%s", name);
    else if (name[0]) snprintf(seen->path, sizeof seen->path, "%s/%s", base, name);
    else snprintf(seen->path, sizeof seen->path, "%s", base[0] ? base : "?");
}

bool changes_something(const struct call *call, const struct seen *seen) {
    const uint64_t writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    uint64_t flags = 0;
    switch (call->kind) {
    case LOOKS: return false;
    case SENDS: case CHANGES: return true;
    case OPENS:
        if (call->names == NAMES_PATH) flags = seen->args[1];
        else if (call->number == SYS_openat) flags = seen->args[2];
        else peek(seen->thread, seen->args[2], &flags, sizeof flags); // struct open_how
        return flags & writes;
    }
    return true;
}
