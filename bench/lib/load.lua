-- For wrk: sends the requests that the file $TARGETS lists, round and round, and prints what came of it as JSON.
-- A line is: method, path, name of a header, its value, body; separated by tabs.
local requests, at = {}, 0

function init()
  for line in io.lines(os.getenv('TARGETS')) do
    local method, path, name, value, body = line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$')
    local headers = { [name] = value }
    if body == '' then body = nil else headers['content-type'] = 'application/json' end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format('\n{"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}',
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
