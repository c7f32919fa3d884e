// Preloaded into a process, writes down in one order what it does to the files below POWERCUT_ROOT and what it says on
// stdout, into the file POWERCUT_LOG. From that, tests rebuild the disk as a power cut at any moment may leave it.
//
// One entry: kind (1 byte), file (4), offset (8), length (8), then `length` bytes. Integers are in the machine's order.
//   O file path        the file has this name; offset 1 where it is new
//   W file data        written at the offset
//   T file             cut to the offset
//   S file             a sync of the file has ended
//   D path             a sync of the folder has ended
//   M path             the folder was made
//   U path             the name was deleted
//   R old NUL new      renamed
//   A data             said on stdout
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096
#define NODES 65536

// One lock around every operation and its entry, so that the log's order is the operations' order.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_descriptor = -1;
static char root[PATH_MAX];
static size_t root_length;

struct watched {
  uint32_t file;
  char is_folder;
  char path[PATH_MAX];
};
static struct watched *descriptors[DESCRIPTORS];

// Which number a file has by its inode, until its last name is deleted.
static struct {
  ino_t inode;
  uint32_t file;
} nodes[NODES];
static size_t node_count;
static uint32_t last_file;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_mkdir)(const char *, mode_t);

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_mkdir = dlsym(RTLD_NEXT, "mkdir");
  const char *folder = getenv("POWERCUT_ROOT");
  const char *log = getenv("POWERCUT_LOG");
  if (folder == NULL || log == NULL || realpath(folder, root) == NULL) return;
  root_length = strlen(root);
  log_descriptor = real_open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char kind, uint32_t file, uint64_t offset, const void *data, uint64_t length) {
  char head[21];
  head[0] = kind;
  memcpy(head + 1, &file, 4);
  memcpy(head + 5, &offset, 8);
  memcpy(head + 13, &length, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)data, length}};
  size_t total = sizeof head + length;
  ssize_t done = writev(log_descriptor, parts, 2);
  // A log that cannot be written would make a test pass that has seen nothing.
  if (done < 0 || (size_t)done != total) abort();
}

// The full path below the root, or 0. The file itself need not be there.
static int below_root(const char *path, char *full) {
  if (log_descriptor < 0) return 0;
  char folder[PATH_MAX], base[PATH_MAX];
  if (strlen(path) >= PATH_MAX) return 0;
  strcpy(folder, path);
  char *slash = strrchr(folder, '/');
  if (slash == NULL) return 0;
  strcpy(base, slash + 1);
  *slash = 0;
  char real[PATH_MAX];
  if (realpath(folder[0] == 0 ? "/" : folder, real) == NULL) return 0;
  if (strlen(real) + strlen(base) + 2 >= PATH_MAX) return 0;
  strcpy(full, real);
  // `folder/..` is the folder that it leads to.
  if (strcmp(base, "..") == 0 || strcmp(base, ".") == 0 || base[0] == 0) {
    if (realpath(path, full) == NULL) return 0;
  } else {
    strcat(full, "/");
    strcat(full, base);
  }
  return strncmp(full, root, root_length) == 0 && (full[root_length] == '/' || full[root_length] == 0);
}

static uint32_t number_of(ino_t inode) {
  for (size_t index = 0; index < node_count; index++)
    if (nodes[index].inode == inode) return nodes[index].file;
  if (node_count == NODES) abort();
  nodes[node_count].inode = inode;
  nodes[node_count].file = ++last_file;
  return nodes[node_count++].file;
}

static void forget(ino_t inode) {
  for (size_t index = 0; index < node_count; index++)
    if (nodes[index].inode == inode) nodes[index] = nodes[--node_count];
}

static struct watched *watched(int descriptor) {
  return descriptor >= 0 && descriptor < DESCRIPTORS ? descriptors[descriptor] : NULL;
}

