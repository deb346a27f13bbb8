#pragma once

/* The one system call that Spool needs and Swift's Glibc module does not show: glibc declares it
   under _GNU_SOURCE only, which the module is built without. See renameat2(2). */
extern int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath,
                     unsigned int flags);

#define SPOOL_RENAME_NOREPLACE 1u
