"""Opens many streams over some seconds, holds them to their end and says how they ended. A process of its own.

usage: opener.py PORT COUNT SECONDS LEAST-BYTES REQUESTS-FILE

The file has a request a line; the streams take them in turn. A stream of fewer than LEAST-BYTES counts as cut. Prints
one line of JSON at the end.
"""

import asyncio
import json
import sys

_END = b"data: [DONE]\n\n"
_TAIL = 64


class Stream(asyncio.Protocol):
    def __init__(self, request, least_bytes, counts, done):
        self.request, self.least_bytes, self.counts, self.done = request, least_bytes, counts, done
        self.tail, self.size = b"", 0

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        if self.size == 0 and not data.startswith(b"HTTP/1.1 200"):
            self.counts["refused"] += 1
            self.transport.close()
            return
        self.size += len(data)
        self.tail = (self.tail + data)[-_TAIL:]
        if self.tail.endswith(b"0\r\n\r\n"):
            whole = _END in self.tail and self.size >= self.least_bytes
            self.counts["finished" if whole else "cut"] += 1
            self.transport.close()

    def connection_lost(self, error):
        if not self.done.done():
            self.done.set_result(None)


async def hold(port, count, seconds, least_bytes, bodies):
    loop = asyncio.get_running_loop()
    counts = {"finished": 0, "cut": 0, "refused": 0}

    async def one(number):
        done = loop.create_future()
        body = bodies[number % len(bodies)]
        await asyncio.sleep(number * seconds / count)
        await loop.create_connection(
            lambda: Stream(_head(port, len(body)) + body, least_bytes, counts, done), "127.0.0.1", port)
        await done

    await asyncio.gather(*(one(number) for number in range(count)))
    return counts


def _head(port, length):
    return (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer bench\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


if __name__ == "__main__":
    with open(sys.argv[5], "rb") as file:
        requests = file.read().splitlines()
    ends = asyncio.run(hold(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), requests))
    print(json.dumps(ends), flush=True)
