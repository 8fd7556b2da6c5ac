"""Between an agent that talks to its tools by the pipes of a process, and the socket where they are."""

import os
import socket
import sys
import threading


def main(tools):
    line = socket.socket(socket.AF_UNIX)
    line.connect(tools)

    def asked():
        while some := os.read(0, 65536):
            line.sendall(some)
        line.shutdown(socket.SHUT_WR)

    threading.Thread(target=asked, daemon=True).start()
    while some := line.recv(65536):
        while some:
            some = some[os.write(1, some) :]


if __name__ == "__main__":
    main(sys.argv[1])
