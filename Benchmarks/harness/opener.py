"""Opens many streams at once, holds them to their end and says how they ended. A process of its own.

usage: opener.py PORT COUNT REQUEST-FILE; prints one line of JSON at the end.
"""

import asyncio
import json
import sys

_END = b"data: [DONE]\n\n"
_TAIL = 64
# So many connections are made at a time; a burst would overrun a listener's backlog.
_AT_ONCE = 50


class Stream(asyncio.Protocol):
    def __init__(self, request, counts, done):
        self.request, self.counts, self.done = request, counts, done
        self.tail = b""
        self.answered = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        if not self.answered:
            self.answered = True
            if not data.startswith(b"HTTP/1.1 200"):
                self.counts["refused"] += 1
                self.transport.close()
                return
        self.tail = (self.tail + data)[-_TAIL:]
        if self.tail.endswith(b"0\r\n\r\n"):
            self.counts["finished" if _END in self.tail else "cut"] += 1
            self.transport.close()

    def connection_lost(self, error):
        if not self.done.done():
            self.done.set_result(None)


async def hold(port, count, body):
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer bench\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    counts = {"finished": 0, "cut": 0, "refused": 0}
    ends = [loop.create_future() for _ in range(count)]

    def connect(end):
        return loop.create_connection(lambda: Stream(head.encode() + body, counts, end), "127.0.0.1", port)

    for start in range(0, count, _AT_ONCE):
        await asyncio.gather(*(connect(end) for end in ends[start:start + _AT_ONCE]))
    await asyncio.gather(*ends)
    return counts


if __name__ == "__main__":
    with open(sys.argv[3], "rb") as file:
        print(json.dumps(asyncio.run(hold(int(sys.argv[1]), int(sys.argv[2]), file.read()))), flush=True)
