/// The one table of what can be configured: flags, environment variables, file keys, help and docs/configuration.md
/// follow from it.
package enum SettingTable {
  package static let all: [Setting] = serving + upstream + guardModels + records + operating + limits + timeouts

  /// Names the configuration file; a flag and a variable only, since a file cannot name itself.
  package static let configFlag = "config"
  package static let configVariable = "EVENKEEL_CONFIG"

  package static let serving = [
    Setting(
      "listen", \.listen, .address,
      "Where clients connect: `HOST:PORT`, `[IPv6]:PORT` or `unix:PATH`. Other than loopback or a Unix socket only "
        + "with `keys-file`."),
    Setting(
      "tls.certificate", \.tlsCertificate, .optionalPath,
      "PEM file of the certificate chain to serve TLS with, the leaf first. Needs `tls.key`."),
    Setting("tls.key", \.tlsKey, .optionalPath, "PEM file of its unencrypted private key."),
    Setting(
      "keys-file", \.keysFile, .optionalPath,
      "File of API keys' hashes, written by `evenkeel keys create`. With it, every client has to show a key."),
    Setting("policies", \.policies, .path, "Folder of the policy files."),
    Setting("policy", \.policyName, .name, "Name of the policy that decides."),
    Setting(
      "candidate-policies", \.candidatePolicies, .optionalPath,
      "Folder of policy files that decide in the shadow of those in `policies`: differences are counted and logged, and "
        + "nothing else follows from them."),
    Setting(
      "policy-poll", \.policyPoll, .poll,
      "How often both folders are looked at for changes, at least `100ms` apart; `0s` never does, and reloads on SIGHUP "
        + "and on request only."),
    Setting(
      "classifier", \.classifier, .classifier,
      "Which classifier judges: `encoder` reads texts in milliseconds, `ngram` knows words only and takes microseconds. "
        + "`auto` is what `weights` is for, else the encoder."),
    Setting(
      "weights", \.weights, .optionalPath, "File of classifier weights to use instead of those built in."),
    Setting(
      "pass-through", \.passThroughPaths, .list,
      "Exact paths, parted by commas, that are handed through unjudged beside the known endpoints."),
    Setting("data", \.data, .path, "Folder of the refusal log and other state; made when it is not there."),
    Setting(
      "threads", \.threads, .threads,
      "Event-loop threads; `auto` is one a core, or one for four cores before a classifier that never judges on them."),
    Setting(
      "judging-threads", \.judgingThreads, .threads,
      "Classifier threads; `auto` is one for each core beyond the event loops, and one at least."),
  ]

  package static let upstream = [
    Setting(
      "upstream", \.upstream, .upstream,
      "The model server: `http://HOST:PORT`, `https://HOST:PORT` or `unix:PATH`. `serve` needs it."),
    Setting(
      "upstream-key", \.upstreamKey, .secret,
      "Key sent to the model server as `authorization: Bearer …`. No flag, since flags are visible to other users.",
      isSecret: true),
    Setting(
      "upstream-key-file", \.upstreamKeyFile, .optionalPath,
      "File whose first line is that key; not together with `upstream-key`."),
    Setting(
      "upstream-ca-file", \.upstreamAuthorities, .optionalPath,
      "PEM file of the authorities that the model server's certificate is checked against, instead of the system's."),
    Setting("upstream-verify", \.verifiesUpstream, .truth, "Whether the model server's certificate is checked."),
  ]

  package static let guardModels = [
    Setting(
      "guard-key-file", \.guardKeyFile, .optionalPath,
      "File whose first line is the key sent to all guard models that policies name, as `authorization: Bearer …`."),
    Setting(
      "guard-ca-file", \.guardAuthorities, .optionalPath,
      "PEM file of the authorities that guard models' certificates are checked against, instead of the system's."),
  ]

  package static let records = [
    Setting(
      "records.database", \.recordsDatabase, .secret,
      "PostgreSQL database of the refusal log, as `postgresql://USER@HOST/NAME`, instead of SQLite in the data folder. No "
        + "flag, since it may hold a password.",
      isSecret: true),
    Setting(
      "records.spill", \.recordsSpillBytes, .size,
      "Size of the file in the data folder that takes records while the database cannot; more are lost, and counted."),
    Setting(
      "records.stream", \.recordsStream, .recordStream,
      "Where a copy of every record is written as a line of JSON, for log shippers: nowhere, a standard stream, or a file "
        + "that is rotated."),
    Setting(
      "records.stream-size", \.recordsStreamBytes, .size, "Size from which on a new file of that stream is begun."),
    Setting(
      "records.stream-files", \.recordsStreamFiles, .count(1...1_000),
      "Files of that stream that are kept, the one being written included."),
    Setting(
      "user-key-file", \.userKeyFile, .optionalPath,
      "File whose first line is the secret that pseudonyms of users are made with, the same for all proxies that share a "
        + "log. Without it, `user-key` in the data folder, which is made when it is not there."),
  ]

  package static let operating = [
    Setting(
      "operators-listen", \.operatorsListen, .address,
      "Where the console, `/healthz`, `/readyz` and `/metrics` are served. Only the console has a login."),
    Setting(
      "console.tokens-file", \.consoleTokensFile, .optionalPath,
      "File of the console's users and their tokens' hashes, written by `evenkeel console add`. Without it nobody can log "
        + "in."),
    Setting(
      "console.hosts", \.consoleHosts, .list,
      "Names, parted by commas, under which the console may be opened beside addresses and `localhost`, such as that of a "
        + "proxy before it."),
    Setting(
      "operators-allow-remote", \.operatorsAllowRemote, .truth,
      "Whether the operators' port may listen on other than loopback or a Unix socket."),
    Setting("log-level", \.logLevel, .choice, "The least severe log lines that are written, to stderr."),
    Setting("access-log", \.accessLog, .choice, "Where one line a request is written."),
  ]
}
