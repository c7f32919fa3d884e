"""A model server that says what the test scripted, and remembers byte for byte what it was sent."""

import socket
import struct
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field

from upstream_answers import Close, Gate, Reset, Step, UntilClientLeaves, whole
from waiting import DEADLINE, until


@dataclass
class ReceivedRequest:
    """One request as it came over the wire."""

    method: str
    target: str
    head: bytes
    body: bytes
    connection: int
    """Counts the connections from 0, so that reuse shows."""
    client_left: threading.Event = field(default_factory=threading.Event)
    """Set when the other side closed while the answer was still open."""

    def fields(self) -> list[tuple[str, str]]:
        pairs = (line.split(b":", 1) for line in self.head.split(b"\r\n")[1:] if line)
        return [(name.decode("latin-1").lower(), value.strip().decode("latin-1")) for name, value in pairs]

    def field(self, name: str) -> str | None:
        return next((value for key, value in self.fields() if key == name), None)


class FakeUpstream:
    """Listens on a free port of the loopback from its making to `stop`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._scripts: dict[tuple[str, str], deque[list[Step]]] = defaultdict(deque)
        self._standing: dict[tuple[str, str], list[Step]] = {}
        self._received: list[ReceivedRequest] = []
        self._open: set[socket.socket] = set()
        self._connections = 0
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="upstream-accept", daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def script(self, *answers: list[Step], method: str = "POST", path: str = "/v1/chat/completions") -> None:
        """Adds answers; each request to this path takes the next."""
        with self._lock:
            self._scripts[method, path].extend(answers)

    def always(self, answer: list[Step], method: str = "GET", path: str = "/v1/models") -> None:
        """Answers every request to this path that no script answers."""
        with self._lock:
            self._standing[method, path] = answer

    def requests(self, path: str = "/v1/chat/completions") -> list[ReceivedRequest]:
        with self._lock:
            return [request for request in self._received if request.target.split("?")[0] == path]

    def only_request(self, path: str = "/v1/chat/completions") -> ReceivedRequest:
        """The one request to a path, once it is there."""
        until(lambda: self.requests(path), f"a request to {path}")
        found = self.requests(path)
        assert len(found) == 1, f"{len(found)} requests to {path}"
        return found[0]

    def forget(self) -> None:
        """Forgets the requests so far."""
        with self._lock:
            self._received.clear()

    def stop(self) -> None:
        """Stops listening and breaks off what is open; a second time does nothing."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        # Wakes the accepting thread, which `close` alone does not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            open_sockets = list(self._open)
        for connection in open_sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # already gone

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                number = self._connections
                self._connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        buffered = b""
        try:
            while True:
                request, buffered = self._read(connection, buffered, number)
                if request is None or not self._answer(connection, request):
                    return
        except OSError:
            pass  # the other side broke off
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _read(
        self, connection: socket.socket, buffered: bytes, number: int
    ) -> tuple[ReceivedRequest | None, bytes]:
        def more() -> bool:
            nonlocal buffered
            piece = connection.recv(65536)
            buffered += piece
            return bool(piece)

        while b"\r\n\r\n" not in buffered:
            if not more():
                return None, b""
        head, _, buffered = buffered.partition(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].decode("latin-1").split(" ")
        request = ReceivedRequest(method, target, head, b"", number)
        if "chunked" in (request.field("transfer-encoding") or ""):
            while True:
                while b"\r\n" not in buffered and more():
                    pass
                size_line, _, buffered = buffered.partition(b"\r\n")
                size = int(size_line, 16)
                while len(buffered) < size + 2 and more():
                    pass
                request.body += buffered[:size]
                buffered = buffered[size + 2 :]
                if size == 0:
                    break
        else:
            length = int(request.field("content-length") or 0)
            while len(buffered) < length and more():
                pass
            request.body, buffered = buffered[:length], buffered[length:]
        with self._lock:
            self._received.append(request)
        return request, buffered

    def _answer(self, connection: socket.socket, request: ReceivedRequest) -> bool:
        """Plays the script; false when the connection is not to be used again."""
        key = (request.method, request.target.split("?")[0])
        with self._lock:
            queue = self._scripts[key]
            steps = queue.popleft() if queue else self._standing.get(key)
        unscripted = {"error": {"message": f"unscripted: {key}", "type": "test", "param": None, "code": None}}
        for step in steps or whole(unscripted, "500 Internal Server Error"):
            match step:
                case bytes():
                    try:
                        connection.sendall(step)
                    except OSError:
                        request.client_left.set()
                        raise
                case Gate():
                    while not step.opened.wait(0.01):
                        if self._stopped.is_set():
                            return False
                case UntilClientLeaves():
                    connection.settimeout(DEADLINE)
                    try:
                        left = connection.recv(1) == b""
                    except TimeoutError:
                        return False
                    except OSError:
                        left = True
                    if left and not self._stopped.is_set():
                        request.client_left.set()
                    return False
                case Reset():
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return False
                case Close():
                    return False
        return True
