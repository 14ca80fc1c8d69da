"""Networks that are in the way of the setup, each a small server on this computer."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = b"<html><title>Guest network</title><form action='/in'><input> <button>Sign in</button></form>"
CERTIFICATE = Path(__file__).parent / "data" / "certificate-nobody-knows.pem"


@contextlib.contextmanager
def answering(code: int = 200, page: bytes = PAGE, tls: bool = False) -> Iterator[str]:
    """Answer every request with one code and one page, also when asked as a proxy; yield host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            if code == 407:
                self.send_header("Proxy-Authenticate", 'Basic realm="office"')
            self.end_headers()
            self.wfile.write(page)

        do_CONNECT = do_GET  # noqa: N815 (so that is how the method is called)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"localhost:{server.server_address[1]}"
        server.shutdown()
