import Glibc

/// The CPU time that this thread has used: what other work on the machine takes does not count.
enum ThreadClock {
  /// In microseconds.
  static var now: Double {
    var time = timespec()
    let result = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    precondition(result == 0, "no clock of the thread's CPU time")
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}
