import Testing

/// All tests with real sockets and real time limits, one after another: run at once they would starve each other, and
/// a limit of some hundred milliseconds would be hit by what a test did not mean.
@Suite(.serialized, .timeLimit(.minutes(1))) enum LiveTests {}
