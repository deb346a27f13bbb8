#pragma once

/* What Spool and Service need and Swift's Glibc module does not show. */

/* For fsetxattr(2) and its kin: access control lists are extended attributes. */
#include <sys/xattr.h>

/* For changes of the kernel's list of mounts: Dispatch has no source for EPOLLPRI. */
#include <sys/epoll.h>

/* To end a wait in epoll. */
#include <sys/eventfd.h>

/* For preadv2(2). */
#include <sys/uio.h>

/* For malloc_trim(3) and mallopt(3). */
#include <malloc.h>

/* glibc declares it under _GNU_SOURCE only, which the module is built without. See renameat2(2). */
extern int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath,
                     unsigned int flags);

#define SPOOL_RENAME_NOREPLACE 1u
#define SPOOL_RENAME_EXCHANGE 2u

/* The same; see preadv2(2). */
extern ssize_t preadv2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags);

#define SPOOL_RWF_NOWAIT 8

/* The same: a process that cannot become another one (pidfd_open(2), pidfd_send_signal(2)). */
extern int pidfd_open(int pid, unsigned int flags);
extern int pidfd_send_signal(int pidfd, int sig, void *info, unsigned int flags);
