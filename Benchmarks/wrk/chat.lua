-- Posts chat requests and writes the figures as one line of JSON. With BENCH_REQUEST it is the file's one request over
-- and over, built once by wrk itself, so that no Lua runs per request or per answer. With BENCH_REQUESTS it is each
-- line of the file once, shared out among BENCH_THREADS threads, and again from the start when they are used up.

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer bench"

local list = os.getenv("BENCH_REQUESTS")
if list then
  local step = assert(os.getenv("BENCH_THREADS"), "BENCH_THREADS is not set")
  local threads, bodies, position = 0, {}, 0

  function setup(thread)
    thread:set("offset", threads)
    threads = threads + 1
  end

  function init(arguments)
    local number = 0
    for line in io.lines(list) do
      if number % step == offset % step then bodies[#bodies + 1] = line end
      number = number + 1
    end
    -- A file of one line is everybody's.
    if #bodies == 0 then bodies[1] = io.lines(list)() end
  end

  function request()
    position = position % #bodies + 1
    return wrk.format(nil, nil, nil, bodies[position])
  end
else
  local file = assert(io.open(assert(os.getenv("BENCH_REQUEST"), "BENCH_REQUEST is not set"), "rb"))
  wrk.body = file:read("*a")
  file:close()
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'BENCH {"requests":%d,"bytes":%d,"duration_us":%d,"p50_us":%d,"p99_us":%d,"connect":%d,"read":%d,"write":%d,'
      .. '"status":%d,"timeout":%d}\n',
    summary.requests, summary.bytes, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
