"""Runs an agent that finds its model on loopback: all that comes to the port is passed on to the
socket that is named first. A byte from the second one interrupts the agent, and so does its end."""

import asyncio
import os
import signal
import sys


async def copy(reader, writer):
    try:
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()


async def interrupt(control, process):
    reader, writer = await asyncio.open_unix_connection(control)
    try:
        await reader.read(1)
        process.send_signal(signal.SIGINT)
    except (OSError, ProcessLookupError):
        pass
    finally:
        writer.close()


async def main(model, control, port, argv):
    async def visited(reader, writer):
        try:
            answers, asked = await asyncio.open_unix_connection(model)
        except OSError as closed:
            print(f"there is no way to the model by {model}: {closed}", file=sys.stderr)
            writer.close()
            return
        await asyncio.gather(copy(reader, asked), copy(answers, writer))
        writer.close()
        asked.close()

    server = await asyncio.start_server(visited, "127.0.0.1", port)
    process = await asyncio.create_subprocess_exec(*argv)
    waiting = asyncio.create_task(interrupt(control, process))
    code = await process.wait()
    # What is left of server, task and connections ends with the process, without a word.
    del server, waiting
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