static int opened(const char *path, int flags, mode_t mode) {
  char full[PATH_MAX];
  if (!below_root(path, full)) return real_open(path, flags, mode);
  pthread_mutex_lock(&lock);
  int is_new = access(full, F_OK) != 0;
  int descriptor = real_open(path, flags, mode);
  struct stat status;
  if (descriptor >= 0 && descriptor < DESCRIPTORS && fstat(descriptor, &status) == 0) {
    struct watched *entry = calloc(1, sizeof *entry);
    if (entry == NULL) abort();
    strcpy(entry->path, full);
    entry->is_folder = S_ISDIR(status.st_mode);
    if (!entry->is_folder) {
      entry->file = number_of(status.st_ino);
      note('O', entry->file, is_new, full, strlen(full));
      if (flags & O_TRUNC) note('T', entry->file, 0, NULL, 0);
    }
    descriptors[descriptor] = entry;
  }
  pthread_mutex_unlock(&lock);
  return descriptor;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opened(path, flags, mode);
}

int close(int descriptor) {
  pthread_mutex_lock(&lock);
  if (watched(descriptor) != NULL) {
    free(descriptors[descriptor]);
    descriptors[descriptor] = NULL;
  }
  int result = real_close(descriptor);
  pthread_mutex_unlock(&lock);
  return result;
}

ssize_t write(int descriptor, const void *data, size_t length) {
  if (log_descriptor < 0 || (descriptor != STDOUT_FILENO && watched(descriptor) == NULL))
    return real_write(descriptor, data, length);
  pthread_mutex_lock(&lock);
  ssize_t done = real_write(descriptor, data, length);
  int error = errno;
  struct watched *entry = watched(descriptor);
  if (done > 0) {
    if (entry != NULL) {
      note('W', entry->file, (uint64_t)(lseek(descriptor, 0, SEEK_CUR) - done), data, (uint64_t)done);
    } else {
      note('A', 0, 0, data, (uint64_t)done);
    }
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

static ssize_t written_at(int descriptor, const void *data, size_t length, off_t offset) {
  if (watched(descriptor) == NULL) return real_pwrite(descriptor, data, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = real_pwrite(descriptor, data, length, offset);
  int error = errno;
  if (done > 0) note('W', watched(descriptor)->file, (uint64_t)offset, data, (uint64_t)done);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
  return written_at(descriptor, data, length, offset);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset) {
  return written_at(descriptor, data, length, offset);
}

static int synced(int descriptor, int (*real)(int)) {
  if (watched(descriptor) == NULL) return real(descriptor);
  pthread_mutex_lock(&lock);
  int result = real(descriptor);
  int error = errno;
  struct watched *entry = watched(descriptor);
  if (result == 0) {
    if (entry->is_folder) {
      note('D', 0, 0, entry->path, strlen(entry->path));
    } else {
      note('S', entry->file, 0, NULL, 0);
    }
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int fsync(int descriptor) { return synced(descriptor, real_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, real_fdatasync); }

static int cut(int descriptor, off_t length) {
  if (watched(descriptor) == NULL) return real_ftruncate(descriptor, length);
  pthread_mutex_lock(&lock);
  int result = real_ftruncate(descriptor, length);
  int error = errno;
  if (result == 0) note('T', watched(descriptor)->file, (uint64_t)length, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return cut(descriptor, length); }

int unlink(const char *path) {
  char full[PATH_MAX];
  if (!below_root(path, full)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  struct stat status;
  int was_there = stat(full, &status) == 0;
  int result = real_unlink(path);
  int error = errno;
  if (result == 0 && was_there) {
    forget(status.st_ino);
    note('U', 0, 0, full, strlen(full));
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int rename(const char *old, const char *new) {
  char from[PATH_MAX], both[2 * PATH_MAX], to[PATH_MAX];
  if (!below_root(old, from) || !below_root(new, to)) return real_rename(old, new);
  pthread_mutex_lock(&lock);
  struct stat status;
  int was_there = stat(to, &status) == 0;
  int result = real_rename(old, new);
  int error = errno;
  if (result == 0) {
    if (was_there) forget(status.st_ino);
    size_t length = strlen(from);
    strcpy(both, from);
    strcpy(both + length + 1, to);
    note('R', 0, 0, both, length + 1 + strlen(to));
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int mkdir(const char *path, mode_t mode) {
  char full[PATH_MAX];
  if (!below_root(path, full)) return real_mkdir(path, mode);
  pthread_mutex_lock(&lock);
  int result = real_mkdir(path, mode);
  int error = errno;
  if (result == 0) note('M', 0, 0, full, strlen(full));
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
