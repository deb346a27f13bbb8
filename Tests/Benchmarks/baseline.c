/* baseline: what the machine can do, for the benchmark to compare okoced with.
 *
 * Reads the same files, keeps the same bytes, inserts the same number of rows with the same indexes
 * and the same durability, and unlinks the files; it parses nothing and checks nothing. The tables
 * are okoced's own without their CHECKs, references and triggers (Tests/Benchmarks/bench/ledger.py
 * makes them), and the benchmark counts the rows of both afterwards.
 *
 *   baseline files BOX DB        takes all files of BOX: one thread reads and unlinks, one writes
 *   baseline bulk FILES ITEMS BYTES DB
 *                                FILES jobs of ITEMS registrations and BYTES bytes, from memory;
 *                                BASELINE_CACHE_MIB makes a large ledger in minutes, for others to
 *                                be measured with
 *   baseline watch BOX DB        one file at a time: inotify, read, insert, commit, unlink; until
 *                                it is killed
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { GROUP = 500, LONGEST_FILE = 4 << 20 };

static _Noreturn void fail(const char *what) {
    fprintf(stderr, "baseline: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* ---- The database ---- */

static sqlite3 *db;
enum { BEGIN, COMMIT, DOCUMENT, ATTEMPT, FACT, VERDICT, MEMBER, NOTICE, COUNTER, TALLY, STATEMENTS };
static sqlite3_stmt *statements[STATEMENTS];
static const char *const texts[STATEMENTS] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "INSERT INTO document VALUES (?, ?)",
    "INSERT INTO attempt (id, source, job_id, submitted_at, recorded, outcome, schema, received_at,"
    " recorded_at, sha256, document, file_name, device, inode, size, mtime_ns, ctime_ns, items,"
    " items_recorded, complaints) VALUES (?1, 1, ?2, 1528768800000000000, 1, 'accepted',"
    " 'okoce/stage-update/1', ?3, ?3, ?4, ?1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, 0)",
    "INSERT INTO fact (id, job, position, item_id, kind, nik, occurred_on, name, place, penggerak,"
    " consent_on, consent_notice) VALUES (?, ?, ?, ?, 'registration', ?, 17689, 'Contoh Satu',"
    " 3171031001, 2, 17689, 'okoce-2018')",
    "INSERT INTO verdict (fact, verdict) VALUES (?, 'applied')",
    "INSERT INTO member (nik, registration, from_day, name, place, penggerak, has_more, p1_on,"
    " p1_by, p1_source) VALUES (?1, ?2, 17689, 'Contoh Satu', 3171031001, 2, 0, 17689, ?2, 1)",
    "INSERT INTO notice (seq, kind, attempt, recorded_at) VALUES (?1, 'job', ?1, ?2)",
    "UPDATE counter SET next_notice = ?",
    "INSERT INTO tally_change VALUES (?, ?)",
};

static void check(int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "baseline: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static void run(int statement) {
    check(sqlite3_step(statements[statement]));
    check(sqlite3_reset(statements[statement]));
}

static void open_database(const char *path) {
    check(sqlite3_open(path, &db));
    /* As okoced sets them, but for foreign keys, of which there are none here. */
    check(sqlite3_exec(
        db,
        "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA cache_size = -32768;"
        "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864;",
        NULL, NULL, NULL));
    const char *cache = getenv("BASELINE_CACHE_MIB");
    if (cache) {
        char pragmas[128];
        snprintf(
            pragmas, sizeof pragmas, "PRAGMA cache_size = -%ld; PRAGMA wal_autocheckpoint = %ld;",
            atol(cache) * 1024, atol(cache) * 64);
        check(sqlite3_exec(db, pragmas, NULL, NULL, NULL));
    }
    for (int i = 0; i < STATEMENTS; i++) {
        check(sqlite3_prepare_v3(db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &statements[i], NULL));
    }
}

static sqlite3_int64 jobs, people, committed_people;

/* A NIK that nobody has yet, in no order, as people come: the same as bench/work.py's. 7919 divides
 * none of the factors, so no number comes twice. */
