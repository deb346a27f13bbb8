// syscall-fault: runs a program and lists its file-system calls, kills it at one of them, or lets
// one fail. Unlike strace's fault injection it counts over all threads of the program, so that
// "the 117th call" is each call there is, not each call of one thread.
#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <getopt.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static const char usage[] =
    "usage: syscall-fault [OPTION...] -- PROGRAM [ARGUMENT...]\n"
    "Which calls count (all of the table, if nothing is said):\n"
    "  --changes          only calls that change a file or send a message\n"
    "  --call NAME,...    only these calls (openat, fsync, ...)\n"
    "  --path TEXT        only on files whose path begins with TEXT (more than once: any of them)\n"
    "                     a socket is written socket:[N]\n"
    "  --to-file TEXT     only on files whose path ends with TEXT\n"
    "What is done with them, counted from 1 over all threads:\n"
    "  --list FILE        write a line each: NUMBER CALL PATH\n"
    "  --kill N           SIGKILL the program before call N runs; exits 137\n"
    "  --kill-on TEXT     the same before the first call on a file whose path ends with TEXT\n"
    "  --error NAME       call N fails with this error (EIO, ENOSPC, ...); needs --at\n"
    "  --short            call N is asked for half of its bytes only; needs --at\n"
    "  --stop             call N never returns until SIGUSR1 comes; needs --at\n"
    "  --at N             which call\n"
    "  --for-good         N and all calls after it, until SIGUSR1 comes to syscall-fault\n"
    "  --mark FILE        make FILE when call N is reached\n"
    "Other signals are passed on to the program. Exits as the program does, 128 + N for a signal N;\n"
    "64 for a wrong usage, 125 if it cannot trace.\n";

static struct {
    bool changes, for_good, shorten, stop;
    bool wanted_call[1024];
    bool some_calls;
    const char *paths[16];
    int path_count;
    const char *ending, *list, *mark, *kill_on;
    long kill_at, at;
    int error;
} options;

static volatile sig_atomic_t lifted;
static volatile pid_t program;

static void lift(int signal) { (void)signal; lifted = 1; }
static void pass_on(int signal) { if (program > 0) kill(program, signal); }

static void fail(int code, const char *what) {
    fprintf(stderr, "syscall-fault: %s%s%s\n", what, errno ? ": " : "",
            errno ? strerror(errno) : "");
    exit(code);
}

static int error_of_name(const char *name) {
    static const struct { const char *name; int number; } errors[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EMFILE", EMFILE}, {"ENFILE", ENFILE},
        {"EROFS", EROFS}, {"EINTR", EINTR}, {"EAGAIN", EAGAIN}, {"EACCES", EACCES},
        {"EPERM", EPERM}, {"ENOENT", ENOENT}, {"ENOMEM", ENOMEM}, {"EDQUOT", EDQUOT},
        {"EBUSY", EBUSY}, {"ESTALE", ESTALE}, {"EEXIST", EEXIST}, {"EXDEV", EXDEV},
        {"ENOSYS", ENOSYS}, {"ELOOP", ELOOP}, {"ENOTCONN", ENOTCONN}, {"EFBIG", EFBIG},
    };
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (!strcmp(errors[i].name, name)) return errors[i].number;
    errno = 0;
    fprintf(stderr, "syscall-fault: no error '%s' is known\n", name);
    exit(64);
}