static sqlite3_int64 next_nik(void) {
    sqlite3_int64 number = people++ * 7919 % (28 * 12 * 80 * 9999);
    sqlite3_int64 serial = number % 9999 + 1, year = number / 9999 % 80 + 20;
    sqlite3_int64 month = number / (9999 * 80) % 12 + 1, day = number / (9999 * 80 * 12) + 1;
    return (((317103 * INT64_C(100) + day) * 100 + month) * 100 + year % 100) * 10000 + serial;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void record(const char *name, const struct stat *file, const char *bytes, int items) {
    sqlite3_int64 job = ++jobs;
    sqlite3_bind_int64(statements[DOCUMENT], 1, job);
    sqlite3_bind_blob(statements[DOCUMENT], 2, bytes, (int)file->st_size, SQLITE_STATIC);
    run(DOCUMENT);

    char job_id[24], hash[32];
    int length = snprintf(job_id, sizeof job_id, "job-%09lld", (long long)job);
    memset(hash, (int)job, sizeof hash);
    sqlite3_stmt *attempt = statements[ATTEMPT];
    sqlite3_bind_int64(attempt, 1, job);
    sqlite3_bind_text(attempt, 2, job_id, length, SQLITE_STATIC);
    sqlite3_bind_int64(attempt, 3, now());
    sqlite3_bind_blob(attempt, 4, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_blob(attempt, 5, name, (int)strlen(name), SQLITE_STATIC);
    sqlite3_bind_int64(attempt, 6, (sqlite3_int64)file->st_dev);
    sqlite3_bind_int64(attempt, 7, (sqlite3_int64)file->st_ino);
    sqlite3_bind_int64(attempt, 8, file->st_size);
    sqlite3_bind_int64(
        attempt, 9, file->st_mtim.tv_sec * INT64_C(1000000000) + file->st_mtim.tv_nsec);
    sqlite3_bind_int64(
        attempt, 10, file->st_ctim.tv_sec * INT64_C(1000000000) + file->st_ctim.tv_nsec);
    sqlite3_bind_int(attempt, 11, items);
    run(ATTEMPT);

    for (int position = 0; position < items; position++) {
        sqlite3_int64 fact = job * 8192 + position + 1, nik = next_nik();
        char item_id[12];
        length = snprintf(item_id, sizeof item_id, "%d", position + 1);
        sqlite3_bind_int64(statements[FACT], 1, fact);
        sqlite3_bind_int64(statements[FACT], 2, job);
        sqlite3_bind_int(statements[FACT], 3, position);
        sqlite3_bind_text(statements[FACT], 4, item_id, length, SQLITE_STATIC);
        sqlite3_bind_int64(statements[FACT], 5, nik);
        run(FACT);
        sqlite3_bind_int64(statements[VERDICT], 1, fact);
        run(VERDICT);
        sqlite3_bind_int64(statements[MEMBER], 1, nik);
        sqlite3_bind_int64(statements[MEMBER], 2, fact);
        run(MEMBER);
    }
    sqlite3_bind_int64(statements[NOTICE], 1, job);
    sqlite3_bind_int64(statements[NOTICE], 2, now());
    run(NOTICE);
}

static void commit(void) {
    sqlite3_bind_int64(statements[COUNTER], 1, jobs + 1);
    run(COUNTER);
    /* What reports add up: 24 bytes for each member, all of a transaction in one row. */
    sqlite3_bind_int64(statements[TALLY], 1, people);
    sqlite3_bind_zeroblob(statements[TALLY], 2, (int)(people - committed_people) * 24);
    committed_people = people;
    run(TALLY);
    run(COMMIT);
}

/* ---- Files ---- */

struct file {
    char name[256];
    struct stat status;
    char *bytes;
};

static int read_file(int box, struct file *file) {
    int descriptor = openat(box, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) return 0;
    if (fstat(descriptor, &file->status) != 0) fail(file->name);
    file->bytes = malloc((size_t)file->status.st_size + 1);
    if (read(descriptor, file->bytes, (size_t)file->status.st_size) != file->status.st_size)
        fail(file->name);
    close(descriptor);
    return 1;
}

static int open_box(const char *path) {
    int box = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (box < 0) fail(path);
    return box;
}

/* Groups go round between the two threads: free, then read, then committed, then unlinked. */
enum { GROUPS = 4 };
static struct group {
    enum { FREE, READ, COMMITTED } state;
    int count;
    struct file files[GROUP];
} groups[GROUPS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void set_state(struct group *group, int state) {
    pthread_mutex_lock(&lock);
    group->state = state;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_until_not(struct group *group, int state) {
    pthread_mutex_lock(&lock);
    while ((int)group->state == state) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

/* The writer; a group of no files is the last. */
static void *write_groups(void *unused) {
    for (int next = 0;; next = (next + 1) % GROUPS) {
        struct group *group = &groups[next];
        pthread_mutex_lock(&lock);
        while (group->state != READ) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        if (group->count == 0) return unused;
        run(BEGIN);
        for (int i = 0; i < group->count; i++) {
            struct file *file = &group->files[i];
            record(file->name, &file->status, file->bytes, 1);
        }
        commit();
        set_state(group, COMMITTED);
    }
}

static void unlink_group(int box, struct group *group) {
    for (int i = 0; i < group->count; i++) {
        if (unlinkat(box, group->files[i].name, 0) != 0) fail(group->files[i].name);
        free(group->files[i].bytes);
    }
    group->count = 0;
    group->state = FREE;
}

static void take_files(const char *path) {
    int box = open_box(path);
    DIR *directory = fdopendir(open_box(path));
    pthread_t writer;
    pthread_create(&writer, NULL, write_groups, NULL);
    int next = 0, more = 1;
    while (more) {
        struct group *group = &groups[next];
        wait_until_not(group, READ);
        if (group->state == COMMITTED) unlink_group(box, group);
        struct dirent *entry;
        while (group->count < GROUP && (entry = readdir(directory)) != NULL) {
            size_t length = strlen(entry->d_name);
            if (length < 5 || strcmp(entry->d_name + length - 5, ".json") != 0) continue;
            struct file *file = &group->files[group->count];
            memcpy(file->name, entry->d_name, length + 1);
            group->count += read_file(box, file);
        }
        more = group->count > 0;
        set_state(group, READ);
        next = (next + 1) % GROUPS;
    }
    pthread_join(writer, NULL);
    for (int i = 0; i < GROUPS; i++) unlink_group(box, &groups[i]);
}

static void take_from_memory(int files, int items, int bytes) {
    struct stat file = {.st_size = bytes};
    char *text = malloc((size_t)bytes);
    memset(text, '{', (size_t)bytes);
    for (int i = 0; i < files; i++) {
        char name[32];
        snprintf(name, sizeof name, "bulk-%d.json", i);
        file.st_ino = (ino_t)i;
        run(BEGIN);
        record(name, &file, text, items);
        commit();
    }
}

static void watch(const char *path) {
    int box = open_box(path), inotify = inotify_init1(IN_CLOEXEC);
    if (inotify_add_watch(inotify, path, IN_MOVED_TO) < 0) fail(path);
    _Alignas(struct inotify_event) char events[16384];
    printf("watching\n");
    fflush(stdout);
    for (;;) {
        ssize_t count = read(inotify, events, sizeof events);
        for (char *at = events; count > 0 && at < events + count;) {
            struct inotify_event *event = (struct inotify_event *)at;
            at += sizeof *event + event->len;
            struct file file;
            snprintf(file.name, sizeof file.name, "%s", event->name);
            if (!read_file(box, &file)) continue;
            run(BEGIN);
            record(file.name, &file.status, file.bytes, 1);
            commit();
            if (unlinkat(box, file.name, 0) != 0) fail(file.name);
            free(file.bytes);
        }
    }
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "";
    if (strcmp(mode, "files") == 0 && count == 4) {
        open_database(arguments[3]);
        take_files(arguments[2]);
    } else if (strcmp(mode, "bulk") == 0 && count == 6) {
        open_database(arguments[5]);
        take_from_memory(atoi(arguments[2]), atoi(arguments[3]), atoi(arguments[4]));
    } else if (strcmp(mode, "watch") == 0 && count == 4) {
        open_database(arguments[3]);
        watch(arguments[2]);
    } else {
        fprintf(stderr, "usage: baseline files BOX DB | bulk FILES ITEMS BYTES DB | watch BOX DB\n");
        return 64;
    }
    for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(statements[i]);
    check(sqlite3_close(db));
    return 0;
}