static void read_options(int count, char **words) {
    static const struct option known[] = {
        {"changes", no_argument, 0, 'c'}, {"call", required_argument, 0, 'C'},
        {"path", required_argument, 0, 'p'}, {"to-file", required_argument, 0, 'e'},
        {"list", required_argument, 0, 'l'}, {"kill", required_argument, 0, 'k'},
        {"kill-on", required_argument, 0, 'K'},
        {"error", required_argument, 0, 'E'}, {"short", no_argument, 0, 's'},
        {"stop", no_argument, 0, 'S'}, {"at", required_argument, 0, 'a'},
        {"for-good", no_argument, 0, 'g'}, {"mark", required_argument, 0, 'm'},
        {"help", no_argument, 0, 'h'}, {0, 0, 0, 0}};
    int option;
    while ((option = getopt_long(count, words, "+h", known, NULL)) != -1) {
        switch (option) {
        case 'c': options.changes = true; break;
        case 'C':
            options.some_calls = true;
            for (char *name = strtok(optarg, ","); name; name = strtok(NULL, ",")) {
                const struct call *call = call_of_name(name);
                if (!call) {
                    fprintf(stderr, "syscall-fault: no call '%s' is known\n", name);
                    exit(64);
                }
                options.wanted_call[call - calls] = true;
            }
            break;
        case 'p':
            if (options.path_count == 16) { fputs("too many --path\n", stderr); exit(64); }
            options.paths[options.path_count++] = optarg;
            break;
        case 'e': options.ending = optarg; break;
        case 'l': options.list = optarg; break;
        case 'k': options.kill_at = atol(optarg); break;
        case 'K': options.kill_on = optarg; break;
        case 'E': options.error = error_of_name(optarg); break;
        case 's': options.shorten = true; break;
        case 'S': options.stop = true; break;
        case 'a': options.at = atol(optarg); break;
        case 'g': options.for_good = true; break;
        case 'm': options.mark = optarg; break;
        case 'h': fputs(usage, stdout); exit(0);
        default: fputs(usage, stderr); exit(64);
        }
    }
    bool fault = options.error || options.shorten || options.stop;
    if (optind == count || fault != (options.at > 0)) { fputs(usage, stderr); exit(64); }
}

// ---------------------------------------------------------------- the program's side

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "syscall-fault knows x86-64 and arm64"
#endif

// Only the table's calls stop for the tracer: everything else runs at full speed.
static void install_filter(void) {
    struct sock_filter filter[256];
    unsigned short length = 0;
    filter[length++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (const struct call *call = calls; call->name; call++) {
        if (options.some_calls && !options.wanted_call[call - calls]) continue;
        if (options.changes && call->kind == LOOKS) continue;
        filter[length++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call->number, 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog whole = {length, filter};
    // Root may filter without giving up what a program's file capabilities or set-user-ID grant.
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) == 0) return;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole)) fail(125, "seccomp");
}

static void become_program(char **words) {
    raise(SIGSTOP); // until the tracer is there
    install_filter();
    execvp(words[0], words);
    fail(127, words[0]);
}

// ---------------------------------------------------------------- the tracer's side

static FILE *list;
static long counted;

static bool ends_with(const char *path, const char *ending) {
    size_t length = strlen(path), wanted = strlen(ending);
    return length >= wanted && !strcmp(path + length - wanted, ending);
}

static bool counts(const struct call *call, struct seen *seen) {
    if (options.changes && !changes_something(call, seen)) return false;
    find_path(call, seen);
    if (options.path_count) {
        bool found = false;
        for (int i = 0; i < options.path_count && !found; i++)
            found = !strncmp(seen->path, options.paths[i], strlen(options.paths[i]));
        if (!found) return false;
    }
    return !options.ending || ends_with(seen->path, options.ending);
}

// Makes the kernel skip the call and answer with the error.
static void answer(pid_t thread, int error) {
#if defined(__x86_64__)
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers)) return;
    registers.orig_rax = (unsigned long long)-1;
    registers.rax = (unsigned long long)(long)-error;
    ptrace(PTRACE_SETREGS, thread, 0, &registers);
#else
    struct user_regs_struct registers;
    struct iovec all = {&registers, sizeof registers};
    int number = -1;
    struct iovec one = {&number, sizeof number};
    if (ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &all)) return;
    registers.regs[0] = (unsigned long long)(long)-error;
    ptrace(PTRACE_SETREGSET, thread, NT_ARM_SYSTEM_CALL, &one);
    ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &all);
#endif
}

static void ask_for_half(pid_t thread, const struct call *call, const struct seen *seen) {
    if (call->count < 0 || seen->args[call->count] < 2) return;
    uint64_t half = seen->args[call->count] / 2;
#if defined(__x86_64__)
    // Arguments are in rdi, rsi, rdx, r10, r8, r9; every count of the table is the third.
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers)) return;
    registers.rdx = half;
    ptrace(PTRACE_SETREGS, thread, 0, &registers);
#else
    struct user_regs_struct registers;
    struct iovec all = {&registers, sizeof registers};
    if (ptrace(PTRACE_GETREGSET, thread, NT_PRSTATUS, &all)) return;
    registers.regs[2] = half;
    ptrace(PTRACE_SETREGSET, thread, NT_PRSTATUS, &all);
#endif
}

static void note_mark(void) {
    FILE *file = options.mark ? fopen(options.mark, "we") : NULL;
    if (file) fclose(file);
}

// Threads that --stop holds, to be let go when the fault is lifted.
static pid_t held[256];
static int held_count;

// What is to be done at a call; false if its thread must not go on now.
static bool meet(pid_t thread) {
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return true;
    if (info.op != PTRACE_SYSCALL_INFO_SECCOMP || info.arch != ARCHITECTURE) return true;
    const struct call *call = call_of_number((long)info.seccomp.nr);
    if (!call) return true;
    struct seen seen = {.thread = thread};
    memcpy(seen.args, info.seccomp.args, sizeof seen.args);
    if (!counts(call, &seen)) return true;
    counted++;
    if (list) fprintf(list, "%ld %s %s\n", counted, call->name, seen.path);
    if (counted == options.kill_at
        || (options.kill_on && ends_with(seen.path, options.kill_on))) {
        note_mark();
        kill(program, SIGKILL);
        return true;
    }
    if (!options.at || lifted || counted < options.at) return true;
    if (counted > options.at && !options.for_good) return true;
    note_mark();
    if (options.stop && held_count < 256) {
        held[held_count++] = thread;
        return false;
    }
    if (options.error) answer(thread, options.error);
    if (options.shorten) ask_for_half(thread, call, &seen);
    return true;
}

static void let_go(void) {
    for (int i = 0; i < held_count; i++) ptrace(PTRACE_CONT, held[i], 0, 0);
    held_count = 0;
}

static int trace(void) {
    for (;;) {
        int status;
        if (lifted && held_count) let_go();
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0 && errno == EINTR) continue;
        if (thread < 0) fail(125, "waitpid");
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread != program) continue;
            if (list) fclose(list);
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP) {
            if (!meet(thread)) continue;
            ptrace(PTRACE_CONT, thread, 0, 0);
        } else if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
            ptrace(PTRACE_LISTEN, thread, 0, 0); // stopped by SIGSTOP: stays so until SIGCONT
        } else {
            // Any other event is the tracer's own affair, any other signal the program's.
            ptrace(PTRACE_CONT, thread, 0, event ? 0 : signal);
        }
    }
}

int main(int count, char **words) {
    read_options(count, words);
    if (options.list && !(list = fopen(options.list, "we"))) fail(125, options.list);
    struct sigaction action = {.sa_handler = lift}; // no SA_RESTART: waitpid must return
    sigaction(SIGUSR1, &action, NULL);
    action.sa_handler = pass_on;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    // Who starts it from a Dispatch thread hands down a mask in which these are blocked.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    program = fork();
    if (program < 0) fail(125, "fork");
    if (program == 0) become_program(words + optind);
    int status;
    waitpid(program, &status, WUNTRACED);
    long follow = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK
        | PTRACE_O_TRACEVFORK | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, program, 0, follow)) fail(125, "ptrace");
    kill(program, SIGCONT);
    return trace();
}
